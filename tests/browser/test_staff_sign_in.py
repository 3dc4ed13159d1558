"""From the invitation to the editor in a real browser, with its cookies, its policy and links from other sites."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.people import PASSWORD, code_of


@pytest.fixture
def staff(chromium: Browser):
    """A page of a fresh profile that notes what the browser complains of."""
    context = chromium.new_context(locale="en-GB")
    problems: list[str] = []
    context.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: problems.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert not problems, problems


def follow_from_another_site(page: Page, site: str, address: str) -> None:
    """Comes to `address` by a link on another site: the browser then leaves strict cookies out."""
    page.goto(site.replace("localhost", "127.0.0.1") + "/en/thank-you/")
    page.evaluate("address => { location.href = address }", address)
    page.wait_for_url(lambda url: url.startswith(site))


def test_an_invited_person_comes_in_and_a_link_from_elsewhere_does_not_throw_them_out(staff, site, manage):
    invitation = manage("invite", "browser-editor", "--role", "editor")
    assert invitation.startswith(f"{site}/account/invitation/")
    follow_from_another_site(staff, site, invitation)
    picture = staff.locator(".qr-code svg")
    expect(picture).to_be_visible()
    assert picture.bounding_box()["width"] >= 90
    staff.get_by_label("The six digits").fill(code_of(staff.locator("#secret").inner_text()))
    staff.get_by_label("Password", exact=True).fill(PASSWORD)
    staff.get_by_label("The same password again").fill(PASSWORD)
    staff.get_by_role("button", name="Open my account").click()
    expect(staff).to_have_url(f"{site}/account/invitation/codes/")
    codes = staff.locator("[data-recovery-code]").all_inner_texts()
    assert len(codes) == 10

    staff.get_by_role("link", name="Sign in").click()
    staff.get_by_label("Username").fill("browser-editor")
    staff.get_by_label("Password").fill(PASSWORD)
    staff.get_by_role("button", name="Continue").click()
    expect(staff).to_have_url(f"{site}/account/second-factor/")
    staff.get_by_label("Code").fill(codes[0])
    staff.get_by_role("button", name="Sign in").click()
    expect(staff).to_have_url(f"{site}/editor/")

    cookies = {cookie["name"]: cookie for cookie in staff.context.cookies()}
    assert set(cookies) == {"__Host-session", "__Host-csrf"}
    assert all(c["secure"] and c["httpOnly"] and c["sameSite"] == "Strict" for c in cookies.values())
    assert cookies["__Host-session"]["expires"] == -1

    follow_from_another_site(staff, site, f"{site}/editor/")
    expect(staff).to_have_url(re.compile("/account/login/"))
    staff.goto(f"{site}/account/")
    expect(staff).to_have_url(f"{site}/editor/")

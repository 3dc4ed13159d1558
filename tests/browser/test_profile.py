"""What a visit leaves on the phone: after a message was sent without script, the closed browser holds none of it."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.conftest import ARGUMENTS, EXECUTABLE
from tests.spellings import found

MESSAGE = "zqmessage4711zq"
PHONE = "zq0405550123zq"


def everything_in(profile: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in profile.rglob("*") if path.is_file() and not path.is_symlink()}


def with_profile(playwright: Playwright, profile: Path):
    """Chromium as a phone has it: with a profile on the disk, and with its back-forward cache."""
    return playwright.chromium.launch_persistent_context(
        profile,
        executable_path=EXECUTABLE,
        args=ARGUMENTS,
        java_script_enabled=False,
        ignore_default_args=["--disable-back-forward-cache"],
    )


@pytest.mark.parametrize(
    ("path", "thanks"), [("/fi/yhteydenotto/", "/fi/kiitos/"), ("/en/contact/", "/en/thank-you/")]
)
def test_a_closed_profile_holds_neither_message_nor_number_after_a_send_without_script(
    site, playwright, tmp_path, path, thanks
):
    context = with_profile(playwright, tmp_path)
    page = context.new_page()
    page.goto(site + path)
    code = page.locator("#receipt-code").inner_text()
    page.locator('[name="message"]').fill(MESSAGE)
    page.locator('[name="contact_method"][value="call"]').check()
    page.locator('[name="phone"]').fill(PHONE)
    page.locator('#referral-form button[type="submit"]').click()
    expect(page).to_have_url(site + thanks)
    page.wait_for_timeout(3_000)  # a browser writes its session file a few seconds later
    context.close()
    marks = {
        "message": MESSAGE.encode(),
        "phone": PHONE.encode(),
        "code": code.replace(" ", "").encode(),
        "spaced code": code.encode(),
    }
    files = everything_in(tmp_path)
    assert found(marks, files) == []
    assert found({"visit": path.strip("/").encode()}, files), "the profile was not written at all"


def test_the_search_would_find_a_word_that_a_browser_keeps(site, playwright, tmp_path):
    context = with_profile(playwright, tmp_path)
    page = context.new_page()
    page.goto(f"{site}/en/?{MESSAGE}")
    page.wait_for_timeout(3_000)
    context.close()
    assert found({"message": MESSAGE.encode()}, everything_in(tmp_path))

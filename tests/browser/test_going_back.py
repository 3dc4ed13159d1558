"""Back, in a browser that keeps whole pages in memory: nothing typed and no reply number comes up again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route

from tests.browser.neutral import URL as NEUTRAL
from tests.browser.visitor import Visitor

FORM = "/en/contact/"
SHOWN = """() => ({
    same: window.marked === true,
    message: document.getElementById("id_message").value,
    chosen: document.querySelectorAll(":checked:not(option)").length,
    code: document.getElementById("receipt-code").textContent,
})"""


@pytest.fixture
def remembering_visitor(remembering_chromium, site) -> Iterator[Visitor]:
    made = Visitor(remembering_chromium, site)
    yield made
    made.leave_nothing()


def fill(page: Page) -> dict[str, object]:
    """Answer a part of the form; gives what it shows, without what was typed."""
    shown = page.evaluate(SHOWN)
    page.evaluate("window.marked = true")
    page.fill("#id_message", "my words")
    page.check("#id_contact_method_0")
    return shown


def back(page: Page, url: str) -> None:
    """Go back to `url`. No event of loading is waited for: a page from memory has none."""
    page.evaluate("history.back()")
    page.wait_for_url(url, wait_until="commit")
    page.wait_for_timeout(500)


def back_to_a_form_asked_for_anew(page: Page) -> dict[str, object]:
    """What the form shows after going back to it, once that is no longer the form that was left."""
    back(page, f"**{FORM}")
    page.wait_for_function("window.marked !== true && document.readyState === 'complete'")
    return page.evaluate(SHOWN)


def test_an_information_page_comes_from_memory(remembering_visitor):
    """Without this the other tests would prove nothing."""
    page = remembering_visitor.open("/en/help/")
    page.evaluate("window.marked = true")
    page.goto(f"{remembering_visitor.origin}/en/")
    back(page, "**/en/help/")
    assert page.evaluate("window.marked") is True
    assert page.locator("h1").is_visible()


def test_a_half_filled_form_comes_back_empty_with_a_number_of_its_own(remembering_visitor):
    page = remembering_visitor.open(FORM)
    before = fill(page)
    page.goto(f"{remembering_visitor.origin}/en/")
    after = back_to_a_form_asked_for_anew(page)
    assert (after["same"], after["message"], after["chosen"]) == (False, "", 0)
    assert after["code"] != before["code"]


def test_a_form_that_a_browser_keeps_in_memory_all_the_same_is_asked_for_anew(remembering_visitor):
    def answer_as_a_page_that_may_be_kept(route: Route) -> None:
        answer = route.fetch()
        headers = {name: value for name, value in answer.headers.items() if name != "cache-control"}
        route.fulfill(status=200, headers=headers, body=answer.body())

    page = remembering_visitor.new_page()
    page.route(f"**{FORM}", answer_as_a_page_that_may_be_kept)
    page.goto(remembering_visitor.origin + FORM)
    persisted: list[object] = []
    page.expose_function("tell", lambda value: persisted.append(value))
    page.evaluate("addEventListener('pageshow', (event) => tell(event.persisted))")
    before = fill(page)
    page.goto(f"{remembering_visitor.origin}/en/")
    after = back_to_a_form_asked_for_anew(page)
    assert persisted == [True]
    assert (after["same"], after["message"], after["chosen"]) == (False, "", 0)
    assert after["code"] != before["code"]


def test_back_after_the_quick_exit_from_a_half_filled_form_is_the_page_before_it(remembering_visitor):
    page = remembering_visitor.open("/en/")
    page.goto(remembering_visitor.origin + FORM)
    fill(page)
    page.click("#quick-exit")
    page.wait_for_url(NEUTRAL)
    back(page, "**/en/")
    assert page.locator("h1").is_visible()
    assert page.title()

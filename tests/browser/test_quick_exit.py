"""Leaving in a blink: with script and without, by hand, finger and keyboard, from every kind of page."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.neutral import URL as NEUTRAL

PAGES = ("/fi/", "/en/help/", "/fi/yhteydenotto/", "/en/thank-you/", "/fi/vastaus/", "/en/nothing-here/")
# 1280 x 720 and 1280 x 1024 enlarged four times.
ENLARGED = ({"width": 320, "height": 180}, {"width": 320, "height": 256})
SIZES = ({"width": 390, "height": 700}, {"width": 1280, "height": 800}, *ENLARGED)

STATE = """() => ({
    seen: document.body.checkVisibility(),
    spoken: document.body.getAttribute("aria-hidden") !== "true",
    title: document.title.trim(),
    typed: [...document.querySelectorAll("textarea, input:not([type=hidden], [type=radio], [type=checkbox])")]
        .map((field) => field.value)
        .join(""),
    chosen: document.querySelectorAll(":checked:not(option)").length,
})"""
BLANK = {"seen": False, "spoken": False, "title": "", "typed": "", "chosen": 0}
LINK_AT = "([x, y]) => document.elementFromPoint(x, y).closest('a')?.id"


def hold_the_way_out(page: Page) -> None:
    """Answer /exit/ with nothing to go to, so that the page can be looked at as it is while it is being left."""
    page.route("**/exit/", lambda route: route.fulfill(status=204))


def press_shift(page: Page, *keys: str, pause: int = 0) -> None:
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(pause)


@pytest.mark.parametrize("path", PAGES)
def test_exit_is_the_first_thing_on_the_page_and_a_plain_link(visitor, path):
    page = visitor.open(path, java_script_enabled=False)
    link = page.locator("a, button, input").first
    expect(link).to_have_id("quick-exit")
    expect(link).to_have_attribute("href", "/exit/")
    expect(link).to_have_attribute("rel", "nofollow noreferrer")
    expect(link).to_contain_text("Leave this site" if path.startswith("/en/") else "Poistu nopeasti")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()


@pytest.mark.parametrize("path", PAGES)
def test_exit_stays_at_the_top_uncovered_and_never_above_a_quarter(visitor, path):
    page = visitor.open(path)
    for size in SIZES:
        page.set_viewport_size(size)
        page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
        box = page.locator("#quick-exit").bounding_box()
        assert box["y"] == 0
        assert box["width"] == size["width"]
        assert 44 <= box["height"] <= size["height"] / 4
        for x in (1, size["width"] / 2, size["width"] - 2):
            assert page.evaluate(LINK_AT, [x, 22]) == "quick-exit"


@pytest.mark.parametrize("path", PAGES)
def test_page_is_blank_before_the_answer_comes(visitor, path):
    page = visitor.open(path)
    hold_the_way_out(page)
    for field in page.locator("main textarea, main input[type=text]").all():
        if field.is_visible():
            field.fill("my words")
    for choice in page.locator("main input[type=radio]").all()[:1]:
        choice.check()
    state = page.evaluate(f"() => {{ document.getElementById('quick-exit').click(); return ({STATE})(); }}")
    assert state == BLANK


def test_exit_takes_the_place_of_the_page_in_history(visitor):
    page = visitor.open("/en/")
    page.goto(f"{visitor.origin}/en/help/")
    length = page.evaluate("history.length")
    page.click("#quick-exit")
    page.wait_for_url(NEUTRAL)
    assert page.evaluate("history.length") == length
    page.go_back()
    assert page.url == f"{visitor.origin}/en/"


def test_exit_without_script_is_one_navigation(visitor):
    page = visitor.open("/fi/yhteydenotto/", java_script_enabled=False)
    page.click("#quick-exit")
    assert page.url == NEUTRAL


def test_neutral_site_is_not_told_where_its_visitor_comes_from(visitor, neutral):
    for script in (True, False):
        neutral.requests.clear()
        page = visitor.open("/en/help/", java_script_enabled=script)
        page.click("#quick-exit")
        page.wait_for_url(NEUTRAL)
        assert neutral.requests
        assert not [headers for headers in neutral.requests if headers.keys() & {"referer", "origin", "cookie"}]


def test_exit_by_enter(visitor):
    page = visitor.open("/en/help/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(NEUTRAL)


def test_exit_by_touch(visitor):
    page = visitor.open("/fi/", has_touch=True, is_mobile=True, viewport={"width": 390, "height": 700})
    page.tap("#quick-exit")
    page.wait_for_url(NEUTRAL)


@pytest.mark.parametrize(
    "keys", [("ShiftLeft",) * 3, ("ShiftRight",) * 3, ("ShiftLeft", "ShiftRight", "ShiftLeft")], ids="-".join
)
def test_shift_three_times_leaves(visitor, keys):
    page = visitor.open("/en/help/")
    press_shift(page, *keys)
    page.wait_for_url(NEUTRAL)


def test_shift_three_times_leaves_from_inside_a_field(visitor):
    page = visitor.open("/en/contact/")
    hold_the_way_out(page)
    page.locator("#id_message").press_sequentially("My words")
    press_shift(page, "ShiftRight", "ShiftLeft", "ShiftRight")
    assert page.evaluate(STATE) == BLANK


def test_both_shifts_held_together_count_as_two(visitor):
    page = visitor.open("/en/help/")
    hold_the_way_out(page)
    page.keyboard.down("ShiftLeft")
    page.keyboard.press("ShiftRight")
    page.keyboard.up("ShiftLeft")
    assert page.evaluate(STATE)["seen"]
    press_shift(page, "ShiftRight")
    assert page.evaluate(STATE) == BLANK


def test_capitals_and_selections_do_not_leave(visitor):
    page = visitor.open("/en/contact/")
    area = page.locator("#id_message")
    area.focus()
    for letter in "ABCDE":
        page.keyboard.press(f"Shift+{letter}")
    press_shift(page, "ShiftLeft", "ShiftLeft")
    page.keyboard.press("Shift+F")
    for key in ("Tab", "Tab", "Tab"):
        page.keyboard.press(f"Shift+{key}")
    for _ in range(3):
        page.locator("h1").click(modifiers=["Shift"])
    assert page.evaluate(STATE)["typed"] == "ABCDEF"
    assert page.url == f"{visitor.origin}/en/contact/"


def test_slow_presses_do_not_leave(visitor):
    page = visitor.open("/en/help/")
    press_shift(page, "ShiftLeft", "ShiftLeft")
    page.wait_for_timeout(5100)
    press_shift(page, "ShiftLeft")
    assert page.evaluate(STATE)["seen"]
    assert page.url == f"{visitor.origin}/en/help/"


@pytest.mark.parametrize("path", PAGES)
def test_focus_is_never_under_the_exit(visitor, path):
    page = visitor.open(path, viewport=ENLARGED[1], reduced_motion="reduce")
    height = page.locator("#quick-exit").bounding_box()["height"]
    covered = """(height) => {
        const focused = document.activeElement;
        const free = focused.id === "quick-exit" || focused === document.body;
        return free || focused.getBoundingClientRect().top > height - 1 ? null : focused.outerHTML;
    }"""
    for key in ("Tab", "Shift+Tab"):
        for _ in range(60):
            page.keyboard.press(key)
            assert page.evaluate(covered, height) is None


def test_paper_has_the_number_at_the_top_and_no_exit(visitor):
    for path in ("/fi/", "/en/help/"):
        page = visitor.open(path)
        page.emulate_media(media="print")
        expect(page.locator("#quick-exit")).to_be_hidden()
        number = page.locator("a[href='tel:+358295463177']").first
        expect(number).to_be_visible()
        assert number.bounding_box()["y"] < 400

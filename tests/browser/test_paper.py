"""Every page on paper: the number at the top, then what there is to read, and nothing to press."""

import re

import pytest
from playwright.sync_api import expect

NUMBER = "029 54 63 177"
CARDS = ("/fi/kortti/", "/en/card/")
# Everything that is only of use on a screen.
PRESSED = "nav, button, summary:not(.fold__title), [type=submit], [role=search], #quick-exit, .skip-link, [download]"
SEEN = """(selector) => [...document.querySelectorAll(selector)]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 1)
    .map((element) => element.outerHTML.slice(0, 120))"""
# The text that stands highest, whole lines of a paragraph together.
FIRST = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let first = null;
    while (walker.nextNode()) {
        if (!walker.currentNode.data.trim() || !walker.currentNode.parentElement.checkVisibility()) continue;
        range.selectNodeContents(walker.currentNode);
        const {top, height} = range.getBoundingClientRect();
        if (height > 2 && (!first || top < first.top - 2)) first = {top, node: walker.currentNode};
    }
    return first.node.parentElement.closest("p, h1, h2, li, div").innerText;
}"""


def test_every_page_begins_with_the_number_and_has_nothing_to_press(visitor, addresses):
    page = visitor.new_page(viewport={"width": 718, "height": 1000})
    page.emulate_media(media="print")
    found = []
    for path in addresses:
        page.goto(visitor.origin + path)
        if path not in CARDS and NUMBER not in (first := page.evaluate(FIRST)):
            found.append(f"{path} begins with “{first}”")
        found += [f"{path} shows {element}" for element in page.evaluate(SEEN, PRESSED)]
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 718:
            found.append(f"{path} is {width} wide")
    assert not found, "\n".join(found)


def test_a_link_that_leads_outside_says_where_and_one_inside_stays_as_it_is(visitor):
    page = visitor.open("/en/other-help/")
    page.evaluate("""() => {
        const link = document.createElement("a");
        link.href = "https://example.org/help";
        link.textContent = "another site";
        document.querySelector("main .article").append(link);
    }""")
    after = "(link) => getComputedStyle(link, '::after').content"
    outside, inside = page.locator("main a[href^='https:']"), page.locator("main .article a[href^='/']").first
    assert outside.evaluate(after) == "none"
    page.emulate_media(media="print")
    assert "https://example.org/help" in outside.evaluate(after)
    assert inside.evaluate(after) == "none"


def test_the_two_lanes_stand_below_each_other_where_a_page_can_break_between_them(visitor):
    page = visitor.open("/en/identification/", viewport={"width": 718, "height": 1000})
    page.emulate_media(media="print")
    first, last = (lane.bounding_box() for lane in page.locator(".comparison__column").all())
    assert first["y"] + first["height"] <= last["y"]
    after = page.locator(".comparison + *").bounding_box()
    assert last["y"] + last["height"] <= after["y"]


@pytest.mark.parametrize("path", ["/fi/apua/kysymyksia/", "/en/help/questions/"])
def test_the_self_check_is_a_list_whatever_was_answered(visitor, path):
    page = visitor.open(path)
    page.locator(".self-check button[value=yes]").first.click()
    page.emulate_media(media="print")
    expect(page.locator(".self-check li")).to_have_count(18)
    expect(page.locator(".self-check__result").nth(0)).to_be_visible()
    expect(page.locator(".self-check__result").nth(1)).to_be_visible()
    expect(page.locator(".self-check__beside")).to_be_hidden()
    expect(page.locator(".self-check [role=status]")).to_be_hidden()


@pytest.mark.parametrize("path", ["/fi/ammattilaisille/kysymyslista/", "/en/professionals/question-list/"])
@pytest.mark.parametrize("script", [True, False])
def test_the_question_list_has_three_square_boxes_a_question(visitor, path, script):
    page = visitor.open(path, java_script_enabled=script)
    page.emulate_media(media="print")
    boxes = page.locator(".question-list input[type=radio]")
    expect(boxes).to_have_count(30)
    for box in boxes.all():
        size = box.bounding_box()
        assert 18 <= size["width"] == size["height"] <= 20
    assert page.locator(".question-list :checked").count() == 0


@pytest.mark.parametrize("path", CARDS)
def test_the_card_is_all_that_is_printed_of_its_page(visitor, path):
    page = visitor.open(path)
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    assert text.strip() == page.locator(".help-card").inner_text().strip()
    assert NUMBER in text
    assert "112" in text
    assert "+358 29 546 3177" in text
    # Whoever finds it must not learn what the number is for.
    assert not re.search("kaup|traffick|uhri|victim|auttamis|assistance|localhost", text, re.IGNORECASE)
    box = page.locator(".help-card").bounding_box()
    assert box["width"] <= 430  # 110 mm and the line around it
    assert box["height"] <= 400
    number = page.locator(".help-card__number").evaluate("(number) => parseFloat(getComputedStyle(number).fontSize)")
    assert number >= 36

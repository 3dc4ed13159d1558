"""The professionals' question list: boxes that need no script, and that no browser brings back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import open_with_axe, violations
from tests.browser.test_going_back import back, remembering_visitor  # noqa: F401 - a fixture

PATH = "/en/professionals/question-list/"


def mark(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_role("radio", name=answer).check()


def marked(page: Page) -> int:
    return page.locator(".question-list input:checked").count()


@pytest.mark.parametrize("script", [True, False])
def test_each_question_has_one_of_three_answers_and_none_beforehand(visitor, script):
    page = visitor.open(PATH, java_script_enabled=script)
    assert marked(page) == 0
    mark(page, "Are you afraid of someone?", "Maybe")
    mark(page, "Do you live where you work?", "Yes")
    assert marked(page) == 2
    mark(page, "Are you afraid of someone?", "No")
    assert marked(page) == 2
    assert page.locator(".article form").count() == 0


def test_it_is_answered_by_keyboard(visitor):
    page = visitor.open(PATH)
    first = page.get_by_role("group", name="Does someone watch where you go")
    first.get_by_role("radio", name="Yes").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(first.get_by_role("radio", name="Maybe")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_role("group", name="Does someone else hold").get_by_role("radio").first).to_be_focused()


def test_nothing_is_asked_for_by_a_mark_nor_by_enter(visitor):
    page = visitor.open(PATH)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    mark(page, "Are you afraid of someone?", "Yes")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert asked == []
    assert page.url == visitor.origin + PATH


@pytest.mark.parametrize("script", [True, False])
def test_no_mark_comes_back_after_a_reload_or_another_page(visitor, script):
    page = visitor.open(PATH, java_script_enabled=script)
    mark(page, "Are you afraid of someone?", "Yes")
    page.reload()
    assert marked(page) == 0
    mark(page, "Are you afraid of someone?", "Yes")
    page.goto(f"{visitor.origin}/en/")
    page.go_back()
    expect(page.locator(".question-list")).to_be_visible()
    assert marked(page) == 0


def test_no_mark_is_left_in_a_page_kept_in_memory(remembering_visitor):  # noqa: F811
    page = remembering_visitor.open(PATH)
    page.evaluate("window.kept = true")
    mark(page, "Are you afraid of someone?", "Yes")
    page.goto(f"{remembering_visitor.origin}/en/")
    back(page, f"**{PATH}")
    assert page.evaluate("window.kept") is True, "the page did not come from memory"
    assert marked(page) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [PATH, "/fi/ammattilaisille/kysymyslista/", "/fi/kortti/", "/en/card/"])
def test_neither_it_nor_the_card_has_a_violation(visitor, path, scheme):
    page = open_with_axe(visitor, path, viewport={"width": 320, "height": 800}, color_scheme=scheme)
    for box in page.locator(".question-list input").all()[:1]:
        box.check()
    assert not violations(page)

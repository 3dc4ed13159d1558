"""The self-check: a list to read without script, answered on the page with it, and forgotten when the page is left."""

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.test_accessibility import AXE, NARROW, open_with_axe, violations
from tests.browser.test_going_back import back, remembering_visitor  # noqa: F401 - a fixture
from tests.browser.test_quick_exit import hold_the_way_out

PATHS = {"fi": "/fi/apua/kysymyksia/", "en": "/en/help/questions/"}
WORDS = {
    "fi": {
        "yes": "Sinun kannattaa kysyä.",
        "no": "Voit silti kysyä.",
        "headings": ["Jos yksikin vastaus on kyllä", "Jos mikään vastaus ei ole kyllä"],
        "never": ["olet uhri", "et ole uhri"],
    },
    "en": {
        "yes": "It is worth asking.",
        "no": "You can still ask.",
        "headings": ["If even one answer is yes", "If no answer is yes"],
        "never": ["you are a victim", "you are not a victim"],
    },
}
EN = PATHS["en"]
PRESSED = "[aria-pressed=true]"
ALL_NO = "document.querySelectorAll('.self-check li button[value=no]').forEach((button) => button.click())"


def choices(page: Page, answer: str):
    return page.locator(f".self-check li button[value={answer}]")


def told(page: Page):
    return page.locator(".self-check [role=status]")


@pytest.mark.parametrize("language", PATHS)
def test_without_script_it_is_a_list_with_both_results(visitor, language):
    page = visitor.open(PATHS[language], java_script_enabled=False)
    check = page.locator(".self-check")
    assert check.get_by_role("listitem").count() == 18
    assert check.get_by_role("button").count() == 0
    for heading in WORDS[language]["headings"]:
        expect(check.get_by_role("heading", name=heading)).to_be_visible()
    for result in ("yes", "no"):
        expect(check).to_contain_text(WORDS[language][result])


@pytest.mark.parametrize("language", PATHS)
def test_one_yes_is_told_at_once_beside_it_and_to_a_screen_reader(visitor, language):
    page = visitor.open(PATHS[language])
    assert page.locator(PRESSED).count() == 0
    expect(told(page)).to_have_text("")
    for heading in WORDS[language]["headings"]:
        expect(page.get_by_text(heading)).to_be_hidden()
    choices(page, "yes").nth(2).click()
    expect(told(page)).to_contain_text(WORDS[language]["yes"])
    beside = page.locator(".self-check li").nth(2).locator(".self-check__beside")
    expect(beside).to_contain_text(WORDS[language]["yes"])
    expect(beside).to_be_in_viewport()
    expect(beside.locator("a[href='tel:+358295463177']")).to_be_visible()


@pytest.mark.parametrize("language", PATHS)
def test_only_when_all_are_answered_no_the_other_result_is_told(visitor, language):
    page = visitor.open(PATHS[language])
    answers = choices(page, "no")
    for place in range(17):
        answers.nth(place).click()
    expect(told(page)).to_have_text("")
    answers.nth(17).click()
    expect(told(page)).to_contain_text(WORDS[language]["no"])
    text = page.locator("main").inner_text().lower()
    assert not [words for words in WORDS[language]["never"] if words in text]


def test_an_answer_can_be_changed_and_taken_back(visitor):
    page = visitor.open(EN)
    yes, no = choices(page, "yes"), choices(page, "no")
    yes.nth(0).click()
    yes.nth(5).click()
    no.nth(5).click()
    assert page.locator(PRESSED).count() == 2
    expect(page.locator(".self-check li").nth(0).locator(".self-check__beside")).to_be_visible()
    expect(told(page)).to_contain_text("It is worth asking.")
    yes.nth(0).click()
    assert page.locator(PRESSED).count() == 1
    expect(told(page)).to_have_text("")
    expect(page.locator(".self-check__beside")).to_have_text("")


def test_answers_are_cleared_by_the_button(visitor):
    page = visitor.open(EN)
    choices(page, "yes").nth(0).click()
    page.get_by_role("button", name="Clear my answers").click()
    assert page.locator(PRESSED).count() == 0
    expect(told(page)).to_have_text("Your answers are cleared.")
    expect(page.locator(".self-check__beside")).to_have_count(0)


def test_it_is_answered_by_keyboard(visitor):
    page = visitor.open(EN)
    first = choices(page, "yes").first
    page.get_by_role("link", name="Easy English").focus()  # stands before the questions
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    expect(choices(page, "no").first).to_be_focused()
    page.keyboard.press("Space")
    expect(choices(page, "no").first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(choices(page, "no").first).to_have_attribute("aria-pressed", "false")
    expect(told(page)).to_contain_text("It is worth asking.")


def test_a_screen_reader_hears_each_question_with_its_answers(visitor):
    page = visitor.open(EN)
    group = page.get_by_role("group", name="Does someone watch where you go?")
    expect(group.get_by_role("button", name="Yes", pressed=False)).to_be_visible()
    expect(group.get_by_role("button", name="No", pressed=False)).to_be_visible()


def test_targets_are_large(visitor):
    page = visitor.open(EN, viewport=NARROW)
    for button in page.locator(".self-check button").all():
        box = button.bounding_box()
        assert box["height"] >= 48
        assert box["width"] >= 96


def test_nothing_is_asked_for_while_answering_nor_put_into_the_address(visitor):
    page = visitor.open(EN)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    length = page.evaluate("history.length")
    page.evaluate(ALL_NO)
    choices(page, "yes").nth(3).click()
    page.wait_for_timeout(300)
    assert asked == []
    assert page.url == visitor.origin + EN
    assert page.evaluate("[history.length, history.state]") == [length, None]
    assert page.locator(".self-check :is(input, select, textarea, form)").count() == 0


def test_nothing_is_answered_after_a_reload_or_in_a_page_kept_in_memory(remembering_visitor):  # noqa: F811
    page = remembering_visitor.open(EN)
    choices(page, "yes").nth(0).click()
    page.reload()
    assert page.locator(PRESSED).count() == 0
    page.evaluate("window.marked = true")
    choices(page, "yes").nth(0).click()
    page.goto(f"{remembering_visitor.origin}/en/")
    back(page, f"**{EN}")
    assert page.evaluate("window.marked") is True, "the page did not come from memory"
    assert page.locator(PRESSED).count() == 0
    expect(told(page)).to_have_text("")
    expect(page.locator(".self-check__beside")).to_have_count(0)
    choices(page, "yes").nth(0).click()
    expect(told(page)).to_contain_text("It is worth asking.")


def test_the_quick_exit_empties_it_in_the_same_moment(visitor):
    page = visitor.open(EN)
    hold_the_way_out(page)
    choices(page, "yes").nth(0).click()
    state = page.evaluate(f"""() => {{
        document.getElementById("quick-exit").click();
        return [document.querySelectorAll("{PRESSED}").length, document.querySelector("[role=status]").textContent];
    }}""")
    assert state == [0, ""]


def test_a_closed_profile_is_the_same_whatever_was_answered(site, playwright: Playwright, tmp_path):
    """What a browser writes of a page's state does not know of the answers: no field, no address, no state."""
    held = {}
    for answer in ("yes", "no"):
        profile = tmp_path / answer
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = context.new_page()
        page.goto(site + EN)
        choices(page, answer).first.click()
        page.wait_for_timeout(3_000)  # a browser writes its session file a few seconds later
        context.close()
        sessions = list((profile / "Default" / "Sessions").glob("*"))
        assert sessions, "the profile was not written at all"
        held[answer] = sum(path.read_bytes().count(EN.encode()) for path in sessions)
        assert not [path for path in sessions if b"pressed" in path.read_bytes()]
    assert held["yes"] == held["no"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_state_of_it_has_a_violation(visitor, width, scheme):
    page = open_with_axe(visitor, EN, viewport={"width": width, "height": 800}, color_scheme=scheme)
    found = violations(page)
    page.evaluate(ALL_NO)
    found += violations(page)
    choices(page, "yes").nth(1).click()
    assert not found + violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_before_any_script_has_run_it_has_no_violation(visitor):
    page = visitor.new_page(bypass_csp=True)
    page.route("**/site.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(visitor.origin + EN)
    page.add_script_tag(content=AXE)
    expect(page.locator(".self-check__result")).to_have_count(2)
    assert not violations(page)

"""What goes wrong while somebody writes: each time they are told, and nothing that they wrote is lost."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.editor import Editor


@pytest.fixture
def editor(enter) -> Editor:
    return enter("editor")


def a_draft(editor: Editor, heading: str) -> int:
    """The number of a new draft, whose form is open."""
    editor.new_article(heading)
    save(editor)
    expect(editor.told()).to_contain_text("created")
    return editor.number()


def save(editor: Editor) -> None:
    with editor.page.expect_navigation():
        editor.button("Save draft").click()


def dialog(editor: Editor) -> Locator:
    return editor.page.locator("dialog[open]")


def intro(editor: Editor) -> Locator:
    return editor.page.locator('[name="intro_fi"]')


def test_signed_out_in_another_window_and_in_again(editor):
    number = a_draft(editor, "Istunto")
    intro(editor).fill("Pitkä työ.")
    other = editor.context.new_page()
    other.goto(f"{editor.site.origin}/account/logout/")
    other.locator("main button[type=submit]").click()
    expect(other).to_have_url(re.compile("/account/login/"))
    other.close()

    editor.button("Save draft").click()
    expect(dialog(editor)).to_contain_text("You have been signed out")
    with editor.context.expect_page() as opened:
        dialog(editor).get_by_role("link").click()
    account = editor.site.accounts["editor"]
    window = opened.value
    window.locator('[name="login"]').fill(account["username"])
    window.locator('[name="password"]').fill(account["password"])
    window.locator('main button[type="submit"]').click()
    window.wait_for_url(f"{editor.site.origin}/editor/")
    window.close()
    editor.button("Back to the text").click()
    expect(dialog(editor)).to_have_count(0)
    expect(intro(editor)).to_have_value("Pitkä työ.")

    save(editor)
    expect(editor.told()).to_contain_text("updated")
    editor.open(f"pages/{number}/edit/")
    expect(intro(editor)).to_have_value("Pitkä työ.")
    # What the page asks by itself while nobody is signed in.
    editor.expected("403 from")
    editor.expected("/login/")


def test_the_network_goes_and_comes_back(editor):
    a_draft(editor, "Verkko")
    intro(editor).fill("Junassa.")
    editor.context.set_offline(True)
    editor.button("Save draft").click()
    expect(dialog(editor)).to_contain_text("The site does not answer")
    editor.context.set_offline(False)
    editor.button("Back to the text").click()

    save(editor)
    expect(editor.told()).to_contain_text("updated")
    expect(intro(editor)).to_have_value("Junassa.")
    editor.expected("ERR_INTERNET_DISCONNECTED")


def test_two_people_at_one_page_are_told_of_each_other_and_both_texts_stay(enter):
    first, second = enter("editor"), enter("publisher")
    number = a_draft(first, "Kaksi")
    second.open(f"pages/{number}/edit/")
    intro(first).fill("Ensimmäisen teksti.")
    save(first)
    expect(first.told()).to_contain_text("updated")

    intro(second).fill("Toisen teksti.")
    save(second)
    expect(second.told()).to_contain_text("Somebody saved this page")
    expect(intro(second)).to_have_value("Toisen teksti.")
    save(second)
    expect(second.told()).to_contain_text("updated")

    # Wagtail asks the site now and then who else is there: now, rather than in ten seconds.
    intro(first).fill("Ensimmäisen toinen teksti.")
    first.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(first.button(re.compile("saved a new version"))).to_be_visible()
    first.button("Save draft").click()
    warning = first.page.locator("#w-save-confirmation-dialog")
    expect(warning).to_be_visible()
    with first.page.expect_navigation():
        warning.locator("[data-w-dialog-target=confirm]").click()
    expect(first.told()).to_contain_text("updated")

    page = first.open(f"pages/{number}/history/")
    expect(page.locator("main tbody tr", has_text=re.compile("[Dd]raft saved|[Ee]dited"))).to_have_count(4)


def test_the_tab_of_a_language_shows_that_something_is_wrong_in_it(editor):
    page = editor.new_article("Puolikas")
    editor.insert("Heading").locator("input[type=text]").fill("Teksti")
    page.get_by_role("tab", name="English").click()
    page.locator('[name="heading_en"]').fill("Half of it")
    page.locator('[name="address_en"]').fill("contact")
    editor.act("Submit for approval")

    expect(editor.told()).to_contain_text("could not be")
    expect(page.get_by_role("tab", name="English").locator("[data-w-count-target=total]")).to_have_text("2")
    page.get_by_role("tab", name="English").click()
    expect(page.locator("#tab-english :is(.error-message, .help-critical):visible")).to_have_count(2)
    expect(page.locator('[name="heading_en"]')).to_have_value("Half of it")
    expect(page.locator('[name="address_en"]')).to_have_value("contact")


LONG_HEADINGS = """
from pages.models import ArticlePage
from wagtail.models import Page
front_page = Page.objects.get(depth=2)
above = ArticlePage(heading_fi="x" * 200, address_fi="pitka", body_fi=[("text", "<p>Teksti.</p>")])
front_page.add_child(instance=above)
above.save_revision().publish()
below = ArticlePage(heading_fi="Pitkä otsikko " * 14, address_fi="alla", body_fi=[("text", "<p>Teksti.</p>")])
above.add_child(instance=below)
below.save_revision().publish()
"""


def test_a_heading_of_200_letters_fits_a_phone(editor):
    editor.site.manage("shell", "--no-imports", "-c", LONG_HEADINGS)
    editor.page.set_viewport_size({"width": 320, "height": 700})
    for path in ("/fi/pitka/", "/fi/pitka/alla/"):
        page = editor.read(path, "Teksti.")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path

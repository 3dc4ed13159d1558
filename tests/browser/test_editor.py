"""Wagtail's editor under our policy, in a real browser: every screen works and nothing is refused or complained of."""

import re
from itertools import product

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.every_piece import BLOCKS, SHOWN, figure_in, fill_every_piece, rich_text
from tests.browser.test_accessibility import AXE, SCHEMES, WIDTHS, violations

# Where a walk begins: what the menu opens by script has no link. N is an article.
BEGINNINGS = {
    "publisher": [
        "pages/N/edit/",
        "pages/N/history/",
        "pages/N/move/",
        "pages/N/copy/",
        "pages/N/delete/",
        "pages/N/unpublish/",
        "pages/N/usage/",
        "reports/aging-pages/",
        "reports/locked/",
        "reports/page-types-usage/",
        "reports/site-history/",
        "reports/workflow/",
        "reports/workflow_tasks/",
        "reports/review/",
        "reports/translation/",
        "reports/links/",
        "reports/to-confirm/",
        "reports/language/",
        "reports/not-baked/",
        "settings/home/sitefacts/",
        "settings/home/sitenotice/",
        "settings/home/standingpages/",
        "redirects/",
        "images/",
        "images/multiple/add/",
        "snippets/pages/figure/",
        "snippets/pages/office/",
        "snippets/home/sharedtext/",
    ],
    "editor": [
        "pages/N/edit/",
        "pages/N/history/",
        "reports/workflow/",
        "reports/review/",
        "images/",
        "images/multiple/add/",
        "snippets/",
    ],
    "administrator": ["account/", "staff/", "staff/invite/", "reports/site-history/"],
}


def shape(path: str) -> str:
    """The kind of screen at an address."""
    return re.sub(r"\d+", "N", path.partition("?")[0].partition("#")[0])


@pytest.mark.parametrize("role", BEGINNINGS)
def test_every_screen_that_can_be_reached_opens(enter, role):
    person = enter(role)
    article = person.page_called("Saavutettavuus") if role != "administrator" else 0
    waiting = ["", *(path.replace("N", str(article)) for path in BEGINNINGS[role])]
    opened: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        # Those called bulk are asked for with the numbers of what was ticked.
        if shape(path) in opened or path.startswith("bulk/") or "export=" in path:
            continue
        opened.add(shape(path))
        links = person.open(path).locator("a[href^='/editor/']")
        found = links.evaluate_all("links => links.map((a) => a.getAttribute('href'))")
        waiting += [link.removeprefix("/editor/") for link in found]
        assert "/account/" not in person.page.url or path == "account/", path


# --- Pages ---


def test_an_editor_makes_a_page_of_every_piece_in_both_languages_and_it_is_read_in_both(
    enter, approver, chromium, tmp_path
):
    editor = enter("editor")
    page = editor.new_article("Kaikki palat")
    page.locator('[data-contentpath="body_fi"]').get_by_title("Insert a block").last.click()
    assert page.get_by_role("option").all_inner_texts() == BLOCKS
    page.keyboard.press("Escape")
    fill_every_piece(editor, "fi", tmp_path)
    page.get_by_role("tab", name="English").click()
    page.locator('[name="heading_en"]').fill("Every piece")
    fill_every_piece(editor, "en", tmp_path)

    editor.panel("preview")
    for language, heading in (("fi", "Kaikki palat"), ("en", "Every piece")):
        shown = editor.preview_in(language, heading)
        for words in (*SHOWN, figure_in(language)):
            expect(shown).to_contain_text(words)
    editor.publish(approver)
    for path, language in (("/fi/kaikki-palat/", "fi"), ("/en/every-piece/", "en")):
        read = editor.read(path, "Vastaus 1").locator("main")
        for words in (*SHOWN, figure_in(language)):
            expect(read).to_contain_text(words)
        assert all_violations(chromium, editor.site.origin + path) == []


def all_violations(chromium: Browser, address: str) -> list[str]:
    """What axe, and a look at the width, find on a page in each scheme, narrow and wide."""
    page, found = chromium.new_page(bypass_csp=True), []
    page.goto(address)
    page.add_script_tag(content=AXE)
    for width, scheme in product(WIDTHS, SCHEMES):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} {scheme} {violation}" for violation in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width}: wider than the window")
    page.close()
    return found


def test_the_preview_is_our_page_with_its_style_and_script_in_each_language(publisher):
    page = publisher.open(f"pages/{publisher.page_called('Saavutettavuus')}/edit/")
    publisher.panel("preview")
    inside = page.frame_locator("#w-preview-iframe")
    for language, words in (("fi", "Saavutettavuus"), ("en", "Accessibility")):
        publisher.preview_in(language, words)
        expect(inside.locator("h1")).to_contain_text(words)
        frame = page.locator("#w-preview-iframe").element_handle().content_frame()
        assert frame.evaluate("document.documentElement.lang") == language
        assert frame.evaluate("getComputedStyle(document.querySelector('.quick-exit')).display") == "flex"
        assert frame.evaluate(
            "performance.getEntriesByType('resource').some(({name}) => /built.site.*js$/.test(name))"
        )
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Preview in new tab").click()
    expect(opened.value.locator("h1")).to_contain_text("Accessibility")
    opened.value.close()


def test_links_and_pages_are_chosen_in_dialogs(publisher, approver):
    page = publisher.new_article("Linkit")
    for words, link in (("sivulle", "Pakottaako"), ("muualle", "https://www.example.org/")):
        text = publisher.insert("Text")
        rich_text(text, words)
        for _ in words:
            page.keyboard.press("Shift+ArrowLeft")
        page.keyboard.press("Control+k")
        if link.startswith("https:"):
            page.locator(".modal.in").get_by_role("link", name="External link").click()
            page.locator(".modal.in input[name$='url']").fill(link)
            publisher.button("Insert link").click()
            expect(page.locator(".modal.in")).to_have_count(0)
        else:
            publisher.choose(link)
        # The editor writes what is typed into the form a moment later.
        expect(text.locator("input[type='hidden'][name$='-value']")).to_have_value(re.compile('"type": ?"LINK"'))
    publisher.publish(approver)
    publisher.read("/fi/linkit/", "muualle")
    for words, address in (("sivulle", "/fi/"), ("muualle", "https://www.example.org/")):
        expect(page.locator("main").get_by_role("link", name=words, exact=True)).to_have_attribute("href", address)


def test_a_piece_is_looked_at_before_it_is_chosen(publisher):
    page = publisher.new_article("Esikatselu")
    page.locator("#tab-suomi").get_by_title("Insert a block").last.click()
    page.get_by_role("option", name="Callout", exact=True).locator("xpath=..").get_by_role("button").last.click()
    shown = page.frame_locator("iframe[src*='block-preview']")
    expect(shown.locator(".callout")).to_be_visible()


# --- What somebody hides in a text ---

HIDDEN = (
    "</title></script><script>window.ran = 1</script><img src='/static/none' onerror='window.ran = 2'>"
    '<script>initDateChooser("a", {}); window.ran = 3</script><svg onload="window.ran = 4"></svg>'
)
PUT_IT_EVERYWHERE = f"""
from pages.models import ArticlePage
from wagtail.models import Page
words = {HIDDEN!r}
page = ArticlePage(heading_fi=words[:250], address_fi='kaapattu', intro_fi=words, description_fi=words)
page.body_fi = [('heading', words), ('text', words), ('callout', {{'title': words, 'text': words}})]
Page.objects.get(depth=2).add_child(instance=page)
page.save_revision().publish()
page.intro_fi = 'Toinen'
page.save_revision(log_action=True)
print(page.pk)
"""


def test_no_script_that_is_hidden_in_a_text_runs(publisher):
    number = publisher.site.manage("shell", "--no-imports", "-c", PUT_IT_EVERYWHERE).split()[-1]
    screens = ["edit/", "history/", "usage/", "delete/", "move/", "copy/", "edit/preview/?mode=fi", "view_draft/"]
    for path in ["pages/", f"pages/{publisher.front_page}/", *(f"pages/{number}/{screen}" for screen in screens)]:
        page = publisher.open(path)
        assert page.evaluate("window.ran") is None, path
    publisher.open(f"pages/{number}/edit/")
    publisher.panel("preview")
    expect(page.frame_locator("#w-preview-iframe").locator("h1")).to_contain_text("window.ran")
    assert [frame.evaluate("window.ran") for frame in page.frames] == [None] * len(page.frames)
    # The public page shows rich text as it is kept, so there it is the policy that stops it.
    assert publisher.expected("policy: script-src-elem inline")
    assert publisher.expected("policy: script-src-attr inline")
    publisher.expected("inline script violates")
    publisher.expected("inline event handler violates")
    publisher.expected("404")

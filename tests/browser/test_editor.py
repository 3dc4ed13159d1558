"""Wagtail's editor under our policy, in a real browser: every screen works and nothing is refused or complained of."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.pdfs import a_pdf
from tests.pictures import a_picture

BLOCKS = [
    "Heading",
    "Text",
    "Picture",
    "Callout",
    "Steps",
    "Signs in one situation",
    "Two things side by side",
    "Self-check",
    "Question list",
    "Helpline",
    "Shared text",
    "Figure",
    "All figures",
    "You may get help even if …",
    "Offices",
    "PDF to download",
]
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


def rich_text(piece: Locator, text: str, number: int = 0) -> None:
    box = piece.locator("[contenteditable='true']").nth(number)
    box.click()
    box.page.keyboard.type(text)


def test_a_page_is_made_of_every_piece_and_its_preview_shows_them(publisher, approver, tmp_path):
    page = publisher.new_article("Kaikki palat")
    page.locator('[data-contentpath="body_fi"]').get_by_title("Insert a block").last.click()
    assert page.get_by_role("option").all_inner_texts() == BLOCKS
    page.keyboard.press("Escape")
    pieces = {name: publisher.insert(name) for name in BLOCKS}
    pieces["Heading"].locator("input[type=text]").fill("Väliotsikko")
    rich_text(pieces["Text"], "Tavallista tekstiä.")
    pieces["Callout"].locator("input[type=text]").fill("Huomaa")
    rich_text(pieces["Callout"], "Tämä on tärkeää.")
    (tmp_path / "lake.jpg").write_bytes(a_picture())
    publisher.upload(pieces["Picture"], tmp_path / "lake.jpg", fi="Järvi syksyllä", en="A lake in autumn")
    pieces["Picture"].get_by_label("Caption").fill("Toimistomme")
    (tmp_path / "guide.pdf").write_bytes(a_pdf())
    publisher.upload(pieces["PDF to download"], tmp_path / "guide.pdf", language="uk")
    pieces["Steps"].get_by_label("Heading").fill("Ensin")
    pieces["Steps"].get_by_label("Who does it").fill("Ammattilainen")
    rich_text(pieces["Steps"], "Tee näin.")
    signs = pieces["Signs in one situation"].locator("input[type=text]")
    signs.nth(0).fill("Töissä")
    signs.nth(1).fill("Palkkaa ei makseta")
    rich_text(pieces["Signs in one situation"], "Soita.")
    columns = pieces["Two things side by side"]
    columns.get_by_role("button", name="Add").last.click()
    expect(columns.locator("[contenteditable='true']")).to_have_count(2)
    for number, box in enumerate(columns.locator("input[type=text]").all()):
        box.fill("Kuka?" if number % 2 else f"Sarake {number}")
    for number in range(2):
        rich_text(columns, f"Vastaus {number}", number)
    for words, field in zip(
        ("Työ", "Saatko palkkaa?"), pieces["Self-check"].locator("input[type=text]").all(), strict=True
    ):
        field.fill(words)
    pieces["Question list"].locator("input[type=text]").fill("Pelkäätkö jotakuta?")
    publisher.button("Choose shared text", pieces["Shared text"]).click()
    publisher.choose("email_not_protected")
    publisher.button("Choose figure", pieces["Figure"]).click()
    publisher.choose(re.compile(r"\d+\.\d+\.20\d\d"))
    pieces["You may get help even if …"].locator("input[type=text]").fill("et ole varma")

    publisher.panel("preview")
    shown = page.frame_locator("#w-preview-iframe")
    for words in (
        "Kaikki palat",
        "Väliotsikko",
        "Tavallista tekstiä.",
        "Tämä on tärkeää.",
        "Toimistomme",
        "guide",
        "Saatko palkkaa?",
        "Pelkäätkö jotakuta?",
        "Ensin",
        "Ammattilainen",
        "Palkkaa ei makseta",
    ):
        expect(shown.locator("main")).to_contain_text(words)
    for words in ("Sarake 2", "Kuka?", "Vastaus 1", "1\u00a0563", "et ole varma", "029 54 63 177"):
        expect(shown.locator("main")).to_contain_text(words)
    publisher.publish(approver)
    publisher.read("/fi/kaikki-palat/", "Vastaus 1")


def test_the_preview_is_our_page_with_its_style_and_script_in_each_language(publisher):
    page = publisher.open(f"pages/{publisher.page_called('Saavutettavuus')}/edit/")
    publisher.panel("preview")
    inside = page.frame_locator("#w-preview-iframe")
    for language, words in (("fi", "Saavutettavuus"), ("en", "Accessibility")):
        page.locator("#id_preview_mode").select_option(language)
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

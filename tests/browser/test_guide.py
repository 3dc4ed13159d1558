"""The ten tasks of the guide for editors, done as it tells, in an editor that speaks Finnish. `make guide` does them
in every language of the guide, each from a fresh start, and takes its pictures."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from editing.guide.chapters import LANGUAGES
from tests.browser.camera import SHARPNESS, TAKING, take
from tests.browser.editor import Editor
from tests.processes import eventually

Enter = Callable[[str], Editor]

# What was to be published tomorrow is due: nobody waits for a day.
IT_IS_TOMORROW = """
from django.utils import timezone
from wagtail.models import Revision
now = timezone.now()
for revision in Revision.objects.filter(approved_go_live_at__gt=now):
    revision.content["go_live_at"] = now.isoformat()
    revision.approved_go_live_at = now
    revision.save()
"""


@pytest.fixture
def person(enter) -> Enter:
    """Signs somebody in, to whom the editor speaks the language of the pictures."""
    return lambda role: enter(role, TAKING or LANGUAGES[0], **({"device_scale_factor": SHARPNESS} if TAKING else {}))


def footer(person: Editor) -> Locator:
    return person.page.locator("footer")


def save(person: Editor) -> None:
    with person.page.expect_navigation():
        person.button("Save draft", footer(person)).click()


def menu_of(person: Editor, part: Locator) -> Locator:
    """The list behind one of the buttons called "Actions", opened."""
    person.button("Actions", part).first.click()
    opened = person.page.locator("[data-tippy-root]:visible", has=person.page.get_by_role("link"))
    expect(opened).to_be_visible()
    return opened


def approve_button(person: Editor) -> Locator:
    return person.button(person.words("%(label)s and Publish") % {"label": person.words("Approve")})


def expect_both(person: Editor, paths: tuple[str, str], words: tuple[str, str]) -> None:
    """Readers see `words` in each language."""
    for path, own in zip(paths, words, strict=True):
        person.read(path, own)


def expect_none(person: Editor, paths: tuple[str, str]) -> None:
    """Readers find nothing there."""
    for path in paths:
        address = person.site.origin + path
        assert eventually(lambda address=address: person.page.goto(address).status == 404), path
        assert person.expected(f"404 from {address}")


def test_a_text_is_found_changed_seen_submitted_and_approved(person):
    editor, publisher = person("editor"), person("publisher")
    paths, words = (
        ("/fi/saavutettavuus/", "/en/accessibility/"),
        ("Kysy, jos jokin jumittaa", "Ask if a page is stuck"),
    )
    page = editor.open("")
    take("start", editor, page.locator("body"))
    number = editor.page_called("Saavutettavuus")
    editor.open(f"pages/{number}/edit/")
    page.locator('[name="intro_fi"]').fill(f"{words[0]}.")
    page.get_by_role("tab", name="English").click()
    page.locator('[name="intro_en"]').fill(f"{words[1]}.")
    take("tabs", editor, page.get_by_role("tablist"), page.locator('[name="intro_en"]'))
    save(editor)

    preview = editor.panel("preview")
    for language, own in zip(("fi", "en"), words, strict=True):
        editor.preview_in(language, own)
    page.locator("#id_preview_mode").scroll_into_view_if_needed()
    take("preview", editor, preview)

    editor.button("More actions", footer(editor)).click()
    take("submit", editor, footer(editor), editor.button("Submit for approval"))
    with page.expect_navigation():
        editor.button("Submit for approval").click()
    for path, own in zip(paths, words, strict=True):
        page.goto(editor.site.origin + path)
        expect(page.locator("main")).not_to_contain_text(own)

    publisher.open("")
    publisher.page.get_by_role("link", name="Saavutettavuus").first.click()
    publisher.button("More actions", footer(publisher)).click()
    take("approve", publisher, footer(publisher), approve_button(publisher))
    with publisher.page.expect_navigation():
        approve_button(publisher).click()
    expect(publisher.told()).to_contain_text(publisher.words("Approved and published. Readers see it now."))
    expect_both(editor, paths, words)


def test_a_new_page_waits_for_another_publisher_and_for_its_time(person, approver, demonstration):
    publisher = person("publisher")
    page = publisher.open(f"pages/{publisher.front_page}/")
    page.get_by_role("link", name=publisher.words("Add child page")).first.click()
    page.locator('[name="heading_fi"]').fill("Ajastettu sivu")
    page.locator('[data-contentpath="body_fi"]').get_by_title(publisher.words("Insert a block")).last.click()
    take("pieces", publisher, page.get_by_role("listbox"))
    page.keyboard.press("Escape")
    publisher.insert("Heading").locator("input[type=text]").fill("Ensin")
    page.get_by_role("tab", name="English").click()
    page.locator('[name="heading_en"]').fill("A page at its time")
    publisher.insert("Heading", "en").locator("input[type=text]").fill("First")

    publisher.button("Set schedule", publisher.panel("status")).click()
    dialog = page.get_by_role("dialog")
    fill_in_tomorrow(publisher, page.locator("#id_go_live_at"), dialog.get_by_role("heading").first)
    take("schedule", publisher, dialog.locator(".w-dialog__box"))
    with page.expect_navigation():
        publisher.button("Save schedule", dialog).click()
    number = publisher.number()
    publisher.act("Submit for approval")
    publisher.open(f"pages/{number}/edit/")
    publisher.button("More actions", footer(publisher)).click()
    expect(publisher.button("Cancel workflow ")).to_be_visible()
    expect(approve_button(publisher)).to_have_count(0)

    approver.approve(number)
    paths = ("/fi/ajastettu-sivu/", "/en/a-page-at-its-time/")
    expect_none(publisher, paths)
    demonstration.manage("shell", "--no-imports", "-c", IT_IS_TOMORROW)
    expect_both(publisher, paths, ("Ensin", "First"))


def test_an_older_version_comes_back_and_the_page_is_taken_off(person, approver):
    publisher = person("publisher")
    number = publisher.page_called("Muu apu")
    paths = ("/fi/muu-apu/", "/en/other-help/")
    older, newer = ("Vanhempi johdanto.", "The older introduction."), ("Uudempi johdanto.", "The newer one.")
    for words in (older, newer):
        page = publisher.open(f"pages/{number}/edit/")
        page.locator('[name="intro_fi"]').fill(words[0])
        page.get_by_role("tab", name="English").click()
        page.locator('[name="intro_en"]').fill(words[1])
        publisher.publish(approver)
        expect_both(publisher, paths, words)

    publisher.open(f"pages/{number}/history/")
    link = f"a[href*='/pages/{number}/revisions/']"
    rows = page.locator("main table tbody tr", has=page.get_by_role("button", name=publisher.words("Actions")))
    menu = menu_of(publisher, rows.last)
    take("history", publisher, page.locator("main table"), menu)
    menu.locator(link, has_text=publisher.words("Compare with current version")).click()
    for words in ("Vanhempi", "Uudempi", "older", "newer"):
        expect(page.locator("main table")).to_contain_text(words)
    take("compare", publisher, page.locator("main table"))
    publisher.open(f"pages/{number}/history/")
    menu_of(publisher, rows.last).locator(link, has_text=publisher.words("Review this version")).click()
    with page.expect_navigation():
        publisher.button("Replace current draft", footer(publisher)).click()
    publisher.open(f"pages/{number}/edit/")
    publisher.publish(approver)
    expect_both(publisher, paths, older)

    publisher.open(f"pages/{number}/unpublish/")
    with page.expect_navigation():
        publisher.button("Yes, unpublish it").click()
    expect_none(publisher, paths)


def fill_in_tomorrow(person: Editor, field: Locator, elsewhere: Locator) -> None:
    calendar = person.page.locator(".xdsoft_datetimepicker:visible")
    field.click()
    expect(calendar).to_have_count(1)
    field.fill((datetime.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M"))
    elsewhere.click()
    expect(calendar).to_have_count(0)


def test_the_notice_is_put_on_every_page_and_taken_down(person):
    publisher = person("publisher")
    page = publisher.open("settings/home/sitenotice/")
    texts = {"fi": "Infopuhelin ei toimi juuri nyt. Kirjoita meille.", "en": "The helpline is down. Write to us."}
    page.locator('[name="is_shown"]').check()
    fill_in_tomorrow(publisher, page.locator('[name="ends_at"]'), page.locator('[name="text_fi"]'))
    for language, text in texts.items():
        page.locator(f'[name="text_{language}"]').fill(text)
    take("notice", publisher, page.locator('[name="is_shown"]'), *page.locator("main form section").all())
    with page.expect_navigation():
        publisher.button("Save", footer(publisher)).click()
    for language, text in texts.items():
        page.goto(f"{publisher.site.origin}/{language}/")
        expect(page.locator(".site-notice")).to_contain_text(text)
    publisher.open("settings/home/sitenotice/")
    page.locator('[name="is_shown"]').uncheck()
    with page.expect_navigation():
        publisher.button("Save", footer(publisher)).click()
    page.goto(f"{publisher.site.origin}/fi/")
    expect(page.locator(".site-notice")).to_have_count(0)


def test_what_is_kept_once_changes_on_every_page(person):
    publisher = person("publisher")
    page = publisher.open("settings/home/sitefacts/")
    email = page.locator('[name="email"]')
    email.fill("auta@example.org")
    take("facts", publisher, page.locator('[name="helpline_display"]'), email, page.locator("main form h2").first)
    with page.expect_navigation():
        publisher.button("Save", footer(publisher)).click()
    expect_both(publisher, ("/fi/saavutettavuus/", "/en/accessibility/"), ("auta@example.org", "auta@example.org"))

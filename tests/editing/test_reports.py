"""What holds for every report: who may open it, in which language, how it is sorted, and what it costs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from editing.reports.hooks import REPORTS
from editing.reports.language import LanguageReport
from editing.reports.translation import TranslationReport
from tests.editing.reading import publish, shown
from tests.pages.trees import an_article, an_easy_article
from tests.people import signed_in


@pytest.mark.parametrize("role", [None, *Role])
def test_only_editors_and_publishers_open_them(front_page, role):
    browser = signed_in(role) if role else Client()
    may = role in (Role.EDITOR, Role.PUBLISHER)
    for report in REPORTS:
        for url in (report.url(), report.url(export="csv"), report.url(export="xlsx"), f"{report.url()}results/"):
            assert (browser.get(url).status_code == 200) is may, url


def test_they_are_in_the_menu_of_those_who_may_open_them(front_page):
    for role, may in ((Role.EDITOR, True), (Role.ADMINISTRATOR, False)):
        page = signed_in(role).get("/editor/").content.decode()
        for report in REPORTS:
            assert (report.url() in page) is may


@pytest.mark.parametrize(
    ("language", "title", "state"),
    [("fi", "Käännösten tila", "puuttuu"), ("en", "Translation state", "missing"), ("sv", None, None)],
)
def test_they_speak_the_language_of_the_editor(editor, front_page, language, title, state):
    an_article(front_page, body_en=None)
    page = editor.get(TranslationReport.url(), headers={"accept-language": language})
    assert page.status_code == 200
    for words in filter(None, (title, state)):
        assert words in page.content.decode()


def test_they_are_sorted_by_a_column_and_rows_that_are_alike_keep_the_order_of_the_report(editor, front_page):
    for name in ("b", "a", "c"):
        an_article(front_page, heading_fi=name, address_fi=name, address_en=name, body_en=None)

    def pages(**ordering: str) -> list[str]:
        return [row[0] for row in shown(editor, TranslationReport, **ordering)]

    assert pages() == ["b", "a", "c"]
    assert pages(ordering="page") == ["a", "b", "c"]
    assert pages(ordering="-page") == ["c", "b", "a"]
    assert pages(ordering="language_name") == pages(ordering="-language_name") == ["b", "a", "c"]
    assert pages(ordering="nonsense") == ["b", "a", "c"]


def test_a_long_report_has_several_pages_and_its_spreadsheet_everything(editor, front_page):
    for number in range(51):
        name = f"sivu-{number:02}"
        an_article(front_page, heading_fi=name, address_fi=name, address_en=name, body_en=None)
    assert len(shown(editor, TranslationReport)) == 50
    assert [row[0] for row in shown(editor, TranslationReport, p="2")] == ["sivu-50"]
    assert len(list(b"".join(editor.get(TranslationReport.url(export="csv")).streaming_content).splitlines())) == 52


def test_more_pages_are_no_more_questions_to_the_database(editor, front_page):
    """With drafts, easy versions, links, recommended pages and places in the law on each."""

    def questions(url: str) -> int:
        editor.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert editor.get(url).status_code == 200
        return len(asked)

    def add(number: int) -> None:
        name = f"sivu-{number}"
        page = an_easy_article(front_page, heading_fi=name, address_fi=name, address_en=f"page-{number}")
        text = f'<p><a linktype="page" id="{front_page.pk}">x</a> <a href="/en/page-{number}/">y</a> {{law_x}}</p>'
        page = publish(page, body_fi=text, to_confirm="x")
        page.heading_en = "Draft"
        page.save_revision()

    # Spreadsheets: the page of a report shows so many rows at most, with the rights of each in its buttons.
    urls = ["/editor/", *(report.url(export="xlsx") for report in REPORTS), LanguageReport.url()]
    add(0)
    before = {url: questions(url) for url in urls}
    for number in range(1, 8):
        add(number)
    assert {url: questions(url) for url in urls} == before

"""Whatever somebody noted as not certain is in the report, wherever it is stored, until the note is emptied."""

from datetime import date

import pytest

from editing.reports.confirm import ConfirmReport
from home.models import SharedText, SiteFacts
from pages.models import Figure, Office
from tests.editing.reading import publish, reported
from tests.pages.trees import an_article

NOTE = "Kysy lakimieheltä."


def a_page(front_page):
    return an_article(front_page, to_confirm=NOTE)


MAKERS = {
    "page": a_page,
    "shared text": lambda front_page: SharedText.objects.create(key="a", text_fi="a", text_en="a", to_confirm=NOTE),
    "shared facts": lambda front_page: SiteFacts.objects.create(to_confirm=NOTE),
    "figure": lambda front_page: Figure.objects.create(
        date=date(2025, 12, 31), people=5, source_fi="x", to_confirm=NOTE
    ),
    "office": lambda front_page: Office.objects.create(
        kind="main", place="Joutseno", name_fi="x", name_en="x", to_confirm=NOTE
    ),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_note_is_reported_until_it_is_emptied(editor, front_page, kind):
    thing = MAKERS[kind](front_page)
    assert [(row["Kind"], row["What is not certain"]) for row in reported(editor, ConfirmReport)] == [(kind, NOTE)]

    if kind == "page":
        publish(thing, to_confirm="")
    else:
        thing.to_confirm = ""
        thing.save()
    assert reported(editor, ConfirmReport) == []


def test_it_is_filtered_by_kind(editor, front_page):
    for make in MAKERS.values():
        make(front_page)
    assert len(reported(editor, ConfirmReport)) == len(MAKERS)
    for value, kind in (("text", "shared text"), ("facts", "shared facts"), ("office", "office"), ("page", "page")):
        assert [row["Kind"] for row in reported(editor, ConfirmReport, kind=value)] == [kind]


def test_it_leads_to_where_the_note_is_for_those_who_may_change_it(editor, publisher, front_page):
    figure = MAKERS["figure"](front_page)
    page = a_page(front_page)
    for browser, may in ((editor, False), (publisher, True)):
        html = browser.get(ConfirmReport.url()).content.decode()
        assert f"/editor/pages/{page.pk}/edit/" in html
        assert (f"/editor/snippets/pages/figure/edit/{figure.pk}/" in html) is may

"""A page that is missing in a language, or older than the Finnish there, is in the report until it is mended."""

import pytest

from editing.reports.translation import TranslationReport
from tests.editing.reading import publish, reported
from tests.pages.trees import an_article, an_easy_article


def states(browser, **filters: str) -> list[tuple[str, str]]:
    return [(row["Language"], row["State"]) for row in reported(browser, TranslationReport, **filters)]


def test_a_missing_language_is_reported_until_it_is_published(editor, front_page):
    page = an_article(front_page, body_en=None)
    assert states(editor) == [("English", "missing")]

    publish(page, body_en="<p>You can call.</p>")
    assert states(editor) == []


def test_a_page_that_was_never_published_is_reported_by_its_newest_draft(editor, front_page):
    page = an_article(front_page, body_en=None)
    page.unpublish()
    assert states(editor) == [("English", "missing")]

    page.refresh_from_db()
    page.body_en = page.body_fi
    page.save_revision()
    assert states(editor) == []


def test_a_translation_is_older_when_only_the_finnish_changed_after_it(editor, front_page):
    page = publish(an_article(front_page), body_fi="<p>Voit soittaa tai kirjoittaa.</p>")
    assert states(editor) == [("English", "older than the Finnish")]

    # A draft of the translation does not help readers yet.
    page.body_en = page.body_fi
    page.save_revision()
    assert states(editor) == [("English", "older than the Finnish")]

    publish(page, body_en="<p>You can call or write.</p>")
    assert states(editor) == []


def test_what_changes_in_both_languages_at_once_is_current(editor, front_page):
    publish(an_article(front_page), body_fi="<p>Voit kirjoittaa.</p>", body_en="<p>You can write.</p>")
    assert states(editor) == []


def test_a_translation_that_changes_alone_is_current(editor, front_page):
    publish(an_article(front_page), heading_en="Help for me")
    assert states(editor) == []


def test_how_the_editor_stores_a_text_is_no_change_of_it(editor, front_page):
    page = publish(an_article(front_page), body_en='<p data-block-key="a1b2c">You can call.</p>')
    page = publish(page, body_fi="<p>Voit soittaa tai kirjoittaa.</p>", address_en="other")
    publish(page, body_en='<p data-block-key="zzzzz">You can <b>call</b>.</p>')
    assert states(editor) == [("English", "older than the Finnish")]


def test_an_easy_version_is_reported_when_its_text_changed_after_it_and_when_one_language_has_none(editor, front_page):
    page = publish(an_easy_article(front_page), body_en="<p>Call or write.</p>")
    assert states(editor) == [("English", "easy version older than the text")]

    page = publish(page, easy_body_en="<p>Call us or write.</p>")
    assert states(editor) == []

    page = publish(page, easy_body_en=[])
    assert states(editor) == [("English", "easy version missing")]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"language": "fi"}, []),
        ({"language": "en"}, ["Toinen", "Kolmas"]),
        ({"state": "missing"}, ["Toinen"]),
        ({"state": "older", "language": "en"}, ["Kolmas"]),
        ({"state": "nonsense"}, ["Toinen", "Kolmas"]),
    ],
)
def test_it_is_filtered_by_language_and_state(editor, front_page, filters, expected):
    an_article(front_page)
    an_article(front_page, heading_fi="Toinen", address_fi="toinen", address_en="second", body_en=None)
    third = an_article(front_page, heading_fi="Kolmas", address_fi="kolmas", address_en="third")
    publish(third, body_fi="<p>Uusi.</p>")
    assert [row["Page"] for row in reported(editor, TranslationReport, **filters)] == expected

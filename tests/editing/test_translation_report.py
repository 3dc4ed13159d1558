"""A page that is missing in a language, or older than the Finnish there, is in the report until it is mended."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from editing.reports.translation import TranslationReport
from tests.editing.reading import publish, reported
from tests.pages.editing import url
from tests.pages.trees import an_article, an_easy_article
from tests.people import signed_in


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


def test_a_translation_that_still_says_the_same_is_current_when_somebody_has_said_so(editor, front_page):
    page = publish(an_article(front_page), body_fi="<p>Voit soittaa!</p>")
    form = re.search(r'<form method="post" action="([^"]+)">', editor.get(TranslationReport.url()).content.decode())
    assert editor.get(form[1]).status_code == 405
    assert Client().post(form[1]).status_code == 403
    assert states(editor) == [("English", "older than the Finnish")]

    assert "say the same" in editor.post(form[1], follow=True).content.decode()
    assert states(editor) == []
    assert "read again" in editor.get(url("history", page.pk)).content.decode()

    publish(page, body_fi="<p>Voit kirjoittaa.</p>")
    assert states(editor) == [("English", "older than the Finnish")]


def test_only_who_may_change_the_page_says_so(editor, front_page):
    page = publish(an_article(front_page), body_fi="<p>Voit soittaa!</p>")
    administrator = signed_in(Role.ADMINISTRATOR)
    assert administrator.post(reverse("editing:still_right", args=[page.pk, "en"])).status_code in (302, 403)
    assert states(editor) == [("English", "older than the Finnish")]
    assert editor.post(reverse("editing:still_right", args=[page.pk, "sv"])).status_code == 404


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

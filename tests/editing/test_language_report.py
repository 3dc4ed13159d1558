"""What is hard to read on a published page is in the report, with its limit, until it is written more plainly."""

import pytest

from editing.reports.language import LanguageReport
from home.models import SharedText
from tests.editing.reading import publish, reported
from tests.pages.trees import an_article, an_easy_article

LONG = "<p>Voit " + "soittaa " * 18 + "heti.</p>"


def test_a_sentence_that_is_too_long_is_over_the_limit_until_it_is_shorter(editor, front_page):
    page = publish(an_article(front_page), body_fi=LONG)
    row = reported(editor, LanguageReport, limits="over")[0]
    assert (row["Page"], row["Language"], row["Level"]) == ("Tarvitsen apua", "Suomi", "standard")
    assert (row["Mean sentence"], row["Longest sentence"]) == ("20.0", "20")
    assert row["Over the limit"] == "mean sentence over 10 words; longest sentence over 18 words"

    publish(page, body_fi="<p>Voit soittaa.</p>")
    assert reported(editor, LanguageReport, limits="over") == []
    assert len(reported(editor, LanguageReport, limits="within")) == 4


def test_the_page_with_the_most_to_read_comes_first_and_easy_pages_have_a_length_of_their_own(editor, front_page):
    publish(an_easy_article(front_page), easy_body_en="<p>Call us.</p>" * 176)
    row = reported(editor, LanguageReport)[0]
    assert (row["Level"], row["Words"]) == ("easy", "355")
    assert row["Over the limit"] == "page over 350 words"


def test_long_words_are_a_share_and_known_terms_are_none(editor, front_page):
    publish(an_article(front_page), body_fi="<p>Tee lastensuojeluilmoitus. Lue käyttöoikeussopimus.</p>")
    row = reported(editor, LanguageReport, limits="over")[0]
    assert row["Long words, %"] == "16.7"
    assert row["Over the limit"] == "long words over 6 %"


def test_shared_texts_and_places_in_the_law_are_read_where_the_page_shows_them(editor, front_page):
    law = SharedText.objects.create(key="law_aid", text_fi="laki 38 a §", text_en="Act")
    page = an_article(front_page)
    page.body_fi = [("shared", law), ("text", "<p>Näin sanoo {law_aid}.</p>")]
    publish(page)
    row = next(row for row in reported(editor, LanguageReport, language="fi") if row["Page"] == "Tarvitsen apua")
    assert row["Words"] == "10"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [({"language": "en"}, 3), ({"level": "easy"}, 2), ({"level": "easy", "language": "fi"}, 1), ({}, 6)],
)
def test_it_is_filtered_by_language_and_level(editor, front_page, filters, expected):
    an_easy_article(front_page)
    assert len(reported(editor, LanguageReport, **filters)) == expected


def test_what_readers_do_not_see_is_not_measured(editor, front_page):
    page = an_article(front_page, body_en=None)
    assert len(reported(editor, LanguageReport)) == 3

    page.unpublish()
    assert {row["Page"] for row in reported(editor, LanguageReport)} == {"Pakottaako joku sinua?"}

"""Links inside the site that lead nowhere, in published texts and in drafts, until they are mended."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from editing.reports.links import LinksReport
from home.models import StandingPages
from tests.editing.reading import publish, reported
from tests.pages.trees import an_article


@pytest.fixture
def page(front_page):
    return an_article(front_page)


@pytest.fixture
def other(front_page):
    return an_article(front_page, heading_fi="Oikeudet", address_fi="oikeudet", address_en="rights")


def link_to(target) -> str:
    return f'<p>Lue <a linktype="page" id="{target.pk}">oikeutesi &amp; muut</a>.</p>'


def found(browser, **filters: str) -> list[tuple[str, ...]]:
    rows = reported(browser, LinksReport, **filters)
    return [(row["Page"], row["Language"], row["Field"], row["What is wrong"], row["Found in"]) for row in rows]


def test_a_link_to_a_page_that_is_not_published_is_reported_until_it_is(editor, page, other):
    publish(page, body_fi=link_to(other))
    assert found(editor) == []

    other.unpublish()
    row = ("Tarvitsen apua", "Suomi", "text", "the page is not published", "published text")
    assert found(editor) == [row]
    assert [row["Words of the link"] for row in reported(editor, LinksReport)] == ["oikeutesi & muut"]
    assert [row["Leads to"] for row in reported(editor, LinksReport)] == ["Oikeudet"]

    publish(other)
    assert found(editor) == []


def test_a_link_to_a_deleted_page_is_reported_until_it_is_taken_away(editor, page, other):
    page = publish(page, body_en=link_to(other))
    other.delete()
    assert found(editor) == [("Tarvitsen apua", "English", "text", "the page is deleted", "published text")]

    publish(page, body_en="<p>You can call.</p>")
    assert found(editor) == []


def test_a_link_in_a_language_that_the_page_is_not_in_is_reported_for_that_language_only(editor, page, other):
    publish(page, body_fi=link_to(other), body_en=link_to(other))
    publish(other, body_en=[])
    assert found(editor) == [
        ("Tarvitsen apua", "English", "text", "the page is not in this language", "published text")
    ]


def test_where_it_is_mended_only_in_the_draft_and_where_only_the_draft_has_it_is_told(editor, page, other):
    page = publish(page, body_fi=link_to(other))
    other.unpublish()
    assert [row[-1] for row in found(editor)] == ["published text"]

    page.heading_fi = "Apua"
    page.save_revision()
    assert [row[-1] for row in found(editor)] == ["published text, draft"]

    page.body_fi = []
    page.save_revision()
    assert [row[-1] for row in found(editor)] == ["published text"]

    page = publish(page)
    page.body_en = page._meta.get_field("body_en").stream_block.to_python([{"type": "text", "value": link_to(other)}])
    page.save_revision()
    assert [row[-1] for row in found(editor)] == ["draft"]
    assert found(editor, where="published") == []


def test_recommended_pages_are_reported_when_they_are_gone_and_not_for_their_languages(editor, page, other):
    page.related = [("page", other)]
    page = publish(page)
    other = publish(other, body_en=[])
    assert found(editor) == []

    other.unpublish()
    assert found(editor) == [("Tarvitsen apua", "", "read also", "the page is not published", "published text")]


def test_links_in_every_kind_of_piece_are_found(editor, page, other):
    def text(words: str) -> str:
        return link_to(other).replace("oikeutesi &amp; muut", words)

    page.body_fi = [
        ("callout", {"title": "", "text": text("a")}),
        ("steps", [{"heading": "x", "who": "", "text": text("b")}]),
        ("signs", {"situation": "x", "signs": ["x"], "now": text("c")}),
        ("comparison", {"columns": [{"heading": "x", "rows": [{"label": "x", "text": text("d")}]}]}),
    ]
    publish(page)
    other.unpublish()
    assert [row["Words of the link"] for row in reported(editor, LinksReport)] == ["a", "b", "c", "d"]


def test_doors_standing_pages_and_redirects_are_looked_at(editor, front_page, other):
    door = {"type": "door", "value": {"page": other.pk, "title": "x", "text": ""}}
    front_page.doors_fi = front_page._meta.get_field("doors_fi").stream_block.to_python([door])
    front_page.signs_page = other.sitepage_ptr
    front_page.save_revision().publish()
    StandingPages.objects.create(privacy_page=other)
    Redirect.objects.create(old_path="/fi/vanha", redirect_page=other)
    assert found(editor) == []

    other.unpublish()
    assert {row[2] for row in found(editor)} == {"doors", "page of all signs", "footer: privacy", "redirect"}

    publish(other, body_en=[])
    assert [row[1:3] for row in found(editor)] == [("English", "page of all signs"), ("English", "footer: privacy")]


@pytest.mark.parametrize(
    "address",
    [
        "/fi/yhteydenotto/",
        "/en/contact/",
        "/fi/haku/?x=1#y",
        "/",
        "/exit/",
        "/fi/oikeudet/",
        "/en/rights",
        "http://testserver/en/rights/",
        "/fi/vanha/",
        "https://www.example.org/nothing/",
        "#below",
        "mailto:someone@example.org",
    ],
)
def test_written_addresses_that_answer_are_fine(editor, page, other, address):
    Redirect.objects.create(old_path="/fi/vanha", redirect_page=other)
    publish(page, body_fi=f'<p><a href="{address}">x</a></p>')
    assert found(editor) == []


@pytest.mark.parametrize("address", ["/fi/contact/", "/fi/rights/", "http://testserver/nothing/", "/sv/oikeudet/"])
def test_written_addresses_inside_the_site_that_do_not_answer_are_reported(editor, page, other, address):
    publish(page, body_fi=f'<p><a href="{address}">x</a></p>')
    assert [row[3] for row in found(editor)] == ["there is nothing at this address"]


def test_it_is_filtered_by_page_and_language(editor, front_page, page, other):
    second = an_article(front_page, heading_fi="Toinen", address_fi="toinen", address_en="second")
    publish(page, body_fi=link_to(other), body_en=link_to(other))
    publish(second, body_fi=link_to(other))
    other.unpublish()
    assert len(found(editor)) == 3
    assert [row[:2] for row in found(editor, page=str(second.pk))] == [("Toinen", "Suomi")]
    assert [row[:2] for row in found(editor, language="en")] == [("Tarvitsen apua", "English")]

"""Addresses: one per language, made from headings, free among the pages beside, reserved where routes are fixed."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Page

from config.addresses import ADDRESSES, EASY
from pages.models import ArticlePage
from tests.pages.trees import an_article


def test_a_page_answers_at_its_own_address_in_each_language(client, front_page):
    page = an_article(front_page)

    for path, heading in (("/fi/apua/", "Tarvitsen apua"), ("/en/help/", "I need help")):
        response = client.get(path)
        assert response.status_code == 200
        assert f"<h1>{heading}</h1>" in response.content.decode()
        assert response["Content-Language"] == path[1:3]
    assert page.language_urls == {"fi": "/fi/apua/", "en": "/en/help/"}
    for path in ("/en/apua/", "/fi/help/", "/fi/apua/nothing/", "/en/nothing/"):
        assert client.get(path).status_code == 404


def test_a_page_below_another_has_the_addresses_of_both_in_its_path(client, front_page):
    child = an_article(
        an_article(front_page), heading_fi="Oikeutesi", address_fi="oikeudet", heading_en="Rights", address_en="rights"
    )

    assert child.language_urls == {"fi": "/fi/apua/oikeudet/", "en": "/en/help/rights/"}
    assert client.get("/en/help/rights/").status_code == 200
    assert client.get("/fi/apua/oikeudet/").status_code == 200


def test_the_front_page_is_at_the_language(client, front_page):
    assert front_page.language_urls == {"fi": "/fi/", "en": "/en/"}
    assert client.get("/fi/").status_code == client.get("/en/").status_code == 200


def test_a_path_is_found_by_one_query_a_level(front_page, django_assert_num_queries):
    for number in range(5):
        page = an_article(front_page, address_fi=f"sivu-{number}", address_en=f"page-{number}")

    with translation.override("en"), django_assert_num_queries(2):
        # The page of the address, and its own type's fields.
        assert front_page.route(None, ["page-4"]).page == page


def test_an_empty_address_is_made_from_the_heading_of_its_language(front_page):
    page = an_article(front_page, heading_fi="Näin autamme", address_fi="", heading_en="How we help?", address_en="")

    assert (page.address_fi, page.address_en) == ("nain-autamme", "how-we-help")
    assert (page.title, page.slug) == ("Näin autamme", "nain-autamme")


def test_a_made_address_is_numbered_where_a_page_beside_has_it_in_that_language_only(front_page):
    an_article(front_page, address_fi="ensimmainen", address_en="help")
    page = an_article(front_page, heading_fi="Apua", address_fi="", heading_en="Help", address_en="")

    assert (page.address_fi, page.address_en) == ("apua", "help-2")


def test_a_heading_in_other_letters_leaves_the_finnish_address_in_use(client, front_page):
    page = an_article(front_page, heading_en="مساعدة", address_en="")

    assert not page.address_en
    assert page.language_urls["en"] == "/en/apua/"
    assert client.get("/en/apua/").status_code == 200


def test_a_heading_without_letters_still_gets_an_address(front_page):
    assert an_article(front_page, heading_fi="???", address_fi="", address_en="x").address_fi == "page"


def test_a_long_heading_makes_a_short_address(front_page):
    page = an_article(front_page, heading_fi="pitkä otsikko " * 14, address_fi="")

    assert len(page.address_fi) <= 60
    assert page.address_fi.startswith("pitka-otsikko-pitka")


def test_the_same_address_may_be_used_under_another_page(front_page):
    parent = an_article(front_page)
    assert an_article(parent).language_urls == {"fi": "/fi/apua/apua/", "en": "/en/help/help/"}


# A file's address has a point, which a page's cannot have.
FILES = {"figures"}


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - FILES))
def test_a_made_address_is_never_a_fixed_one(front_page, name):
    page = an_article(front_page, address_fi=ADDRESSES[name]["fi"], address_en=ADDRESSES[name]["en"])

    assert page.address_fi == ADDRESSES[name]["fi"] + "-2"
    assert page.address_en == ADDRESSES[name]["en"] + "-2"


@pytest.mark.parametrize("name", FILES)
def test_no_page_can_have_the_address_of_a_file(front_page, name):
    with pytest.raises(ValidationError):
        an_article(front_page, address_fi=ADDRESSES[name]["fi"])


def test_the_easy_versions_address_is_kept_free_on_every_level(front_page):
    parent = an_article(front_page)
    page = an_article(parent, address_fi=EASY["fi"], address_en=EASY["en"])

    assert (page.address_fi, page.address_en) == ("helppo-2", "easy-2")


def test_neutral_columns_hold_finnish_whatever_language_is_active(front_page):
    with translation.override("en"):
        page = an_article(front_page)
        page.heading_fi = "Uusi otsikko"
        page.save()

    row = (
        ArticlePage.objects.filter(pk=page.pk).rewrite(False).values("heading", "address", "body", "title", "slug")[0]
    )
    assert row["heading"] == row["title"] == "Uusi otsikko"
    assert row["address"] == row["slug"] == "apua"
    assert "Voit soittaa" in str(row["body"])


def test_urls_in_a_language_of_the_editor_only_are_finnish_ones(front_page):
    page = an_article(front_page)
    with translation.override("sv"):
        assert page.url == "/fi/apua/"
        assert page.full_url.endswith("/fi/apua/")


def test_an_unpublished_page_does_not_answer(client, front_page):
    an_article(front_page).unpublish()

    assert client.get("/fi/apua/").status_code == client.get("/en/help/").status_code == 404


def test_the_site_of_a_page_is_found_without_the_page_being_asked_twice(front_page):
    assert an_article(front_page).get_site().root_page_id == front_page.pk


def test_a_page_outside_every_site_has_no_url(front_page):
    stray = Page.get_first_root_node().add_child(instance=type(front_page)(heading_fi="Toinen"))
    assert stray.url is None
    assert stray.get_url_parts() is None

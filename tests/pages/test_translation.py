"""A page is in a language or not; where it is not, its address says so and leads to where it is."""

import pytest
from django.utils import translation

from pages.models import ArticlePage, OfficesPage
from tests.pages.trees import an_article


@pytest.mark.parametrize("missing", [{"body_en": None}, {"heading_en": ""}])
def test_a_page_without_heading_or_body_is_not_in_the_language(front_page, missing):
    page = an_article(front_page, **missing)

    assert page.is_translated("fi")
    assert not page.is_translated("en")
    assert page.language_urls == {"fi": "/fi/apua/", "en": None}


def test_a_page_type_without_a_body_is_in_the_language_when_its_heading_is(front_page):
    page = front_page.add_child(instance=OfficesPage(heading_fi="Toimipisteet", heading_en="Offices"))

    assert page.is_translated("en")


def test_its_address_answers_404_and_offers_the_other_language_and_the_phone(client, front_page):
    an_article(front_page, body_en=None)

    response = client.get("/en/help/")
    shown = response.content.decode()

    assert response.status_code == 404
    assert 'lang="en"' in shown
    assert 'href="/fi/apua/" hreflang="fi" lang="fi" dir="ltr">Suomi: Tarvitsen apua</a>' in shown
    assert 'href="tel:+358295463177"' in shown
    assert 'name="robots" content="noindex"' in shown
    assert "Voit soittaa." not in shown


def test_without_an_address_of_its_own_it_answers_at_the_finnish_one(client, front_page):
    an_article(front_page, heading_en="", address_en="", body_en=None)

    assert client.get("/en/apua/").status_code == 404
    assert 'hreflang="fi"' in client.get("/en/apua/").content.decode()


def test_a_page_that_is_in_no_language_offers_the_phone(client, front_page):
    an_article(front_page, body_fi=None, body_en=None)

    response = client.get("/fi/apua/")
    assert response.status_code == 404
    assert 'href="tel:+358295463177"' in response.content.decode()


def test_the_language_switch_leads_only_to_languages_that_the_page_is_in(client, front_page):
    an_article(front_page, body_en=None)
    an_article(front_page, address_fi="merkit", address_en="signs")

    assert client.get("/fi/merkit/").context["request"].language_links == {"fi": "/fi/merkit/", "en": "/en/signs/"}
    assert client.get("/fi/apua/").context["request"].language_links == {"fi": "/fi/apua/", "en": None}


def test_text_that_falls_back_says_its_language(client, front_page):
    page = an_article(front_page, intro_fi="Suomeksi vain.")

    assert (
        '<div class="lead" lang="fi" dir="ltr"><p>Suomeksi vain.</p></div>' in client.get("/en/help/").content.decode()
    )
    assert '<div class="lead"><p>Suomeksi vain.</p></div>' in client.get("/fi/apua/").content.decode()
    page.intro_en = "In English."
    page.save()
    assert '<div class="lead"><p>In English.</p></div>' in client.get("/en/help/").content.decode()


def test_search_results_never_show_another_languages_words(client, front_page):
    an_article(front_page, search_title_fi="Hakunimi", description_fi="Kuvaus.")

    finnish, english = (client.get(path).content.decode() for path in ("/fi/apua/", "/en/help/"))
    assert "<title>Hakunimi –" in finnish
    assert '<meta name="description" content="Kuvaus.">' in finnish
    assert "<title>I need help –" in english
    assert '<meta name="description"' not in english


def test_pages_below_are_listed_in_the_languages_they_are_in(client, front_page):
    page = an_article(front_page)
    an_article(page, heading_fi="Oikeutesi", address_fi="oikeudet", address_en="rights", body_en=None)
    an_article(page, heading_fi="Luonnos", address_fi="luonnos", address_en="draft").unpublish()

    finnish, english = (client.get(path).content.decode() for path in ("/fi/apua/", "/en/help/"))
    assert '<a href="/fi/apua/oikeudet/">Oikeutesi</a>' in finnish
    assert "Luonnos" not in finnish
    assert "pages-below" not in english


def test_the_pages_above_are_named_from_the_front_page_down(client, front_page):
    child = an_article(an_article(front_page), heading_fi="Oikeutesi", address_fi="oikeudet", address_en="rights")

    breadcrumb = client.get(child.url_in("en")).context["request"].breadcrumb
    assert [(str(step["title"]), step["url"]) for step in breadcrumb] == [
        ("Front page", "/en/"),
        ("I need help", "/en/help/"),
    ]
    assert client.get("/fi/").context["request"].breadcrumb == []


def test_a_public_page_answers_reading_only(client, front_page):
    an_article(front_page)

    assert client.head("/fi/apua/").status_code == 200
    assert client.put("/fi/apua/").status_code == 405


def test_saving_in_one_language_leaves_the_others_text_alone(front_page):
    page = an_article(front_page)
    with translation.override("en"):
        page = ArticlePage.objects.get(pk=page.pk)
        page.heading = "Changed"
        page.save_revision().publish()

    page = ArticlePage.objects.get(pk=page.pk)
    assert (page.heading_fi, page.heading_en, page.title) == ("Tarvitsen apua", "Changed", "Tarvitsen apua")

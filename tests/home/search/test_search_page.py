"""The search page: what it answers to whatever is typed, and what it never does with it."""

import re

import pytest
from django.db import OperationalError, connection

from home.models import StandingPages
from tests.pages.trees import an_article

pytestmark = pytest.mark.django_db
PATHS = {"fi": "/fi/haku/", "en": "/en/search/"}


@pytest.fixture
def page(front_page):
    page = an_article(front_page, description_fi="Näin saat apua.")
    StandingPages(help_page=page).save()
    return page


def text_of(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("path", PATHS.values())
def test_the_box_is_shown_with_nothing_kept(client, page, path):
    response = client.get(path)
    assert response.status_code == 203
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    box = re.search(r"<form [^>]*role=\"search\".*?</form>", text_of(response), re.DOTALL)[0]
    assert f'method="post" action="{path}"' in box
    for kept_off in ('autocomplete="off"', 'spellcheck="false"', 'writingsuggestions="false"'):
        assert kept_off in box
    assert "csrf" not in box


@pytest.mark.parametrize("method", ["post", "get"])
def test_a_word_finds_its_page(client, page, method):
    response = getattr(client, method)(PATHS["fi"], {"q": "soittaminen avuksi soita apua"})
    assert response.status_code == 203
    assert response["Cache-Control"] == "no-store"
    assert '<a class="found__link" href="/fi/apua/">Tarvitsen apua</a>' in text_of(response)
    assert "Näin saat apua." in text_of(response)


def test_the_title_and_the_addresses_of_the_page_hold_no_typed_word(client, page):
    shown = text_of(client.post(PATHS["fi"], {"q": "salasana"}))
    title = re.search(r"<title>(.*?)</title>", shown)[1]
    assert title == re.search(r"<title>(.*?)</title>", text_of(client.get("/fi/yhteydenotto/")))[1]
    assert not [url for url in re.findall(r'(?:href|action)="([^"]*)"', shown) if "salasana" in url]


def test_typed_marks_are_shown_as_marks(client, page):
    shown = text_of(client.post(PATHS["fi"], {"q": '"><script>alert(1)</script>'}))
    assert "<script>alert" not in shown


def test_nothing_found_is_said_kindly_with_the_number_and_the_doors(client, page):
    shown = text_of(client.post(PATHS["en"], {"q": "qqqqxxxx"}))
    assert "We found no page" in shown
    assert "tel:+358295463177" in shown
    assert 'class="found__link" href="/en/help/"' in shown


def test_what_is_only_in_another_language_says_so(client, front_page):
    an_article(front_page, body_en=None)
    shown = text_of(client.post(PATHS["en"], {"q": "soittaa"}))
    assert "These pages are in another language" in shown
    assert '<ul class="found__list" lang="fi">' in shown
    assert 'href="/fi/apua/" hreflang="fi"' in shown


@pytest.mark.parametrize("typed", ["", "   ", "\0", "a" * 10_000])
@pytest.mark.parametrize("path", PATHS.values())
def test_nothing_and_too_much_are_told_beside_the_box(client, page, path, typed):
    response = client.post(path, {"q": typed})
    assert response.status_code == 422
    assert 'id="error-summary"' in text_of(response)


@pytest.mark.parametrize("typed", ["😀", "\u202eabc", "مرحبا", "%%%", "' OR 1=1 --", "a\0b"])
@pytest.mark.parametrize("method", ["post", "get"])
def test_junk_is_answered_as_nothing_found(client, page, method, typed):
    response = getattr(client, method)(PATHS["fi"], {"q": typed})
    assert response.status_code == 203
    assert "found__title" in text_of(response)


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=%00a", "q=%ed%a0%80", "q=a&q=b", "q=%2e&q[]=a"])
def test_bytes_that_are_no_text_are_answered(client, page, query):
    assert client.get(f"{PATHS['en']}?{query}").status_code == 203


def test_a_post_without_the_field_asks_for_a_word(client, page):
    assert client.post(PATHS["fi"]).status_code == 422


def test_another_site_may_not_search_here(client, page):
    response = client.post(PATHS["fi"], {"q": "apua"}, headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 403


def test_too_large_a_post_is_refused(client, page):
    assert client.post(PATHS["fi"], {"q": "x" * 300_000}).status_code == 413


def test_without_the_database_the_number_is_shown(client, page):
    def refuse(*args: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(refuse):
        response = client.post(PATHS["fi"], {"q": "apua"})
    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    assert "029 54 63 177" in text_of(response)


def test_every_page_leads_to_the_search_and_a_missing_one_has_the_box(client, page):
    assert f'href="{PATHS["fi"]}"' in text_of(client.get("/fi/apua/"))
    missing = client.get("/en/nothing-here/")
    assert missing.status_code == 404
    assert f'method="post" action="{PATHS["en"]}"' in text_of(missing)
    assert 'name="q"' in text_of(missing)

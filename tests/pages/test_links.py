"""Links in editors' text lead to the page in the reader's language, and never to an address that does not answer."""

import pytest

from pages.models import ArticlePage
from tests.pages.trees import TEXT, an_article


@pytest.fixture
def target(front_page) -> ArticlePage:
    return an_article(front_page, heading_fi="Merkit", address_fi="merkit", address_en="signs")


@pytest.fixture
def page(front_page, target) -> ArticlePage:
    link = [TEXT | {"value": f'<p>Katso <a linktype="page" id="{target.pk}">merkit</a>.</p>'}]
    return an_article(front_page, body_fi=link, body_en=link)


def test_a_link_leads_to_the_page_in_the_language_of_the_text(client, page):
    assert '<a href="/fi/merkit/">merkit</a>' in client.get("/fi/apua/").content.decode()
    assert '<a href="/en/signs/">merkit</a>' in client.get("/en/help/").content.decode()


def test_a_link_follows_a_page_that_moves(client, page, target):
    target.address_en = "all-signs"
    target.save()

    assert '<a href="/en/all-signs/">merkit</a>' in client.get("/en/help/").content.decode()


def test_a_link_to_a_page_in_the_other_language_only_leads_there_and_says_so(client, page, target):
    target.body_en = []
    target.save()

    assert '<a href="/fi/merkit/" hreflang="fi">merkit</a>' in client.get("/en/help/").content.decode()


def test_the_words_of_a_link_to_an_unpublished_page_stay_without_the_link(client, page, target):
    target.unpublish()

    assert "Katso <a>merkit</a>." in client.get("/fi/apua/").content.decode()


def test_the_words_of_a_link_to_a_deleted_page_stay_without_the_link(client, page, target):
    target.delete()

    assert "Katso <a>merkit</a>." in client.get("/fi/apua/").content.decode()

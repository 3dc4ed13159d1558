"""What is published, read once, answers as the database would."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from pages.published import known_published, read_published
from pages.site_page import SitePage
from tests.pages.trees import an_article


@pytest.fixture
def tree(front_page) -> SitePage:
    """Pages on three levels, one without an English address, one unpublished."""
    top = an_article(front_page)
    an_article(top, heading_fi="Oikeutesi", address_fi="oikeudet", heading_en="Rights", address_en="rights")
    SitePage.objects.filter(pk=an_article(top, address_fi="vain-suomeksi").pk).update(address_en="")
    an_article(top, address_fi="poissa", address_en="away").unpublish()
    return SitePage.objects.get(pk=top.pk)


def test_nothing_is_published_on_an_empty_site(db):
    SitePage.objects.all().delete()
    assert read_published().pages == {}


@pytest.mark.parametrize("language", ["fi", "en"])
@pytest.mark.parametrize("address", ["oikeudet", "rights", "vain-suomeksi", "poissa", "away", "nothing"])
def test_an_address_leads_to_the_page_that_the_database_names(tree, language, address):
    from pages.addresses import child_at

    found = child_at(tree, address, language)
    expected = found.pk if found and found.live else None
    known = read_published().child_at(tree, address, language)
    assert (known and known.pk) == expected


def test_pages_above_and_below_are_those_of_the_tree(tree):
    published = read_published()
    page = next(page for page in published.pages.values() if page.address_fi == "oikeudet")
    assert published.above(page) == list(SitePage.objects.ancestor_of(page).live().specific())
    assert published.below(tree) == list(SitePage.objects.child_of(tree).live().specific())
    assert published.below(page) == []


def test_a_page_far_below_costs_no_more_queries_than_the_front_page(client, tree):
    deep = "/fi/apua/oikeudet/"
    as_ever = client.get(deep).content
    with known_published(read_published()):
        numbers = []
        for path in ("/fi/", deep):
            client.get(path)  # what every page shows is remembered for a while
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(path).content
            numbers.append(len(queries))
    assert answer == as_ever
    assert numbers[1] <= numbers[0]


def test_a_page_that_is_not_published_is_asked_of_the_database(client, tree):
    with known_published(read_published()), translation.override("fi"):
        assert client.get("/fi/apua/poissa/").status_code == 404

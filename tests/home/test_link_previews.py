"""What a chat shows of a link: enough to be trusted, and nothing that gives away who reads the page, or why."""

import re

import pytest

from home.models import StandingPages
from tests.pages.trees import an_article

SITE = "https://apua.example.fi"


@pytest.fixture
def site(front_page, settings):
    """A front page, the door for those who need help with a page below it, and a page for everybody."""
    settings.PUBLIC_URL = SITE
    door = an_article(front_page)
    an_article(door, heading_fi="Oikeutesi", address_fi="oikeudet", address_en="rights")
    an_article(
        front_page,
        heading_fi="Toimipisteet",
        heading_en="Offices",
        address_fi="toimipisteet",
        address_en="offices",
        description_en='Where "we" are.',
    )
    StandingPages(help_page=door).save()


def preview(client, path: str) -> dict[str, list[str]]:
    page = client.get(path).content.decode()
    found: dict[str, list[str]] = {"canonical": re.findall('<link rel="canonical" href="([^"]*)">', page)}
    for name, content in re.findall('<meta property="og:([^"]*)" content="([^"]*)">', page):
        found.setdefault(name, []).append(content)
    return found


def test_a_page_for_everybody_says_what_it_is(site, client):
    assert preview(client, "/en/offices/") == {
        "canonical": [f"{SITE}/en/offices/"],
        "type": ["website"],
        "site_name": ["Assistance System"],
        "title": ["Offices"],
        "description": ["Where &quot;we&quot; are."],
        "url": [f"{SITE}/en/offices/"],
        "locale": ["en_GB"],
        "locale:alternate": ["fi_FI"],
    }


@pytest.mark.parametrize("path", ["/en/", "/en/help/", "/en/help/rights/"])
def test_a_page_for_those_who_need_help_tells_the_plain_name_of_the_site_only(site, client, path):
    found = preview(client, path)
    assert found["title"] == found["site_name"] == ["Assistance System"]
    assert found["description"] == ["We are a Finnish authority. Help is free and voluntary."]
    assert found["url"] == found["canonical"] == [SITE + path]


def test_what_was_asked_besides_the_address_is_in_no_address(site, client):
    assert preview(client, "/en/offices/?from=chat")["canonical"] == [f"{SITE}/en/offices/"]


def test_a_page_in_one_language_names_no_other(site, front_page, client):
    an_article(front_page, address_fi="vain", address_en="only", body_en=None)
    assert "locale:alternate" not in preview(client, "/fi/vain/")


@pytest.mark.parametrize(
    "path", ["/en/contact/", "/en/professional-referral/", "/en/reply/", "/en/search/", "/en/no/"]
)
def test_forms_search_and_errors_have_none(site, client, path):
    assert preview(client, path) == {"canonical": []}


def test_nothing_of_it_is_anybody_elses(site, client):
    """No picture to fetch, no card of a network, no number of an account there."""
    page = client.get("/en/offices/").content.decode()
    assert not re.findall(r"og:image|twitter:|fb:", page)

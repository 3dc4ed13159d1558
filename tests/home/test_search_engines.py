"""What search engines are told: every published page in every language it exists in, and no staff path."""

from xml.etree import ElementTree

import pytest

from tests.pages.trees import an_article, an_easy_article

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SITE = "http://testserver"


def listed(client) -> dict[str, dict[str, str]]:
    """Each URL of the sitemap with its alternates by language; twice the same is an error."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    found = {}
    for entry in ElementTree.fromstring(response.content).findall("s:url", NAMES):
        url = entry.findtext("s:loc", namespaces=NAMES)
        assert url not in found
        found[url] = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", NAMES)}
    return found


def test_pages_and_forms_are_listed_in_each_language(client, front_page):
    an_article(an_article(front_page), address_fi="oikeudet", address_en="rights")
    found = listed(client)

    assert set(found) == {
        f"{SITE}{path}"
        for path in (
            "/fi/",
            "/en/",
            "/fi/apua/",
            "/en/help/",
            "/fi/apua/oikeudet/",
            "/en/help/rights/",
            "/fi/yhteydenotto/",
            "/en/contact/",
            "/fi/ammattilaisen-yhteydenotto/",
            "/en/professional-referral/",
        )
    }
    alternates = {"fi": f"{SITE}/fi/apua/", "en": f"{SITE}/en/help/", "x-default": f"{SITE}/fi/apua/"}
    assert found[f"{SITE}/fi/apua/"] == found[f"{SITE}/en/help/"] == alternates


def test_a_reader_of_another_language_starts_at_the_start(client, front_page):
    assert listed(client)[f"{SITE}/fi/"]["x-default"] == f"{SITE}/"


def test_a_page_is_listed_only_in_languages_that_it_is_in(client, front_page):
    an_article(front_page, body_en=None)

    assert listed(client)[f"{SITE}/fi/apua/"] == {"fi": f"{SITE}/fi/apua/", "x-default": f"{SITE}/fi/apua/"}
    assert f"{SITE}/en/help/" not in listed(client)


def test_easy_versions_are_listed_with_those_of_the_other_languages(client, front_page):
    an_easy_article(front_page)
    an_easy_article(front_page, address_fi="merkit", address_en="signs", easy_body_en=None)
    found = listed(client)

    finnish, english = f"{SITE}/fi/apua/helppo/", f"{SITE}/en/help/easy/"
    assert found[finnish] == found[english] == {"fi": finnish, "en": english, "x-default": finnish}
    alone = f"{SITE}/fi/merkit/helppo/"
    assert found[alone] == {"fi": alone, "x-default": alone}
    assert f"{SITE}/en/signs/easy/" not in found
    assert found[f"{SITE}/fi/apua/"]["en"] == f"{SITE}/en/help/"


def test_an_unpublished_page_is_not_listed(client, front_page):
    an_article(front_page).unpublish()

    assert f"{SITE}/fi/apua/" not in listed(client)


def test_a_site_without_pages_lists_the_forms(client, db):
    assert len(listed(client)) == 4


def test_addresses_are_escaped_and_begin_with_the_public_one(client, front_page, settings):
    settings.PUBLIC_URL = "https://apu.example"

    assert all(url.startswith("https://apu.example/") for url in listed(client))


def test_queries_do_not_grow_with_the_tree(client, front_page, django_assert_max_num_queries):
    for number in range(12):
        an_article(front_page, address_fi=f"sivu-{number}", address_en=f"page-{number}")
    with django_assert_max_num_queries(12):
        listed(client)


def test_robots_name_the_sitemap_and_no_staff_path(client, settings):
    text = client.get("/robots.txt").content.decode()

    assert f"Sitemap: {SITE}/sitemap.xml" in text
    assert "Disallow: /exit/" in text
    assert not any(path.strip("/") in text for path in settings.STAFF_PATHS)


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml"])
def test_no_cookie_is_set(client, front_page, path):
    response = client.get(path)

    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()

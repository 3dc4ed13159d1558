"""A page whose address changed is still found at the old one, in each language, with everything below it."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from pages.models import ArticlePage
from tests.pages.trees import an_article


def moved_to(client, path: str) -> str | None:
    response = client.get(path)
    assert response.status_code in (302, 404)
    return response.headers.get("Location")


def publish(page: ArticlePage, **changes: str) -> ArticlePage:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def page(front_page) -> ArticlePage:
    return an_article(front_page)


@pytest.fixture
def child(page) -> ArticlePage:
    return an_article(page, address_fi="oikeudet", address_en="rights")


def test_the_old_address_leads_to_the_new_one_in_the_language_that_changed(client, page):
    publish(page, address_en="get-help")

    assert moved_to(client, "/en/help/") == "/en/get-help/"
    assert client.get("/fi/apua/").status_code == 200
    assert Redirect.objects.count() == 1


def test_it_leads_there_with_302_with_or_without_a_query(client, page):
    publish(page, address_en="get-help")

    assert client.get("/en/help/").status_code == 302
    assert moved_to(client, "/en/help/?from=poster") == "/en/get-help/"


def test_pages_below_a_changed_address_are_found_too(client, page, child):
    publish(page, address_fi="tukea", address_en="support")

    assert moved_to(client, "/en/help/rights/") == "/en/support/rights/"
    assert moved_to(client, "/fi/apua/oikeudet/") == "/fi/tukea/oikeudet/"
    assert moved_to(client, "/fi/apua/") == "/fi/tukea/"


def test_a_moved_page_and_the_pages_below_it_are_found(client, front_page, page, child):
    other = an_article(front_page, address_fi="muu", address_en="other")
    page.move(other, pos="last-child")

    assert moved_to(client, "/en/help/") == "/en/other/help/"
    assert moved_to(client, "/fi/apua/") == "/fi/muu/apua/"
    assert moved_to(client, "/en/help/rights/") == "/en/other/help/rights/"


def test_a_page_moved_before_its_old_parent_is_found(client, front_page, page, child):
    an_article(front_page, address_fi="muu", address_en="other")
    child.move(page, pos="left")

    assert ArticlePage.objects.get(pk=child.pk).language_urls == {"fi": "/fi/oikeudet/", "en": "/en/rights/"}
    assert moved_to(client, "/en/help/rights/") == "/en/rights/"
    assert moved_to(client, "/fi/apua/oikeudet/") == "/fi/oikeudet/"


def test_a_moved_page_is_numbered_where_its_address_is_taken(client, front_page, page, child):
    an_article(front_page, address_fi="muu", address_en="rights")
    child.move(front_page, pos="last-child")

    child = ArticlePage.objects.get(pk=child.pk)
    assert child.language_urls == {"fi": "/fi/oikeudet/", "en": "/en/rights-2/"}
    assert moved_to(client, "/en/help/rights/") == "/en/rights-2/"
    assert Redirect.objects.count() == 2


def test_reordering_pages_leaves_nothing(front_page, page):
    an_article(front_page, address_fi="muu", address_en="other").move(page, pos="left")

    assert not Redirect.objects.exists()


def test_an_address_that_goes_back_to_what_it_was_does_not_loop(client, page):
    page = publish(page, address_en="get-help")
    page = publish(page, address_en="help")

    assert client.get("/en/help/").status_code == 200
    assert moved_to(client, "/en/get-help/") == "/en/help/"
    page.unpublish()
    assert moved_to(client, "/en/help/") is None


def test_two_changes_in_a_row_both_lead_to_the_last_address(client, page):
    publish(publish(page, address_en="one"), address_en="two")

    assert moved_to(client, "/en/help/") == "/en/two/"
    assert moved_to(client, "/en/one/") == "/en/two/"


def test_an_address_taken_over_by_another_page_answers_with_that_page(client, front_page, page):
    publish(page, address_en="get-help")
    other = an_article(front_page, heading_en="Another", address_fi="muu", address_en="help")

    assert "<h1>Another</h1>" in client.get("/en/help/").content.decode()
    publish(other, address_en="more-help")
    assert moved_to(client, "/en/help/") == "/en/more-help/"


def test_a_draft_leaves_nothing_until_it_is_published(client, page):
    page.address_en = "get-help"
    revision = page.save_revision()

    assert client.get("/en/help/").status_code == 200
    assert not Redirect.objects.exists()
    revision.publish()
    assert moved_to(client, "/en/help/") == "/en/get-help/"


def test_an_unpublished_page_leaves_nothing(page):
    page.unpublish()
    page.address_en = "get-help"
    page.save()

    assert not Redirect.objects.exists()


def test_a_published_page_below_an_unpublished_one_is_found(client, page, child):
    page.unpublish()
    page = ArticlePage.objects.get(pk=page.pk)
    page.address_en = "support"
    page.save()

    assert moved_to(client, "/en/help/rights/") == "/en/support/rights/"
    assert Redirect.objects.count() == 1


def test_a_redirect_made_by_hand_stays(client, front_page, page):
    site = front_page.get_site()
    Redirect.objects.create(old_path="/en/help", site=site, redirect_link="/en/poster/", is_permanent=False)
    publish(page, address_en="get-help")

    assert moved_to(client, "/en/help/") == "/en/poster/"


def test_an_address_too_long_for_a_redirect_does_not_stop_the_change(client, front_page):
    page = an_article(an_article(front_page, address_en="a" * 200), address_fi="x", address_en="b" * 200)
    publish(page, address_en="short")

    assert client.get(f"/en/{'a' * 200}/short/").status_code == 200
    assert client.get(f"/en/{'a' * 200}/{'b' * 200}/").status_code == 404


def test_a_redirect_also_holds_where_the_page_there_is_not_in_the_language(client, front_page, page):
    publish(page, address_fi="tukea")
    an_article(front_page, address_fi="apua", address_en="x", body_fi=None)

    assert moved_to(client, "/fi/apua/") == "/fi/tukea/"

"""What becomes of addresses, headings and readers when an editor moves a page, copies it or makes an alias."""

from wagtail.contrib.redirects.models import Redirect

from pages.models import ArticlePage
from tests.pages.editing import (
    edit,
    errors,
    neutral,
    newest,
    read,
    url,
)
from tests.pages.trees import an_article


def test_a_page_is_moved(publisher, front_page, client):
    page = an_article(front_page)
    other = an_article(front_page, address_fi="muu", address_en="other")
    read(publisher, url("move", page.pk))
    assert publisher.post(url("move", page.pk), {"new_parent_page": other.pk}).status_code == 302
    read(publisher, url("move_confirm", page.pk, other.pk))
    assert publisher.post(url("move_confirm", page.pk, other.pk)).status_code == 302

    assert "You can call." in read(client, "/en/other/help/")
    assert client.get("/en/help/").headers["Location"] == "/en/other/help/"
    assert client.get("/fi/apua/").headers["Location"] == "/fi/muu/apua/"


def copy(publisher, page, **changes):
    read(publisher, url("copy", page.pk))
    fields = {"new_title": "Kopio", "new_slug": "kopio", "new_parent_page": page.get_parent().pk}
    response = publisher.post(url("copy", page.pk), fields | changes)
    assert response.status_code == 302, errors(response)
    return newest()


def test_a_copy_has_the_title_it_was_given_and_addresses_of_its_own(publisher, front_page, client):
    page = an_article(front_page)
    made = copy(publisher, page)

    assert not made.live
    assert (made.heading_fi, made.heading_en) == ("Kopio", "I need help")
    assert (made.address_fi, made.address_en) == ("kopio", "help-2")
    assert neutral(made)["title"] == neutral(made)["draft_title"] == neutral(made)["heading"] == "Kopio"
    latest = made.get_latest_revision_as_object()
    assert (latest.heading_fi, latest.address_fi, latest.address_en) == ("Kopio", "kopio", "help-2")
    made.get_latest_revision().publish()
    assert "<h1>Kopio</h1>" in read(client, "/fi/kopio/")
    assert "You can call." in read(client, "/en/help-2/")
    assert "<h1>Tarvitsen apua</h1>" in read(client, "/fi/apua/")
    assert not Redirect.objects.exists()


def test_pages_below_are_copied_with_their_addresses(publisher, front_page, client):
    page = an_article(front_page)
    an_article(page, heading_fi="Oikeutesi", address_fi="oikeudet", heading_en="Your rights", address_en="rights")
    made = copy(publisher, page, copy_subpages="on")
    for copied in (made.get_parent().specific, made):
        copied.get_latest_revision().publish()

    assert "<h1>Oikeutesi</h1>" in read(client, "/fi/kopio/oikeudet/")
    assert "<h1>Your rights</h1>" in read(client, "/en/help-2/rights/")
    assert "<h1>Your rights</h1>" in read(client, "/en/help/rights/")


def test_an_alias_follows_the_page_from_addresses_of_its_own(publisher, front_page, client):
    page = an_article(front_page)
    alias = copy(publisher, page, alias="on")

    assert alias.alias_of_id == page.pk
    assert "Voit soittaa." in read(client, "/fi/kopio/")
    assert "You can call." in read(client, "/en/help-2/")
    edit(publisher, page, heading_en="New heading", address_fi="apua", address_en="support")
    assert "<h1>New heading</h1>" in read(client, "/en/help-2/")
    assert "<h1>New heading</h1>" in read(client, "/en/support/")
    assert ArticlePage.objects.get(pk=alias.pk).address_fi == "kopio"
    assert client.get("/en/help/").headers["Location"] == "/en/support/"


def test_an_alias_becomes_a_page_of_its_own(publisher, front_page, client):
    alias = copy(publisher, an_article(front_page), alias="on")
    assert publisher.post(url("convert_alias", alias.pk)).status_code == 302

    edit(publisher, alias, heading_fi="Oma", address_fi="kopio", address_en="help-2")
    assert "<h1>Oma</h1>" in read(client, "/fi/kopio/")
    assert "<h1>Tarvitsen apua</h1>" in read(client, "/fi/apua/")

"""What is published or used is not deleted, what every page leads to stays, and each refusal says why and where."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text, streamfield

from accounts.roles import Role
from home.models import FrontPage, StandingPages
from pages.models import ArticlePage, Figure, Office, Picture
from tests.pages.editing import FEATURES, another_publisher, approve, create, edit, text_of, url
from tests.pages.trees import a_front_page, an_article
from tests.people import signed_in
from tests.pictures import a_picture


@pytest.fixture
def front_page(db) -> FrontPage:
    return a_front_page()


@pytest.fixture
def publisher(front_page) -> Client:
    return signed_in(Role.PUBLISHER)


@pytest.fixture
def page(front_page) -> ArticlePage:
    return an_article(front_page)


def linking_to(page: Page, parent: Page, **changes: object) -> ArticlePage:
    text = {"type": "text", "value": f'<p><a linktype="page" id="{page.pk}">Lue lisää</a></p>'}
    names = {"heading_fi": "Toinen", "heading_en": "Other", "address_fi": "toinen", "address_en": "other"}
    return an_article(parent, **names | {"body_fi": [text]} | changes)


def unpublish(page: Page) -> None:
    """As it is kept now: a page that was read before another was put below it does not know of that one."""
    Page.objects.get(pk=page.pk).specific.unpublish()


def told(client: Client, where: str = "/editor/pages/") -> str:
    """What the editor tells at the top of the next screen."""
    return "\n".join(str(message) for message in client.get(where, follow=True).context["messages"])


def there(page: Page) -> bool:
    return Page.objects.filter(pk=page.pk).exists()


def bulk(publisher: Client, action: str, *pages: Page):
    where = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    ids = "&".join(f"id={page.pk}" for page in pages)
    return publisher.post(f"{where}?{ids}&next=/editor/pages/")


# --- Deleting ---


def test_a_published_page_is_not_deleted(publisher, page, client):
    publisher.post(url("delete", page.pk))

    assert there(page)
    assert "julkaistu" in told(publisher)
    assert client.get("/fi/apua/").status_code == 200


def test_a_page_that_nobody_reads_or_uses_is_deleted(publisher, page):
    unpublish(page)
    publisher.post(url("delete", page.pk))

    assert not there(page)


def test_a_page_that_another_links_to_is_not_deleted(publisher, front_page, page):
    other = linking_to(page, front_page)
    unpublish(page)
    publisher.post(url("delete", page.pk))

    assert there(page)
    assert f'<a href="{url("edit", other.pk)}">Toinen</a>' in told(publisher)


def test_a_page_with_another_below_it_is_not_deleted(publisher, page):
    unpublish(linking_to(page, page))
    unpublish(page)
    publisher.post(url("delete", page.pk))

    assert there(page)


def test_none_of_many_is_deleted_when_one_must_stay(publisher, front_page, page):
    free = an_article(front_page, heading_fi="Vapaa", address_fi="vapaa", address_en="free")
    unpublish(free)
    bulk(publisher, "delete", free, page)

    assert there(page)
    assert there(free)
    bulk(publisher, "delete", free)
    assert not there(free)


def test_an_office_that_is_used_nowhere_is_deleted(publisher):
    office = Office.objects.create(kind="branch", place="Rovaniemi", name_fi="Rovaniemen toimisto")
    publisher.post(reverse("wagtailsnippets_pages_office:delete", args=(office.pk,)))

    assert not Office.objects.exists()


def test_a_figure_that_a_page_shows_is_not_deleted(publisher, page, front_page):
    figure = Figure.objects.create(date=date(2023, 12, 31), people=1563, source_fi="Vuosikatsaus")
    linking_to(page, front_page, body_fi=[{"type": "figure", "value": figure.pk}])
    publisher.post(reverse("wagtailsnippets_pages_figure:delete", args=(figure.pk,)))

    assert Figure.objects.filter(pk=figure.pk).exists()
    assert "Toinen" in told(publisher)


def test_a_picture_that_a_page_shows_is_not_deleted(publisher, page, front_page, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("lake.jpg", a_picture("jpeg"))
    picture = Picture.objects.create(file=file, title="Lake", alt_fi="Järvi", alt_en="A lake")
    other = linking_to(page, front_page, body_fi=[{"type": "picture", "value": {"picture": picture.pk}}])
    where = reverse("wagtailimages:delete", args=(picture.pk,))
    publisher.post(where)

    assert Picture.objects.filter(pk=picture.pk).exists()
    assert "Toinen" in told(publisher)
    publisher.post(reverse("wagtail_bulk_action", args=("pages", "picture", "delete")) + f"?id={picture.pk}")
    assert Picture.objects.filter(pk=picture.pk).exists()
    unpublish(other)
    other.refresh_from_db()
    other.delete()
    publisher.post(where)
    assert not Picture.objects.filter(pk=picture.pk).exists()


# --- What every page leads to ---


def standing(page: Page) -> None:
    StandingPages.objects.update_or_create(pk=1, defaults={"help_page": page})


def test_the_front_page_is_neither_unpublished_nor_deleted(publisher, front_page):
    publisher.post(url("unpublish", front_page.pk))
    publisher.post(url("delete", front_page.pk))
    bulk(publisher, "unpublish", front_page)

    front_page.refresh_from_db()
    assert front_page.live


def test_a_standing_page_is_neither_unpublished_nor_deleted(publisher, page):
    standing(page)
    for attempt in (
        lambda: publisher.post(url("unpublish", page.pk)),
        lambda: publisher.post(url("delete", page.pk)),
        lambda: bulk(publisher, "unpublish", page),
        lambda: bulk(publisher, "delete", page),
    ):
        attempt()
        page.refresh_from_db()
        assert page.live
        assert "Tarvitsen apua" in told(publisher)


def test_a_standing_page_stays_when_the_page_above_is_unpublished_with_all_below(publisher, page):
    below = linking_to(page, page)
    standing(below)
    publisher.post(url("unpublish", page.pk), {"include_descendants": "on"})

    page.refresh_from_db()
    assert page.live
    publisher.post(url("unpublish", page.pk))
    page.refresh_from_db()
    assert not page.live


def test_a_standing_page_has_no_end(publisher, page):
    standing(page)
    changes = {"address_fi": "apua", "address_en": "help", "expire_at": "2090-01-01 10:00"}
    response = edit(publisher, page, action="action-submit", **changes)

    assert list(response.context["form"].errors) == ["expire_at"]


def test_who_unpublishes_a_page_is_told_which_pages_lead_to_it(publisher, front_page, page, client):
    linking_to(page, front_page)
    publisher.post(url("unpublish", page.pk))

    page.refresh_from_db()
    assert not page.live
    assert "Toinen" in told(publisher)
    shown = client.get("/fi/toinen/").content.decode()
    assert "Lue lisää" in shown
    assert "/fi/apua/" not in shown


# --- Approving ---


def test_half_a_page_that_was_saved_since_it_was_submitted_is_not_approved(publisher, front_page, page, client):
    addresses = {"address_fi": "apua", "address_en": "help"}
    edit(signed_in(Role.EDITOR), page, action="action-submit", **addresses)
    edit(publisher, page, action="", **addresses, heading_fi="Puolikas", body_fi=text_of())
    approver = another_publisher()
    approve(page, approver)

    page.refresh_from_db()
    assert page.workflow_in_progress
    assert "Suomi" in told(approver)
    assert "Puolikas" not in client.get("/fi/apua/").content.decode()
    edit(publisher, page, action="", **addresses, heading_fi="Kokonainen")
    approve(page, approver)
    assert "Kokonainen" in client.get("/fi/apua/").content.decode()


# --- Links ---


def with_link(page: Page, text: str = "Lue lisää") -> dict:
    return streamfield(
        [("text", rich_text(f'<p><a linktype="page" id="{page.pk}">{text}</a></p>', features=FEATURES))]
    )


def submitted(publisher: Client, front_page: Page, **changes: object) -> str:
    names = {"heading_fi": "Uusi", "heading_en": "New"}
    assert create(publisher, front_page, action="action-submit", **names | changes).status_code == 302
    return told(publisher)


def test_links_to_what_readers_cannot_open_are_told(publisher, front_page, page):
    unpublish(page)
    message = submitted(publisher, front_page, body_fi=with_link(page))

    assert "Tarvitsen apua" in message
    assert url("edit", page.pk) in message


def test_links_to_a_page_that_is_not_in_the_language_of_the_text_are_told(publisher, front_page):
    only_finnish = an_article(front_page, heading_fi="Vain suomeksi", heading_en="", body_en=None)

    assert "Vain suomeksi" not in submitted(publisher, front_page, body_fi=with_link(only_finnish))
    assert "Vain suomeksi" in submitted(publisher, front_page, body_en=with_link(only_finnish))


def test_nothing_is_told_of_links_that_answer(publisher, front_page, page):
    assert "Tarvitsen apua" not in submitted(publisher, front_page, body_fi=with_link(page))


def test_a_language_that_was_left_out_is_told_when_the_page_is_handed_on(publisher, front_page):
    empty = {"heading_en": "", "body_en": streamfield([])}
    assert "English" in submitted(publisher, front_page, **empty)
    assert "English" not in submitted(publisher, front_page, heading_fi="Molemmat", heading_en="Both")

"""Everything that readers may see writes down that it was changed, in the transaction of the change."""

import pytest
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry
from wagtail.models import Site
from wagtail.snippets.models import get_snippet_models

from baking.changes import SHARED
from baking.models import Change
from home.models import SharedText
from tests.pages.trees import a_front_page, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    page = an_article(a_front_page())
    Change.objects.all().delete()
    return page


def changed() -> list[int | None]:
    return list(Change.objects.values_list("page", flat=True))


def test_all_that_editors_keep_beside_pages_is_watched():
    assert set(get_snippet_models()) | set(registry) | {Redirect, Site} == set(SHARED)


def test_publishing_is_written_down_with_the_page(page):
    page.save_revision().publish()
    assert changed() == [page.pk]


def test_a_draft_is_not_written_down(page):
    page.save_revision()
    assert changed() == []


def test_unpublishing_is_written_down(page):
    page.unpublish()
    assert changed() == [page.pk]


def test_moving_is_written_down(page):
    front_page = page.get_parent()
    above = an_article(front_page, address_fi="ylla", address_en="above")
    Change.objects.all().delete()
    page.move(above, "last-child")
    assert page.pk in changed()


def test_deleting_is_written_down(page):
    number = page.pk
    page.delete()
    assert set(changed()) == {number}


def test_a_shared_text_is_written_down_as_anybodys(page):
    SharedText.objects.create(key="new", text_fi="Uusi", text_en="New")
    assert changed() == [None]


def test_a_redirect_that_goes_is_written_down(page):
    redirect = Redirect.add_redirect("/vanha", "/fi/apua/")
    Change.objects.all().delete()
    redirect.delete()
    assert changed() == [None]


def test_what_is_taken_back_leaves_no_change(page):
    with pytest.raises(RuntimeError), transaction.atomic():
        page.save_revision().publish()
        raise RuntimeError
    assert changed() == []

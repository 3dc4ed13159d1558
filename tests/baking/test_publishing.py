"""What a publisher does in the editor is there for readers when the editor answers, whole or not at all."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.roles import Role
from baking import manifest
from baking.models import Change, Failure
from baking.publishing import publish_scheduled
from home.notice import SiteNotice
from pages.models import ArticlePage
from tests.pages.editing import another_publisher, approve, create, edit, newest, text_of, url
from tests.pages.trees import a_front_page, an_article
from tests.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def front_page():
    return a_front_page()


@pytest.fixture
def publisher():
    return signed_in(Role.PUBLISHER)


@pytest.fixture
def approver():
    """Who publishes what `publisher` has written."""
    browser = another_publisher()
    # Django's client would raise what the baker has caught.
    browser.raise_request_exception = False
    return browser


@pytest.fixture
def breaks(settings, tmp_path) -> None:
    """From here on no article can be rendered for readers."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/article_page.html").write_text('{% include "no/such/template.html" %}')
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]


def baked(folder: Path) -> set[str]:
    return set(manifest.read(folder).answers)


def test_a_published_page_is_baked_when_the_editor_answers(front_page, publisher, settings):
    create(publisher, front_page, address_fi="uusi", address_en="new")
    assert {"/fi/uusi/", "/en/new/"} <= baked(settings.BAKED_DIR)


def test_an_unpublished_page_is_gone_when_the_editor_answers(front_page, publisher, settings):
    create(publisher, front_page, address_fi="uusi", address_en="new")
    publisher.post(url("unpublish", newest().pk))
    assert not {"/fi/uusi/", "/en/new/"} & baked(settings.BAKED_DIR)


def test_a_notice_is_on_what_is_baked_when_the_editor_answers(front_page, publisher, settings):
    create(publisher, front_page, address_fi="uusi", address_en="new")
    SiteNotice.load()  # as the form's first opening does
    until = timezone.localtime() + timedelta(hours=1)
    fields = {"is_shown": "on", "ends_at": until.strftime("%Y-%m-%d %H:%M")}
    fields |= {"text_fi": "Puhelin ei toimi.", "text_en": "The phone does not work."}
    publisher.post("/editor/settings/home/sitenotice/1/", fields)
    page = manifest.read(settings.BAKED_DIR).answers["/en/new/"]
    assert "The phone does not work." in manifest.body_path(settings.BAKED_DIR, page.body).read_text()


def test_a_draft_bakes_nothing(front_page, publisher, settings):
    create(publisher, front_page, action="")
    assert not (settings.BAKED_DIR / "manifest.json").exists()


def test_a_publication_and_its_bake_row_are_kept_together_or_not_at_all(front_page, publisher, approver):
    page = an_article(front_page)
    before = page.live_revision_id
    edit(publisher, page, "action-submit", body_en=text_of("Never to be seen."))
    Change.objects.all().delete()

    def disk_full(execute, sql, *args):
        if "INSERT" in sql and Change._meta.db_table in sql:
            raise OperationalError
        return execute(sql, *args)

    with connection.execute_wrapper(disk_full):
        assert approve(page, approver).status_code >= 500
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.live_revision_id == before
    assert page.workflow_in_progress
    assert "You can call." in str(page.body_en)
    assert not Change.objects.exists()


def test_whoever_publishes_a_page_that_cannot_be_made_is_told_at_once(front_page, publisher, approver, breaks):
    create(publisher, front_page, approver=approver)
    answer = approver.get(reverse("wagtailadmin_home"))
    text = answer.content.decode()
    assert "Lukijat eivät näe sivua sellaisena kuin pitäisi" in text
    assert "no/such/template.html" in text


def test_the_page_itself_says_why_readers_do_not_see_it(front_page, publisher, approver, breaks):
    create(publisher, front_page, approver=approver)
    answer = publisher.get(url("edit", newest().pk))
    assert "TemplateDoesNotExist: no/such/template.html" in answer.content.decode()


def test_without_a_failure_nothing_is_said(front_page, publisher):
    create(publisher, front_page)
    assert not Failure.objects.exists()
    assert "baking-failures" not in publisher.get(reverse("wagtailadmin_home")).content.decode()


def test_a_page_is_published_when_its_time_has_come_with_its_bake_row(front_page):
    page = an_article(front_page)
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    Change.objects.all().delete()
    publish_scheduled()
    assert not Change.objects.exists()
    revision, past = page.latest_revision, timezone.now() - timedelta(seconds=1)
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()
    publish_scheduled()
    assert Page.objects.get(pk=page.pk).live
    assert set(Change.objects.values_list("page", flat=True)) == {page.pk}


def test_a_page_is_withdrawn_when_its_time_is_over_with_its_bake_row(front_page):
    page = an_article(front_page)
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    Change.objects.all().delete()
    publish_scheduled()
    assert not Page.objects.get(pk=page.pk).live
    assert set(Change.objects.values_list("page", flat=True)) == {page.pk}

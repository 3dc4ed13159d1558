"""Who approves a page: a publisher who has written nothing of it. Whoever else tries loses nothing."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages.storage.session import SessionStorage
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from accounts.approval_hooks import an_approver_is_told_what_came_of_it
from accounts.models import User
from accounts.roles import Role, give_role
from pages.models import ArticlePage
from tests.accounts.workflow import ADDRESS, approval, is_live, told
from tests.pages.editing import approve, article_form, create, edit, newest, text_of, url
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def test_an_editor_cannot_approve(submitted, editor):
    another = signed_in(Role.EDITOR, "another-editor")
    for browser in (editor, another):
        approve(submitted, browser)
        browser.post(url("edit", submitted.pk), approval())
    assert not is_live(submitted)


def test_a_publisher_cannot_approve_their_own_page(front_page, publisher, other):
    create(publisher, front_page, "action-submit")
    page = newest()
    approve(page, publisher)
    publisher.post(url("edit", page.pk), approval())
    assert not is_live(page)
    approve(page, other)
    assert is_live(page)


def test_not_only_whoever_saved_last_is_an_author(front_page, editor, publisher, other):
    create(publisher, front_page, "")
    page = newest()
    edit(editor, page, "action-submit")
    approve(page, publisher)
    assert not is_live(page)
    approve(page, other)
    assert is_live(page)


def test_an_author_who_becomes_a_publisher_still_cannot_approve(submitted, editor, publisher):
    give_role(User.objects.get(username="editor"), Role.PUBLISHER)
    approve(submitted, editor)
    assert not is_live(submitted)


def test_whoever_changes_a_page_while_approving_it_is_an_author_and_nothing_is_lost(submitted, publisher, other):
    answer = publisher.post(url("edit", submitted.pk), approval(body_en=text_of("Better words.")))
    assert answer.headers["Location"] == url("edit", submitted.pk)
    assert not is_live(submitted)
    page = told(publisher, submitted)
    assert "another publisher must approve it" in page or "toisen julkaisijan" in page
    assert "Better words." in page
    approve(submitted, publisher)
    assert not is_live(submitted)

    approve(submitted, other)
    assert "Better words." in Client().get(ADDRESS).content.decode()


def test_what_was_approved_before_makes_nobody_an_author_again(front_page, editor, publisher, other):
    create(publisher, front_page, approver=other)
    page = newest()
    edit(editor, page, "action-submit", heading_en="Second", address_en="i-need-help")
    assert approve(page, publisher).status_code == 302
    assert "<h1>Second</h1>" in Client().get(ADDRESS).content.decode()


def test_a_withdrawn_page_needs_approval_again_by_somebody_who_has_not_changed_it_since(
    front_page, editor, publisher, other
):
    create(publisher, front_page, approver=other)
    page = newest()
    publisher.post(url("unpublish", page.pk))
    assert not is_live(page)
    edit(other, page, "action-submit")
    approve(page, other)
    assert not is_live(page)
    approve(page, publisher)
    assert is_live(page)


def test_what_changed_since_the_page_was_opened_is_not_approved_unseen(submitted, publisher, other):
    opened = submitted.latest_revision_id
    edit(other, submitted, "", body_en=text_of("Not seen yet."))
    publisher.post(url("edit", submitted.pk), approval() | {"loaded_revision_id": str(opened)})
    assert not is_live(submitted)
    assert "Not seen yet." in str(ArticlePage.objects.get(pk=submitted.pk).get_latest_revision_as_object().body_en)
    approve(submitted, publisher)
    assert "Not seen yet." in Client().get(ADDRESS).content.decode()


def test_whoever_approves_sees_and_publishes_the_newest_version(submitted, publisher, other):
    edit(other, submitted, "", body_fi=text_of("Uusin."))
    step = submitted.current_workflow_task_state
    assert step.revision_id == Page.objects.get(pk=submitted.pk).latest_revision_id
    preview = publisher.get(url("workflow_preview", submitted.pk, step.task_id))
    assert "Uusin." in preview.content.decode()


def test_a_saved_version_is_never_written_over(front_page, publisher, other):
    create(publisher, front_page, approver=other)
    page = newest()
    form = article_form(body_en=text_of("Slipped in.")) | {"overwrite_revision_id": str(page.live_revision_id)}
    publisher.post(url("edit", page.pk), form, headers={"accept": "application/json"})
    page.refresh_from_db()
    assert page.latest_revision_id != page.live_revision_id
    assert "Slipped in." not in str(page.live_revision.content)
    edit(publisher, page, "action-submit", body_en=text_of("Slipped in."))
    approve(page, publisher)
    assert "Slipped in." not in Client().get(ADDRESS).content.decode()


def test_two_who_approve_at_once_do_no_harm(submitted, publisher, other):
    step = submitted.current_workflow_task_state
    task = step.task.specific
    for name in ("publisher", "other"):
        task.on_action(step, User.objects.get(username=name), "approve")
    assert is_live(submitted)
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_an_author_sends_back_but_does_not_approve(front_page, publisher):
    create(publisher, front_page, "action-submit")
    page = newest()
    step = page.current_workflow_task_state
    publisher.post(url("workflow_action", page.pk, "reject", step.pk), {"comment": "Not ready."})
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_NEEDS_CHANGES
    assert not is_live(page)


def test_only_what_one_may_approve_waits_on_the_start_page(submitted, publisher, other):
    edit(other, submitted, "")
    assert "Tarvitsen apua" in publisher.get("/editor/").content.decode()
    steps = submitted.current_workflow_task.get_task_states_user_can_moderate(User.objects.get(username="other"))
    assert not steps.exists()


@pytest.mark.parametrize(
    ("ahead", "message"),
    [(None, r"Hyväksytty ja julkaistu\."), (timedelta(days=400), r"Hyväksytty\. Se julkaistaan .*20\d\d")],
)
def test_an_approver_is_told_what_came_of_it(front_page, editor, other, rf, ahead, message):
    time = {"go_live_at": (timezone.localtime() + ahead).strftime("%Y-%m-%d %H:%M")} if ahead else {}
    create(editor, front_page, approver=other, **time)
    request = rf.post("/", approval())
    request.session = {}
    request._messages = SessionStorage(request)
    an_approver_is_told_what_came_of_it(request, newest())
    assert [bool(re.match(message, str(said))) for said in request._messages] == [True]


def test_whoever_may_approve_is_led_to_what_is_new(front_page, publisher, other):
    create(publisher, front_page, "action-submit")
    page = newest()
    changes = url("revisions_compare", page.pk, "live", "latest")
    assert changes not in told(other, page)  # there is nothing that readers see
    approve(page, other)
    assert changes not in told(other, page)
    edit(publisher, page, "action-submit", body_en=text_of("You can write."))
    assert changes in told(other, page)
    assert "See what is new" not in told(publisher, page)
    compared = other.get(changes).content.decode()
    assert "write" in compared and "call" in compared

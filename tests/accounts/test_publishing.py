"""The ways from an editor to readers: all lead through an approval, and a long page goes through whole."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Task, Workflow, WorkflowState, WorkflowTask

from accounts.approval import ApprovalByAnother
from accounts.models import User
from accounts.publishing import NAME
from accounts.roles import Role, give_role, group_of, set_up_roles
from baking.publishing import publish_scheduled
from pages.models import ArticlePage
from tests.accounts.workflow import ADDRESS, is_live
from tests.pages.editing import approve, create, edit, newest, text_of, url
from tests.pages.trees import an_article
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def test_an_editor_submits_and_a_publisher_publishes(submitted, publisher):
    assert not submitted.live
    assert submitted.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert Client().get(ADDRESS).status_code == 404
    assert approve(submitted, publisher).status_code == 302
    assert is_live(submitted)
    for address, text in (("/fi/tarvitsen-apua/", "Voit soittaa."), (ADDRESS, "You can call.")):
        assert text in Client().get(address).content.decode()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
@pytest.mark.parametrize("action", ["action-publish", ""])
def test_nobody_publishes_a_new_page_alone(front_page, role, action):
    create(signed_in(role), front_page, action)
    assert not is_live(newest())
    assert not newest().workflow_in_progress


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_nobody_publishes_a_changed_page_alone(front_page, role):
    page = an_article(front_page)
    edit(signed_in(role), page, "action-publish", body_en=text_of("Changed alone."))
    assert "Changed alone." in str(ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object().body_en)
    assert "Changed alone." not in Client().get("/en/help/").content.decode()


def test_nobody_publishes_many_pages_at_once(front_page, publisher):
    create(publisher, front_page, "")
    publisher.post(f"/editor/bulk/wagtailcore/page/publish/?id={newest().pk}", {"include_descendants": "on"})
    assert not is_live(newest())


@pytest.mark.parametrize("action", ["publish", "copy", "create_alias"])
def test_nobody_publishes_by_the_interface_for_programs(front_page, publisher, action):
    draft, live = an_article(front_page), an_article(front_page, address_fi="muu", address_en="other")
    draft.unpublish()
    page = draft if action == "publish" else live
    before = set(Page.objects.live().values_list("pk", flat=True))
    publisher.post(f"/editor/api/main/pages/{page.pk}/action/{action}/", {"keep_live": "true", "slug": "uusi"})
    assert set(Page.objects.live().values_list("pk", flat=True)) == before


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_a_time_set_by_its_author_holds_once_another_approves(front_page, other, role):
    at = timezone.localtime() + timedelta(hours=1)
    create(signed_in(role), front_page, "action-submit", go_live_at=at.strftime("%Y-%m-%d %H:%M"))
    page = newest()
    publish_scheduled()
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()
    approve(page, other)
    assert not is_live(page)
    revision, past = newest().scheduled_revision, timezone.now() - timedelta(seconds=1)
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()
    publish_scheduled()
    assert is_live(page)


def test_a_publisher_takes_back_a_time(front_page, editor, publisher):
    at = timezone.localtime() + timedelta(hours=1)
    create(editor, front_page, approver=publisher, go_live_at=at.strftime("%Y-%m-%d %H:%M"))
    scheduled = newest().scheduled_revision
    publisher.post(url("revisions_unschedule", newest().pk, scheduled.pk))
    assert newest().scheduled_revision is None


def test_a_copy_is_a_draft_that_others_than_its_maker_may_approve(front_page, publisher, other):
    create(publisher, front_page, approver=other)
    page = newest()
    fields = {"new_title": "Kopio", "new_slug": "kopio", "new_parent_page": front_page.pk}
    other.post(url("copy", page.pk), fields | {"publish_copies": "on"})
    copy = newest()
    assert copy.pk != page.pk
    assert not copy.live
    edit(other, copy, "action-submit", address_fi="kopio", address_en="copy")
    approve(copy, other)
    assert not is_live(copy)
    approve(copy, publisher)
    assert is_live(copy)


def test_an_editor_makes_no_alias(front_page, editor):
    page = an_article(front_page)
    fields = {"new_title": "Kopio", "new_slug": "kopio", "new_parent_page": front_page.pk, "alias": "on"}
    editor.post(url("copy", page.pk), fields)
    assert not ArticlePage.objects.filter(alias_of=page).exists()


@pytest.fixture
def earlier(front_page, editor) -> ArticlePage:
    """A page that waits for approval in the workflow of an earlier release, which any publisher could end."""
    group = group_of(Role.PUBLISHER)
    task = GroupApprovalTask.objects.create(name="Julkaisija hyväksyy")
    task.groups.add(group)
    WorkflowTask.objects.update(task=task)
    Workflow.objects.update(name="Julkaisija hyväksyy")
    ApprovalByAnother.objects.all().delete()
    create(editor, front_page, "action-submit")
    return newest()


def test_pages_that_waited_before_wait_for_another_person_now(earlier, editor, publisher):
    give_role(User.objects.get(username="editor"), Role.PUBLISHER)
    set_up_roles()
    (task,) = Task.objects.specific()
    assert isinstance(task, ApprovalByAnother)
    assert Workflow.objects.get().name == NAME
    approve(earlier, editor)
    assert not is_live(earlier)
    approve(earlier, publisher)
    assert is_live(earlier)


def test_a_page_sent_back_before_is_submitted_again(earlier, editor, publisher):
    step = earlier.current_workflow_task_state
    publisher.post(url("workflow_action", earlier.pk, "reject", step.pk), {"comment": "Not ready."})
    set_up_roles()
    edit(editor, earlier, "action-submit")
    approve(earlier, publisher)
    assert is_live(earlier)
    assert earlier.workflow_states.get().task_states.count() == 2


def test_before_the_workflow_is_set_up_nothing_is_published(publisher, earlier):
    approve(earlier, publisher)
    assert not is_live(earlier)
    assert earlier.workflow_in_progress


def test_a_workflow_without_a_step_publishes_nothing(front_page, editor):
    Task.objects.update(active=False)
    create(editor, front_page, "action-submit")
    assert not ArticlePage.objects.live().exists()


def test_a_page_of_many_pieces_is_saved_whole(front_page, publisher):
    create(publisher, front_page)
    page = newest()
    paragraphs = [f"Paragraph {number}" for number in range(200)]
    response = edit(publisher, page, body_fi=text_of(*paragraphs), body_en=text_of(*paragraphs))
    assert response.status_code == 302
    shown = Client().get(ADDRESS).content.decode()
    assert all(f"<p>{text}</p>" in shown or text in shown for text in paragraphs)

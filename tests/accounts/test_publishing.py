"""An editor drafts and submits, a publisher who has written nothing of it approves; a long page goes through whole."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages.storage.session import SessionStorage
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Task, Workflow, WorkflowState, WorkflowTask

from accounts.approval import ApprovalByAnother
from accounts.approval_hooks import an_approver_is_told_what_came_of_it
from accounts.models import User
from accounts.publishing import NAME
from accounts.roles import Role, give_role, group_of, set_up_roles
from baking.publishing import publish_scheduled
from pages.models import ArticlePage
from tests.pages.editing import approve, article_form, create, edit, newest, text_of, url
from tests.pages.trees import a_front_page, an_article
from tests.people import signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "/en/i-need-help/"


@pytest.fixture
def front_page():
    return a_front_page()


@pytest.fixture
def editor():
    return signed_in(Role.EDITOR, "editor")


@pytest.fixture
def publisher():
    return signed_in(Role.PUBLISHER, "publisher")


@pytest.fixture
def other():
    """A second publisher."""
    return signed_in(Role.PUBLISHER, "other")


@pytest.fixture
def submitted(front_page, editor) -> ArticlePage:
    """A new page that waits for approval."""
    create(editor, front_page, "action-submit")
    return newest()


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def approval(page: Page, **changes: object) -> dict[str, str]:
    """What the browser sends when somebody presses "Approve" at the foot of the page's own form."""
    return article_form(**changes) | {"action-workflow-action": "true", "workflow-action-name": "approve"}


def told(browser: Client, page: Page) -> str:
    return browser.get(url("edit", page.pk)).content.decode()


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


def test_an_editor_cannot_approve(submitted, editor):
    another = signed_in(Role.EDITOR, "another-editor")
    for browser in (editor, another):
        approve(submitted, browser)
        browser.post(url("edit", submitted.pk), approval(submitted))
    assert not is_live(submitted)


def test_a_publisher_cannot_approve_their_own_page(front_page, publisher, other):
    create(publisher, front_page, "action-submit")
    page = newest()
    approve(page, publisher)
    publisher.post(url("edit", page.pk), approval(page))
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
    answer = publisher.post(url("edit", submitted.pk), approval(submitted, body_en=text_of("Better words.")))
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
    publisher.post(url("edit", submitted.pk), approval(submitted) | {"loaded_revision_id": str(opened)})
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


@pytest.mark.parametrize(
    ("ahead", "message"),
    [(None, r"Hyväksytty ja julkaistu\."), (timedelta(days=400), r"Hyväksytty\. Se julkaistaan .*20\d\d")],
)
def test_an_approver_is_told_what_came_of_it(front_page, editor, other, rf, ahead, message):
    time = {"go_live_at": (timezone.localtime() + ahead).strftime("%Y-%m-%d %H:%M")} if ahead else {}
    create(editor, front_page, approver=other, **time)
    request = rf.post("/", approval(newest()))
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

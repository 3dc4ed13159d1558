"""An editor drafts and submits, a publisher approves; a long page goes through whole."""

import pytest
from django.test import Client
from wagtail.models import WorkflowState

from accounts.roles import Role
from tests.pages.editing import create, edit, newest, text_of, url
from tests.pages.trees import a_front_page
from tests.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def front_page():
    return a_front_page()


def test_an_editor_submits_and_a_publisher_publishes(front_page):
    editor, publisher = signed_in(Role.EDITOR), signed_in(Role.PUBLISHER)
    create(editor, front_page, "action-submit")
    page = newest()
    assert not page.live
    assert page.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert Client().get("/en/i-need-help/").status_code == 404
    task = page.current_workflow_task_state
    action = publisher.post(url("workflow_action", page.pk, "approve", task.pk), {"comment": ""})
    assert action.status_code == 302
    page.refresh_from_db()
    assert page.live
    for address, text in (("/fi/tarvitsen-apua/", "Voit soittaa."), ("/en/i-need-help/", "You can call.")):
        assert text in Client().get(address).content.decode()


@pytest.mark.parametrize("action", ["action-publish", ""])
def test_an_editor_cannot_publish(front_page, action):
    create(signed_in(Role.EDITOR), front_page, action)
    assert not newest().live


def test_an_editor_cannot_approve_their_own_page(front_page):
    editor = signed_in(Role.EDITOR)
    create(editor, front_page, "action-submit")
    page = newest()
    task = page.current_workflow_task_state
    editor.post(url("workflow_action", page.pk, "approve", task.pk), {"comment": ""})
    page.refresh_from_db()
    assert not page.live


def test_a_page_of_many_pieces_is_saved_whole(front_page):
    publisher = signed_in(Role.PUBLISHER)
    create(publisher, front_page)
    page = newest()
    paragraphs = [f"Paragraph {number}" for number in range(200)]
    response = edit(publisher, page, body_fi=text_of(*paragraphs), body_en=text_of(*paragraphs))
    assert response.status_code == 302
    shown = Client().get("/en/i-need-help/").content.decode()
    assert all(f"<p>{text}</p>" in shown or text in shown for text in paragraphs)

"""Whoever is signed out in the middle of their work is told, and loses nothing of it."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.roles import Role
from pages.models import ArticlePage
from tests.pages.editing import article_form, create, text_of, url
from tests.pages.trees import a_front_page
from tests.people import member, sign_in, signed_in

ADDRESS = "/editor/still-signed-in/"
STILL = "Sanoja, jotka eivät saa kadota."


@pytest.fixture
def front_page(db):
    return a_front_page()


def test_who_is_signed_in_gets_the_token_that_forms_need_now(front_page):
    browser = sign_in(Client(enforce_csrf_checks=False), member(Role.EDITOR))
    answer = browser.get(ADDRESS)

    assert answer.status_code == 200
    assert "no-cache" in answer["Cache-Control"]
    browser.handler.enforce_csrf_checks = True
    sent = article_form() | {"csrfmiddlewaretoken": "x" * 64}
    assert browser.post(url("add", "pages", "articlepage", front_page.pk), sent).status_code == 403
    sent["csrfmiddlewaretoken"] = answer.json()["token"]
    assert browser.post(url("add", "pages", "articlepage", front_page.pk), sent).status_code == 302


def test_who_is_signed_out_is_sent_to_sign_in(front_page, client):
    answer = client.get(ADDRESS)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_every_form_of_the_editor_has_the_dialogs_and_their_script(front_page):
    publisher = signed_in(Role.PUBLISHER)
    for path in (
        url("edit", front_page.pk),
        url("add", "pages", "articlepage", front_page.pk),
        "/editor/snippets/pages/office/add/",
    ):
        shown = publisher.get(path).content.decode()
        assert 'data-problem="signed-out"' in shown, path
        assert 'data-problem="no-answer"' in shown, path
        assert "built/editor-form" in shown, path


def test_what_is_sent_without_a_session_comes_back_to_be_read(front_page):
    editor = signed_in(Role.EDITOR)
    Session.objects.all().delete()
    answer = create(editor, front_page, action="", body_fi=text_of(STILL), intro_en="Words <b>of</b> mine.")

    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    shown = answer.content.decode()
    assert STILL in shown
    assert "Words &lt;b&gt;of&lt;/b&gt; mine." in shown
    assert "Tarvitsen apua" in shown
    assert not ArticlePage.objects.exists()


def test_rich_text_comes_back_as_text(front_page, client):
    sent = {"body_fi-0-value": json.dumps({"blocks": [{"text": "Yksi rivi."}, {"text": "Toinen."}], "entityMap": {}})}
    shown = client.post(url("add", "pages", "articlepage", front_page.pk), sent).content.decode()

    assert "Yksi rivi.<br>Toinen." in shown
    assert "entityMap" not in shown


def test_a_session_that_is_over_loses_nothing_either(front_page, settings):
    editor = signed_in(Role.EDITOR)
    settings.SESSION_COOKIE_AGE = -1
    answer = create(editor, front_page, action="", intro_fi=STILL)

    assert answer.status_code == 403
    assert STILL in answer.content.decode()

"""Administrators keep the accounts of the editor, in the editor; those of the intake do not exist there."""

import logging

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts import staff
from accounts.models import User
from accounts.roles import INTAKE_ROLES, Role, role_of
from tests.pages.trees import a_front_page, an_article
from tests.people import PASSWORD, code_of, member, sign_in, signed_in

pytestmark = pytest.mark.django_db

ACCOUNTS = "/editor/staff/"
INVITE = "/editor/staff/invite/"
EDITORIAL = sorted(set(Role) - INTAKE_ROLES)


@pytest.fixture
def administrator() -> User:
    return member(Role.ADMINISTRATOR, "anna")


@pytest.fixture
def anna(administrator) -> Client:
    """The administrator's browser."""
    return sign_in(Client(), administrator)


def room(user: User, act: str = "") -> str:
    return f"{ACCOUNTS}{user.pk}/{act}"


def link_in(response) -> str:
    """The path of the invitation that an answer shows."""
    assert response.status_code == 200
    return response.context["link"].removeprefix("http://localhost")


def present(user: User) -> User:
    return User.objects.get(pk=user.pk)


def enrol(path: str) -> None:
    """Answers an invitation, as its guest does."""
    guest = Client()
    secret = guest.get(path).context["secret"]
    answers = {"password": PASSWORD, "password_again": PASSWORD, "code": code_of(secret)}
    assert guest.post(path, answers).status_code == 303


@pytest.mark.parametrize("role", EDITORIAL)
def test_an_administrator_invites_somebody_who_then_signs_in(anna, role):
    answer = anna.post(INVITE, {"username": "maija", "role": role.value})
    assert "no-store" in answer.headers["Cache-Control"]
    enrol(link_in(answer))
    maija = User.objects.get(username="maija")
    assert role_of(maija) == role
    assert sign_in(Client(), maija).get("/editor/").status_code == 200


def test_the_link_is_shown_once_and_kept_nowhere(anna, caplog):
    caplog.set_level(logging.DEBUG)
    token = link_in(anna.post(INVITE, {"username": "maija", "role": "editor"})).strip("/").split("/")[-1]
    assert token not in caplog.text
    assert token not in str(list(ModelLogEntry.objects.values()))
    assert token not in str(dict(anna.session))
    for path in (ACCOUNTS, room(User.objects.get(username="maija")), "/editor/reports/site-history/"):
        assert token not in anna.get(path).content.decode()


@pytest.mark.parametrize("role", [role.value for role in sorted(INTAKE_ROLES)] + ["superuser", ""])
def test_no_other_role_is_given(anna, role):
    assert anna.post(INVITE, {"username": "maija", "role": role}).status_code == 422
    assert not User.objects.filter(username="maija").exists()
    editor = member(Role.EDITOR)
    anna.post(room(editor, "role/"), {"role": role})
    assert role_of(editor) == Role.EDITOR


@pytest.mark.parametrize("role", list(Role))
def test_a_name_that_somebody_has_is_refused_in_the_same_words_for_all(anna, role):
    taken = member(role, "matti")
    for name in ("matti", "MATTI"):
        answer = anna.post(INVITE, {"username": name, "role": "editor"})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["username"]
        assert len(answer.context["form"].errors["username"]) == 1
    assert role_of(taken) == role
    assert present(taken).has_usable_password()


def test_an_invited_worker_of_the_intake_is_not_made_an_editor(anna):
    worker = User.objects.create_user("worker")
    worker.groups.set([member(Role.INTAKE_WORKER, "other").groups.get()])
    assert anna.post(INVITE, {"username": "worker", "role": "editor"}).status_code == 422
    assert role_of(worker) == Role.INTAKE_WORKER


@pytest.mark.parametrize("name", ["", "with space", "a" * 151, "<b>"])
def test_a_name_that_is_none_is_refused(anna, name):
    assert anna.post(INVITE, {"username": name, "role": "editor"}).status_code == 422
    assert User.objects.count() == 1


def test_the_list_shows_the_editor_only(anna):
    people = {role: member(role, f"name-of-{role.value}") for role in Role}
    text = anna.get(ACCOUNTS).content.decode()
    for role, person in people.items():
        assert (person.username in text) == (role not in INTAKE_ROLES), role


@pytest.mark.parametrize("role", sorted(INTAKE_ROLES))
def test_an_account_of_the_intake_is_not_there(anna, role):
    worker = member(role)
    assert anna.get(room(worker)).status_code == 404
    for act in ("role/", "close/", "invitation/"):
        assert anna.post(room(worker, act), {"role": "editor"}).status_code == 404
    assert (role_of(worker), present(worker).is_active) == (role, True)
    assert present(worker).has_usable_password()


@pytest.mark.parametrize("key", ["0", "999999", "99999999999999999999", "-1", "x", "1%00"])
def test_an_account_that_is_none_is_not_found(anna, key):
    assert anna.get(f"{ACCOUNTS}{key}/").status_code == 404
    assert anna.post(f"{ACCOUNTS}{key}/close/").status_code == 404


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - {Role.ADMINISTRATOR})])
def test_nobody_else_comes_in(administrator, role):
    browser = signed_in(role) if role else Client()
    addresses = [ACCOUNTS, INVITE, *(room(administrator, act) for act in ("", "role/", "close/", "invitation/"))]
    for address in addresses:
        for answer in (browser.get(address), browser.post(address, {"username": "mine", "role": "administrator"})):
            assert answer.status_code in {302, 403}, address
            assert answer.headers.get("Location", "/editor/").startswith(("/editor/", "/account/login/"))
    assert present(administrator).is_active
    assert present(administrator).has_usable_password()
    assert not User.objects.filter(username="mine").exists()
    if role in EDITORIAL:
        assert ACCOUNTS not in browser.get("/editor/").content.decode()


def test_an_administrator_finds_the_room_in_the_menu(anna):
    assert ACCOUNTS in anna.get("/editor/").content.decode()


def test_what_changes_is_not_done_by_a_link(anna):
    editor = member(Role.EDITOR)
    for act in ("role/", "close/", "invitation/"):
        assert anna.get(room(editor, act)).status_code == 405


def test_a_role_is_changed(anna):
    editor = member(Role.EDITOR)
    anna.post(room(editor, "role/"), {"role": "publisher"})
    assert role_of(editor) == Role.PUBLISHER


def test_a_closed_account_is_signed_out_and_opened_by_a_new_invitation_only(anna):
    editor = member(Role.EDITOR)
    browser = sign_in(Client(), editor)
    assert browser.get("/editor/").status_code == 200
    anna.post(room(editor, "close/"))
    assert browser.get("/editor/").headers["Location"].startswith(reverse("account_login"))

    path = link_in(anna.post(room(editor, "invitation/")))
    assert present(editor).is_active
    assert browser.get("/editor/").status_code == 302
    enrol(path)
    assert sign_in(Client(), present(editor)).get("/editor/").status_code == 200


def test_an_invitation_dies_when_the_account_is_closed(anna):
    path = link_in(anna.post(INVITE, {"username": "maija", "role": "editor"}))
    anna.post(room(User.objects.get(username="maija"), "close/"))
    assert Client().get(path).status_code == 410


def test_a_lost_phone_is_answered_by_a_new_invitation(anna):
    editor = member(Role.EDITOR)
    browser = sign_in(Client(), editor)
    first = link_in(anna.post(room(editor, "invitation/")))
    assert browser.get("/editor/").status_code == 302
    second = link_in(anna.post(room(editor, "invitation/")))
    assert Client().get(first).status_code == 410
    enrol(second)


@pytest.mark.parametrize("act", ["role/", "close/", "invitation/"])
def test_nobody_changes_their_own_account(anna, administrator, act):
    anna.post(room(administrator, act), {"role": "editor"})
    kept = present(administrator)
    assert (role_of(kept), kept.is_active, kept.has_usable_password()) == (Role.ADMINISTRATOR, True, True)
    assert anna.get(ACCOUNTS).status_code == 200
    assert room(administrator, act) not in anna.get(room(administrator)).content.decode()


def test_two_administrators_cannot_both_close_the_other(administrator):
    other = member(Role.ADMINISTRATOR, "other")
    staff.close(administrator, other)
    # What the other has asked for a moment before, with what was true then.
    with pytest.raises(staff.NotAllowed):
        staff.close(other, administrator)
    assert present(administrator).is_active


def test_the_sites_history_tells_administrators_who_did_what(anna, administrator):
    editor = member(Role.EDITOR, "maija")
    anna.post(INVITE, {"username": "matti", "role": "publisher"})
    anna.post(room(editor, "role/"), {"role": "publisher"})
    anna.post(room(editor, "close/"))
    assert set(ModelLogEntry.objects.values_list("action", "label", "user")) == {
        ("accounts.invite", "matti", administrator.pk),
        ("accounts.role", "maija", administrator.pk),
        ("accounts.close", "maija", administrator.pk),
    }
    history = "/editor/reports/site-history/"
    assert all(name in anna.get(history).content.decode() for name in ("maija", "matti", "anna"))
    assert "matti" not in signed_in(Role.PUBLISHER).get(history).content.decode()


def test_pages_keep_whoever_answers_for_them_and_the_list_says_so(anna):
    publisher = member(Role.PUBLISHER)
    page = an_article(a_front_page(), responsible=publisher)
    anna.post(room(publisher, "close/"))
    page.refresh_from_db()
    assert page.responsible == publisher
    (row,) = [row for row in anna.get(ACCOUNTS).context["rows"] if row["account"] == publisher]
    assert row["pages"] == 1

"""Signing in: a password and a second factor, the same answer to every stranger, a session that ends."""

import logging
import re

import pytest
import redis
from allauth.mfa import app_settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

import config.settings
from accounts.roles import Role, make_account
from tests.hashers import QuickScrypt
from tests.people import PASSWORD, app_code, member, recovery_code, sign_in, signed_in

pytestmark = pytest.mark.django_db

LOGIN = "/account/login/"
SECOND = "/account/second-factor/"


def try_password(client: Client, name: str, password: str = PASSWORD):
    return client.post(LOGIN, {"login": name, "password": password})


def what_is_said(response) -> str:
    """The page without what differs by chance or was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return re.sub(r'(name="login" value=)"[^"]*"', r"\1", text)


@pytest.mark.parametrize(
    ("role", "room"),
    [
        (Role.ADMINISTRATOR, "/editor/"),
        (Role.EDITOR, "/editor/"),
        (Role.PUBLISHER, "/editor/"),
        (Role.INTAKE_WORKER, "/intake/"),
        (Role.INTAKE_LEAD, "/intake/"),
    ],
)
def test_each_role_arrives_in_its_own_room(client, role, room):
    person = member(role)
    response = try_password(client, person.username)
    assert response["Location"] == SECOND
    response = client.post(SECOND, {"code": app_code(person)})
    assert response["Location"] == "/account/"
    assert client.get("/account/")["Location"] == room


def test_an_auditor_arrives_at_a_page_that_opens_no_referral():
    client = signed_in(Role.AUDITOR)
    assert client.get("/account/").status_code == 200
    assert client.get("/intake/").status_code == 403


def test_whoever_was_sent_to_sign_in_comes_back_to_the_page_they_wanted(client):
    person = member(Role.EDITOR)
    asked = client.get("/editor/pages/")
    assert asked["Location"] == "/account/login/?next=/editor/pages/"
    client.post(LOGIN, {"login": person.username, "password": PASSWORD, "next": "/editor/pages/"})
    assert client.post(SECOND, {"code": app_code(person)})["Location"] == "/editor/pages/"


def test_nobody_is_sent_to_another_site_after_signing_in(client):
    person = member(Role.EDITOR)
    client.post(LOGIN, {"login": person.username, "password": PASSWORD, "next": "https://elsewhere.example/"})
    assert client.post(SECOND, {"code": app_code(person)})["Location"] == "/account/"


def test_a_password_alone_gets_nowhere(client):
    person = member(Role.INTAKE_WORKER)
    try_password(client, person.username)
    for address in ("/account/", "/intake/", "/editor/", "/account/recovery-codes/", "/account/recovery-codes/new/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith(LOGIN), address


def test_a_password_without_an_authenticator_app_is_refused_like_a_wrong_one(client):
    make_account("half-made", Role.EDITOR, PASSWORD)
    response = try_password(client, "half-made")
    assert response.status_code == 200
    assert what_is_said(response) == what_is_said(try_password(Client(), "nobody-here"))
    assert "_auth_user_id" not in client.session


def test_an_unknown_name_a_wrong_password_and_a_closed_account_get_the_same_answer(client):
    member(Role.EDITOR, "known")
    closed = member(Role.EDITOR, "closed")
    closed.is_active = False
    closed.save()
    answers = {
        what_is_said(try_password(Client(), "known", "wrong password, but long")),
        what_is_said(try_password(Client(), "unknown")),
        what_is_said(try_password(Client(), "closed")),
    }
    assert len(answers) == 1


def test_outside_the_tests_passwords_are_kept_by_scrypt_with_its_full_work():
    assert config.settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.ScryptPasswordHasher"]


def test_an_unknown_name_costs_the_same_work_as_a_wrong_password():
    member(Role.EDITOR, "known")
    closed = member(Role.EDITOR, "closed")
    closed.is_active = False
    closed.save()
    make_account("half-made", Role.EDITOR, PASSWORD)
    invited = member(Role.EDITOR, "invited")
    invited.set_unusable_password()
    invited.save()
    work = {}
    for name, password in [
        ("known", "wrong password, but long"),
        ("unknown", PASSWORD),
        ("closed", PASSWORD),
        ("half-made", PASSWORD),
        ("invited", PASSWORD),
    ]:
        before = QuickScrypt.derivations
        try_password(Client(), name, password)
        work[name] = QuickScrypt.derivations - before
    assert set(work.values()) == {1}, work


def test_the_log_tells_of_a_refusal_and_not_what_was_typed(client, caplog):
    person = member(Role.EDITOR)
    with caplog.at_level(logging.DEBUG):
        try_password(client, "my-secret-password-in-the-wrong-field", "swordfish-swordfish")
        try_password(client, person.username)
        client.post(SECOND, {"code": "000000"})
    written = caplog.text
    assert "A sign-in was refused." in written
    assert f"A second factor was refused for account {person.pk}." in written
    for typed in ("my-secret-password", "swordfish", "000000", PASSWORD):
        assert typed not in written


def test_after_five_wrong_passwords_the_right_one_must_wait_too(client):
    person = member(Role.EDITOR)
    for _attempt in range(5):
        try_password(Client(), person.username, "wrong password, but long")
    assert try_password(client, person.username).status_code == 200
    assert try_password(Client(), member(Role.EDITOR, "another").username)["Location"] == SECOND


def everything_cached() -> str:
    """Keys and values of the staff cache, as whoever reads its store sees them."""
    if config.settings.REDIS_URL:
        store = redis.Redis.from_url(config.settings.REDIS_URL)
        return repr([(key, store.dump(key)) for key in store.scan_iter(f"{cache.key_prefix}:*")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM staff_cache")
        return repr(cursor.fetchall())


def test_guesses_are_counted_by_account_and_no_address_is_kept():
    Client(REMOTE_ADDR="127.0.0.77").post(LOGIN, {"login": "somebody", "password": PASSWORD})
    kept = everything_cached()
    assert "login_failed" in kept
    assert "127.0.0" not in kept
    assert "somebody" not in kept


def test_a_used_code_of_the_app_is_refused(client):
    person = member(Role.EDITOR)
    code = app_code(person)
    try_password(client, person.username)
    assert client.post(SECOND, {"code": code}).status_code == 302
    other = Client()
    try_password(other, person.username)
    assert other.post(SECOND, {"code": code}).status_code == 200
    assert other.post(SECOND, {"code": f"{code[:3]} {code[3:]}"}).status_code == 200


def test_a_used_recovery_code_is_refused(client):
    person = member(Role.EDITOR)
    code = recovery_code(person)
    try_password(client, person.username)
    assert client.post(SECOND, {"code": code}).status_code == 302
    other = Client()
    try_password(other, person.username)
    assert other.post(SECOND, {"code": code}).status_code == 200


def test_the_code_of_one_person_does_not_finish_the_sign_in_of_another(client):
    try_password(client, member(Role.EDITOR, "one").username)
    assert client.post(SECOND, {"code": app_code(member(Role.EDITOR, "two"))}).status_code == 200


def test_the_session_changes_its_name_when_somebody_signs_in(client):
    person = member(Role.EDITOR)
    try_password(client, person.username)
    before = client.session.session_key
    client.post(SECOND, {"code": app_code(person)})
    assert client.session.session_key != before
    assert Client(headers={"Cookie": f"__Host-session={before}"}).get("/editor/").status_code == 302


def test_a_session_ends_ten_hours_after_signing_in_even_when_it_is_used(client, settings):
    sign_in(client, member(Role.EDITOR))
    assert client.get("/editor/").status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 10 * 60 * 60 + 1
    session.save()
    assert client.get("/editor/")["Location"] == "/account/login/?next=/editor/"
    assert "_auth_user_id" not in client.session


def test_a_session_that_does_not_say_how_it_was_opened_is_ended(client):
    client.force_login(member(Role.EDITOR))
    assert client.get("/editor/")["Location"].startswith(LOGIN)
    assert "_auth_user_id" not in client.session


def test_a_session_opened_with_a_password_alone_is_ended(client):
    person = member(Role.INTAKE_WORKER)
    sign_in(client, person)
    session = client.session
    session["account_authentication_methods"] = [
        record for record in session["account_authentication_methods"] if record["method"] != "mfa"
    ]
    session.save()
    assert client.get("/intake/")["Location"].startswith(LOGIN)


def test_a_session_dies_with_the_second_factor(client):
    person = member(Role.EDITOR)
    sign_in(client, person)
    person.authenticator_set.all().delete()
    assert client.get("/editor/")["Location"].startswith(LOGIN)


def test_signing_out_ends_the_session(client):
    sign_in(client, member(Role.EDITOR))
    assert client.get("/account/logout/").status_code == 200
    assert client.post("/account/logout/")["Location"] == LOGIN
    assert client.get("/editor/")["Location"].startswith(LOGIN)


def test_the_cookies_are_for_this_host_over_https_and_out_of_reach_of_scripts_and_other_sites(client):
    person = member(Role.EDITOR)
    client.get(LOGIN)
    sign_in(client, person)
    assert set(client.cookies) == {"__Host-session", "__Host-csrf"}
    for cookie in client.cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
            True,
            True,
            "Strict",
            "/",
            "",
        )


def test_sign_in_pages_are_never_stored(client):
    assert "no-store" in client.get(LOGIN)["Cache-Control"]
    sign_in(client, member(Role.EDITOR))
    assert "no-store" in client.get("/account/")["Cache-Control"]


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_reset_password",
        "account_request_login_code",
        "account_email",
        "account_change_password",
        "account_set_password",
        "mfa_trust",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_index",
        "socialaccount_signup",
    ],
)
def test_what_is_not_used_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("address", ["/account/signup/", "/account/password/reset/", "/account/login/code/"])
def test_other_ways_in_do_not_exist(client, address):
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404


def test_the_editors_own_sign_in_leads_to_ours(client):
    person = member(Role.EDITOR)
    assert client.get("/editor/login/?next=/editor/pages/")["Location"] == "/account/login/?next=/editor/pages/"
    posted = client.post("/editor/login/", {"username": person.username, "password": PASSWORD})
    assert posted["Location"] == LOGIN
    assert "_auth_user_id" not in client.session


def test_the_editors_own_password_reset_leads_to_sign_in(client):
    assert client.get("/editor/password_reset/")["Location"] == LOGIN
    assert client.post("/editor/password_reset/", {"email": "x@example.org"})["Location"] == LOGIN
    assert client.get("/editor/password_reset/confirm/MQ/set-password/").status_code == 403


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_sign_in_for_private_pages_is_closed(client, language):
    person = member(Role.EDITOR)
    address = f"/{language}/_util/login/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"username": person.username, "password": PASSWORD}).status_code == 403


def test_staff_of_the_intake_are_told_no_by_the_editor_instead_of_going_round_in_circles():
    client = signed_in(Role.INTAKE_WORKER)
    assert client.get("/editor/").status_code == 403
    assert client.get("/account/login/?next=/editor/", follow=True).status_code == 403


def test_new_recovery_codes_need_a_fresh_second_factor(client):
    person = member(Role.EDITOR)
    sign_in(client, person)
    asked = client.get("/account/recovery-codes/new/")
    assert asked["Location"] == "/account/second-factor/again/?next=%2Faccount%2Frecovery-codes%2Fnew%2F"
    assert client.get("/account/reauthenticate/")["Location"].startswith("/account/second-factor/again/")
    again = client.post(asked["Location"], {"code": app_code(person), "next": "/account/recovery-codes/new/"})
    assert again["Location"] == "/account/recovery-codes/new/"
    old = recovery_code(person)
    assert client.get("/account/recovery-codes/new/").status_code == 200
    made = client.post("/account/recovery-codes/new/", follow=True)
    shown = re.findall(r"data-recovery-code>(\d+)<", made.content.decode())
    assert len(shown) == 10
    assert old not in shown
    assert "data-recovery-code" not in client.get("/account/recovery-codes/").content.decode()


def test_codes_are_good_for_no_longer_than_they_are_remembered():
    assert app_settings.TOTP_TOLERANCE == 0
    cache.set("used-code", True, 300)
    cache.set_many({f"tried-name-{number}": True for number in range(400)}, 300)
    assert cache.get("used-code")


def test_a_demonstration_asks_for_no_second_factor(client, settings):
    settings.DEMO = True
    make_account("demo-editor", Role.EDITOR, PASSWORD)
    assert try_password(client, "demo-editor")["Location"] == "/account/"
    assert client.get("/editor/").status_code == 200

"""Invitations: the only way to a password and a second factor, good once."""

import io
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import invitations
from accounts.invitations import InvitationDead, enrol
from accounts.models import User
from accounts.roles import Role, make_account, role_of
from tests.people import PASSWORD, code_of, member, sign_in, signed_in

pytestmark = pytest.mark.django_db

SECRET = re.compile(r'id="secret"[^>]*>([A-Z2-7]+)<')


def run(command: str, *arguments: str) -> str:
    """Runs a command and gives the path of the link that it prints."""
    printed = io.StringIO()
    call_command(command, *arguments, stdout=printed, stderr=io.StringIO())
    origin, path = printed.getvalue().strip().split("/account/")
    assert origin == "http://testserver"
    return f"/account/{path}"


def answer(client: Client, link: str, **changes: str):
    """Opens the invitation and answers it as the invited person does."""
    secret = SECRET.search(client.get(link).content.decode())[1]
    answers = {"password": PASSWORD, "password_again": PASSWORD, "code": code_of(secret)} | changes
    return client.post(link, answers)


def test_an_invited_person_sets_a_password_and_a_second_factor_in_one_go(client):
    link = run("invite", "anna", "--role", "intake_worker")
    response = answer(client, link)
    assert (response.status_code, response["Location"]) == (303, "/account/invitation/codes/")
    anna = User.objects.get(username="anna")
    assert anna.check_password(PASSWORD)
    assert role_of(anna) == Role.INTAKE_WORKER
    sign_in(Client(), anna)


def test_the_key_is_shown_as_text_and_as_a_picture_without_styles_or_image_data(client):
    page = client.get(run("invite", "anna", "--role", "editor")).content.decode()
    assert SECRET.search(page)
    assert "<svg" in page
    assert "style=" not in page
    assert "data:" not in page
    assert "<?xml" not in page


def test_reloading_the_page_keeps_the_key(client):
    link = run("invite", "anna", "--role", "editor")
    keys = {SECRET.search(client.get(link).content.decode())[1] for _ in range(2)}
    assert len(keys) == 1
    assert keys != {SECRET.search(Client().get(link).content.decode())[1]}


def test_recovery_codes_are_shown_once(client):
    answer(client, run("invite", "anna", "--role", "editor"))
    first = client.get("/account/invitation/codes/").content.decode()
    assert len(re.findall(r"data-recovery-code>\d{8}<", first)) == 10
    assert "data-recovery-code" not in client.get("/account/invitation/codes/").content.decode()
    assert "data-recovery-code" not in Client().get("/account/invitation/codes/").content.decode()


def test_an_invitation_used_twice_is_refused(client):
    link = run("invite", "anna", "--role", "editor")
    other = Client()
    secret = SECRET.search(other.get(link).content.decode())[1]
    answer(client, link)
    assert client.get(link).status_code == 410
    again = {"password": "another password altogether", "password_again": "another password altogether"}
    assert other.post(link, again | {"code": code_of(secret)}).status_code == 410
    assert User.objects.get(username="anna").check_password(PASSWORD)
    assert Authenticator.objects.filter(user__username="anna", type="totp").count() == 1


def test_an_invitation_is_good_for_72_hours(client, settings):
    link = run("invite", "anna", "--role", "editor")
    assert settings.PASSWORD_RESET_TIMEOUT == 72 * 60 * 60
    assert client.get(link).status_code == 200
    settings.PASSWORD_RESET_TIMEOUT = -1  # as if the time were over
    assert client.get(link).status_code == 410
    assert client.post(link, {}).status_code == 410


def test_a_newer_invitation_ends_the_older_one(client):
    older = run("invite", "anna", "--role", "editor")
    newer = run("invite", "anna", "--role", "editor")
    assert client.get(older).status_code == 410
    assert client.get(newer).status_code == 200


def test_the_invitation_of_a_closed_account_is_dead(client):
    link = run("invite", "anna", "--role", "editor")
    User.objects.filter(username="anna").update(is_active=False)
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    "link",
    [
        "/account/invitation/MQ/set-password/",
        "/account/invitation/%FF/x-y/",
        "/account/invitation/OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5/x-y/",
        "/account/invitation/-/-/",
    ],
)
def test_a_made_up_invitation_is_dead(client, link):
    assert client.get(link).status_code == 410
    assert client.post(link, {}).status_code == 410


def test_the_invitation_of_one_person_does_not_open_the_account_of_another(client):
    _, _, _, _, token, _ = run("invite", "anna", "--role", "editor").split("/")
    _, _, _, other, _, _ = run("invite", "bertta", "--role", "editor").split("/")
    assert client.get(f"/account/invitation/{other}/{token}/").status_code == 410


def test_a_wrong_code_changes_nothing_and_leaves_the_invitation_alive(client):
    link = run("invite", "anna", "--role", "editor")
    assert answer(client, link, code="000000").status_code == 422
    anna = User.objects.get(username="anna")
    assert not anna.has_usable_password()
    assert not Authenticator.objects.filter(user=anna).exists()
    assert answer(client, link).status_code == 303


@pytest.mark.parametrize(
    "changes",
    [
        {"password": "short", "password_again": "short"},
        {"password_again": "different from the first"},
        {"password": "", "password_again": ""},
        {"code": ""},
    ],
)
def test_a_bad_answer_is_explained_and_leaves_the_invitation_alive(client, changes):
    link = run("invite", "anna", "--role", "editor")
    response = answer(client, link, **changes)
    assert response.status_code == 422
    assert b'id="error-summary"' in response.content
    assert PASSWORD.encode() not in response.content
    assert client.get(link).status_code == 200


def test_the_code_that_enrolled_does_not_sign_in(client):
    link = run("invite", "anna", "--role", "editor")
    secret = SECRET.search(client.get(link).content.decode())[1]
    code = code_of(secret)
    client.post(link, {"password": PASSWORD, "password_again": PASSWORD, "code": code})
    client.post("/account/login/", {"login": "anna", "password": PASSWORD})
    assert client.post("/account/second-factor/", {"code": code}).status_code == 200


def test_an_invitation_enrols_once_even_when_both_pages_were_open():
    invitation = invitations.invite("anna", Role.EDITOR)
    secrets = ["JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"]
    enrol(invitation, PASSWORD, secrets[0], code_of(secrets[0]))
    with pytest.raises(InvitationDead):
        enrol(invitation, "another password altogether", secrets[1], code_of(secrets[1]))


def test_answering_an_invitation_signs_out_whoever_used_this_browser_before():
    client = signed_in(Role.ADMINISTRATOR)
    answer(client, run("invite", "anna", "--role", "editor"))
    assert client.get("/account/")["Location"].startswith("/account/login/")


def test_inviting_somebody_who_can_sign_in_already_is_refused():
    member(Role.EDITOR, "anna")
    with pytest.raises(CommandError, match="reset_second_factor anna"):
        run("invite", "anna", "--role", "editor")
    with pytest.raises(CommandError, match="reset_second_factor"):
        run("invite", "ANNA", "--role", "editor")


def test_an_invitation_needs_a_name_that_can_be_one():
    with pytest.raises(CommandError, match="anna/../"):
        run("invite", "anna/../", "--role", "editor")


def test_no_link_is_made_when_the_site_does_not_know_its_address(settings):
    settings.PUBLIC_URL = ""
    with pytest.raises(CommandError, match="PUBLIC_URL"):
        call_command("invite", "anna", "--role", "editor")
    assert not User.objects.exists()


def test_the_first_administrator_is_invited_and_no_second_first_one(client):
    answer(client, run("first_administrator", "anna"))
    assert role_of(User.objects.get(username="anna")) == Role.ADMINISTRATOR
    with pytest.raises(CommandError, match="administrator"):
        run("first_administrator", "bertta")


def test_a_first_administrator_who_never_answered_is_replaced(client):
    older = run("first_administrator", "ana")
    newer = run("first_administrator", "anna")
    assert client.get(older).status_code == 410
    assert client.get(newer).status_code == 200


def test_a_first_administrator_takes_over_nobodys_account():
    make_account("eeva", Role.EDITOR, PASSWORD)
    with pytest.raises(CommandError, match="eeva"):
        run("first_administrator", "eeva")


def test_resetting_a_second_factor_ends_password_factor_and_session(client):
    anna = member(Role.EDITOR, "anna")
    sign_in(client, anna)
    link = run("reset_second_factor", "anna")
    assert client.get("/editor/")["Location"].startswith("/account/login/")
    anna.refresh_from_db()
    assert not anna.has_usable_password()
    assert not Authenticator.objects.filter(user=anna).exists()
    assert answer(Client(), link).status_code == 303
    assert role_of(anna) == Role.EDITOR


def test_resetting_the_second_factor_of_nobody_is_refused():
    with pytest.raises(CommandError, match="nobody"):
        run("reset_second_factor", "nobody")


def test_the_database_alone_does_not_give_the_secret_of_an_app_or_of_recovery_codes(client):
    link = run("invite", "anna", "--role", "editor")
    secret = SECRET.search(client.get(link).content.decode())[1]
    answer(client, link)
    kept = repr(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    for code in Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes():
        assert code not in kept


def test_a_new_secret_key_still_reads_what_the_former_one_kept(client, settings):
    anna = member(Role.EDITOR, "anna")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-for-the-tests-0123456789-0123456789"
    sign_in(client, anna)


def test_the_invitation_page_is_never_stored(client):
    assert "no-store" in client.get(run("invite", "anna", "--role", "editor"))["Cache-Control"]

"""The demonstration: complete, repeatable, and never in a database of real people."""

import json
from pathlib import Path

import pyrage
import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import DemonstrationMark, User
from accounts.roles import Role, make_account, role_of
from referrals import sealing
from referrals.intake.checks import MARKED_KEY
from referrals.intake.demonstration.people import MARK
from referrals.intake.demonstration.stories import STORIES
from referrals.intake.models import Case, Parcel, RecoveryKey, WorkerKey, Wrap
from referrals.models import Epoch, Lane, OutboxItem, ReplyBox, StoredReply, UsedNonce
from tests.workers import everything_in

pytestmark = pytest.mark.django_db

TABLES = (User, DemonstrationMark, WorkerKey, RecoveryKey, Epoch, Wrap, Case, Parcel, OutboxItem, UsedNonce, ReplyBox)


@pytest.fixture
def data_folder(settings, tmp_path) -> Path:
    settings.DEMO = True
    settings.DATA_DIR = tmp_path
    settings.PUBLIC_URL = "http://localhost:8000"
    return tmp_path


@pytest.fixture
def accounts(data_folder, capsys) -> dict:
    call_command("set_up_demo")
    printed = capsys.readouterr().out
    assert printed == (data_folder / "demo-accounts.json").read_text()
    return json.loads(printed)


def test_it_prints_and_writes_what_the_contract_says(accounts, data_folder):
    assert list(accounts) == [
        "site",
        "administrator",
        "editor",
        "publisher",
        "intake",
        "lead",
        "auditor",
        "recovery_identity",
    ]
    assert accounts["site"].startswith("http://localhost:8000")
    for name in ("administrator", "editor", "publisher", "auditor"):
        assert list(accounts[name]) == ["url", "username", "password"]
    for worker in (*accounts["intake"], accounts["lead"]):
        assert list(worker) == ["url", "username", "password", "passphrase"]
        assert worker["url"] == "http://localhost:8000/intake/"
        assert len(worker["passphrase"].split(" ")) == 7
    assert len(accounts["intake"]) == 2
    assert (data_folder / "demo-accounts.json").stat().st_mode & 0o777 == 0o600


def test_everyone_has_their_role_and_signs_in_without_a_second_factor(accounts):
    expected = {
        "administrator": Role.ADMINISTRATOR,
        "editor": Role.EDITOR,
        "publisher": Role.PUBLISHER,
        "lead": Role.INTAKE_LEAD,
        "auditor": Role.AUDITOR,
    }
    people = [(accounts[name], role) for name, role in expected.items()]
    people += [(account, Role.INTAKE_WORKER) for account in accounts["intake"]]
    for account, role in people:
        assert role_of(User.objects.get(username=account["username"])) == role
        client = Client()
        client.post("/account/login/", {"login": account["username"], "password": account["password"]})
        assert client.get(account["url"].removeprefix("http://localhost:8000")).status_code == 200, account["url"]


def test_a_passphrase_opens_the_key_that_opens_everything(accounts):
    epoch_identities = set()
    for account in (*accounts["intake"], accounts["lead"]):
        key = WorkerKey.objects.get(worker__username=account["username"])
        text = pyrage.passphrase.decrypt(bytes(key.identity_file), account["passphrase"]).decode()
        assert MARK in text
        identity = text.splitlines()[-1]
        wrap = Wrap.objects.get(recipient=key.recipient)
        epoch_identities.add(sealing.unseal(bytes(wrap.ciphertext), identity).decode().strip())
    (wrap,) = Wrap.objects.filter(recipient=RecoveryKey.objects.get().recipient)
    epoch_identities.add(sealing.unseal(bytes(wrap.ciphertext), accounts["recovery_identity"]).decode().strip())
    (identity,) = epoch_identities
    opened = [
        sealing.document_in(bytes(parcel.parcel), identity, case=str(parcel.case_id), seq=parcel.seq, kind=parcel.kind)
        for parcel in Parcel.objects.all()
    ]
    messages = {document["body"]["message"] for document in opened if document["kind"] == "referral"}
    assert messages == {story.answers["message"] for story in STORIES}


def test_the_queue_holds_referrals_in_three_languages_a_reply_and_a_held_one(accounts):
    assert Case.objects.count() == len(STORIES)
    assert Case.objects.filter(lane=Lane.HELD).count() == 1
    assert Parcel.objects.filter(kind="reply").count() == StoredReply.objects.count() == 1
    assert not OutboxItem.objects.exists()


def test_no_word_of_a_story_is_readable_in_the_database(accounts):
    stored = str(everything_in(Case, Parcel, OutboxItem, UsedNonce, ReplyBox, StoredReply))
    for story in STORIES:
        assert not any(word in stored for word in story.answers["message"].split() if len(word) > 6)


def test_a_second_run_keeps_everything(accounts, data_folder, settings, capsys):
    before = everything_in(*TABLES)
    settings.PUBLIC_URL = "http://localhost:8001"
    call_command("set_up_demo")
    again = json.loads(capsys.readouterr().out)
    assert everything_in(*TABLES) == before
    assert again["site"].startswith("http://localhost:8001")
    assert json.dumps(again).replace(":8001", ":8000") == json.dumps(accounts)


def test_a_run_that_was_cut_short_is_finished_by_the_next(accounts, capsys):
    UsedNonce.objects.filter(nonce="demonstration-young").delete()
    Case.objects.filter(lane=Lane.NORMAL).first().delete()
    count = Case.objects.count()
    call_command("set_up_demo")
    assert Case.objects.count() == count + 1


def test_lost_passwords_are_said_to_be_lost(accounts, data_folder):
    before = everything_in(*TABLES)
    (data_folder / "demo-accounts.json").unlink()
    with pytest.raises(CommandError, match="delete the data folder"):
        call_command("set_up_demo")
    assert everything_in(*TABLES) == before


def test_without_demo_nothing_is_made(data_folder, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("set_up_demo")
    assert not User.objects.exists()
    assert list(data_folder.iterdir()) == []


def test_a_database_of_real_people_is_left_alone(data_folder):
    make_account("aino", Role.INTAKE_WORKER, "not used here")
    before = everything_in(*TABLES)
    with pytest.raises(CommandError, match="real accounts"):
        call_command("set_up_demo")
    assert everything_in(*TABLES) == before


def test_demonstration_keys_never_serve_in_earnest(accounts, settings):
    assert MARKED_KEY not in {message.id for message in run_checks(databases=["default"])}
    settings.DEMO = False
    assert MARKED_KEY in {message.id for message in run_checks(databases=["default"])}
    for model in (WorkerKey, RecoveryKey):
        model.objects.update(demonstration=False)
    assert MARKED_KEY in {message.id for message in run_checks(databases=["default"])}
    Epoch.objects.update(demonstration=False)
    assert MARKED_KEY not in {message.id for message in run_checks(databases=["default"])}

"""Epochs: a new one is opened for exactly those who must be able to open it."""

import pytest

from accounts.roles import Role, make_account
from referrals import sealing
from referrals.intake import epochs
from referrals.intake.demonstration.age_files import recipient_file
from referrals.intake.models import RecoveryKey, Wrap
from referrals.intake.refusal import Refused
from referrals.models import Epoch
from tests.workers import (
    a_recovery_key,
    a_worker,
    an_opened_epoch,
    everything_in,
    identity_in,
    wraps_for,
)

pytestmark = pytest.mark.django_db


def the_next(**changes) -> dict:
    """Arguments of `open_epoch` that would be accepted."""
    identity, recipient = sealing.new_identity()
    roster = epochs.current_roster()
    fields = {
        "number": epochs.next_number(),
        "recipient": recipient,
        "wraps": wraps_for(identity, roster.recipients),
        "format": sealing.FORMAT,
    }
    return fields | changes


def test_every_worker_and_the_recovery_key_open_the_new_epoch():
    recovery_identity, recovery_recipient = a_recovery_key()
    aino, lead = a_worker("aino"), a_worker("leena", Role.INTAKE_LEAD)
    opened = an_opened_epoch()
    assert Epoch.objects.newest() == opened.epoch
    assert (opened.epoch.number, opened.epoch.recovery_recipient) == (1, recovery_recipient)
    for identity, recipient in (
        (aino.identity, aino.recipient),
        (lead.identity, lead.recipient),
        (recovery_identity, recovery_recipient),
    ):
        assert identity_in(Wrap.objects.get(recipient=recipient), identity) == opened.identity
    assert Wrap.objects.count() == 3


def test_epochs_are_numbered_in_a_row():
    a_recovery_key()
    a_worker()
    assert [an_opened_epoch().epoch.number for _ in range(3)] == [1, 2, 3]
    for number in (3, 5):
        assert_refused("number", the_next(number=number))


def test_nobody_is_left_out_and_nobody_is_added():
    a_recovery_key()
    a_worker()
    whole = the_next()
    _, stranger = sealing.new_identity()
    for recipient in whole["wraps"]:
        assert_refused("roster", whole | {"wraps": {k: v for k, v in whole["wraps"].items() if k != recipient}})
    extra = whole["wraps"] | {stranger: recipient_file(b"secret", stranger)}
    assert_refused("roster", whole | {"wraps": extra})


def test_a_worker_who_left_or_changed_role_gets_no_wrap():
    a_recovery_key()
    stays, leaves, moves = a_worker("stays"), a_worker("leaves"), a_worker("moves")
    leaves.user.is_active = False
    leaves.user.save()
    make_account(moves.user.username, Role.AUDITOR, "not used here")
    assert epochs.current_roster().workers == {stays.recipient}


def test_the_newest_recovery_key_is_the_one_in_use():
    a_recovery_key()
    a_worker()
    _, newest = a_recovery_key()
    assert an_opened_epoch().epoch.recovery_recipient == newest


@pytest.mark.parametrize("missing", ["recovery key", "workers"])
def test_without_recovery_key_or_workers_no_epoch_is_opened(missing):
    a_recovery_key()
    a_worker()
    attempt = the_next()
    if missing == "workers":
        make_account("aino", Role.AUDITOR, "not used here")
    else:
        RecoveryKey.objects.all().delete()
    assert epochs.current_roster() is None
    assert_refused("recovery", attempt)


def test_the_recipient_is_a_fresh_key():
    _, recovery = a_recovery_key()
    worker = a_worker()
    opened = an_opened_epoch()
    for bad in ("", "age1", "AGE-SECRET-KEY-1" + "Q" * 58, worker.recipient + "q"):
        assert_refused("recipient", the_next(recipient=bad))
    for used in (worker.recipient, recovery):
        assert_refused("roster", the_next(recipient=used))
    assert_refused("number", the_next(recipient=opened.epoch.recipient))


def test_a_wrap_has_one_stanza_and_no_room_for_more():
    a_recovery_key()
    worker = a_worker()
    for bad in (
        b"",
        b"AGE-SECRET-KEY-1",
        sealing.seal(b"secret", worker.recipient),
        recipient_file(b" " * 4096, worker.recipient),
    ):
        attempt = the_next()
        assert_refused("wrap", attempt | {"wraps": attempt["wraps"] | {worker.recipient: bad}})


def test_an_unknown_format_is_refused():
    a_recovery_key()
    a_worker()
    assert_refused("format", the_next(format=2))


def assert_refused(reason: str, attempt: dict) -> None:
    before = everything_in(Epoch, Wrap)
    with pytest.raises(Refused) as refusal:
        epochs.open_epoch(**attempt)
    assert refusal.value.reason == reason
    assert everything_in(Epoch, Wrap) == before

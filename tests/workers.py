"""The intake of the tests: workers with keys, an epoch they can open, referrals that have arrived."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from accounts.models import User
from accounts.roles import Role, make_account
from referrals import receipts, sealing
from referrals.forwarding import forward_due
from referrals.intake import epochs
from referrals.intake.demonstration.age_files import recipient_file
from referrals.intake.models import RecoveryKey, WorkerKey, Wrap
from referrals.models import Epoch, Kind, Lane
from referrals.receipts import Receipt
from referrals.receive import receive
from tests.builders import a_token, valid_answers


@dataclass
class Worker:
    user: User
    identity: str
    recipient: str


def a_worker(name: str = "aino", role: Role = Role.INTAKE_WORKER, identity_file: bytes = b"sealed") -> Worker:
    """Somebody who works in the intake and has a key."""
    identity, recipient = sealing.new_identity()
    user = make_account(name, role, "not used here")
    WorkerKey.objects.create(worker=user, recipient=recipient, identity_file=identity_file)
    return Worker(user, identity, recipient)


def a_recovery_key() -> tuple[str, str]:
    """(identity, recipient) of the recovery key in use."""
    identity, recipient = sealing.new_identity()
    RecoveryKey.objects.create(recipient=recipient, added_on=date(2026, 11, 1))
    return identity, recipient


@dataclass
class Opened:
    epoch: Epoch
    identity: str


def wraps_for(identity: str, recipients) -> dict[str, bytes]:
    """What a worker's browser makes of an epoch's secret."""
    return {recipient: recipient_file(f"{identity}\n".encode(), recipient) for recipient in recipients}


def an_opened_epoch() -> Opened:
    """The next epoch, opened for everyone on the roster."""
    identity, recipient = sealing.new_identity()
    wraps = wraps_for(identity, epochs.current_roster().recipients)
    epoch = epochs.open_epoch(epochs.next_number(), recipient, wraps, format=sealing.FORMAT)
    return Opened(epoch, identity)


def identity_in(wrap: Wrap, holder_identity: str) -> str:
    return sealing.unseal(bytes(wrap.ciphertext), holder_identity).decode().strip()


@dataclass
class Arrived:
    case: uuid.UUID
    code: str
    receipt: Receipt


def an_arrival(lane: Lane = Lane.NORMAL, language: str = "fi", **answers: str) -> Arrived:
    """A referral that a visitor sent and that has reached the intake."""
    token, code = a_token()
    receive(token, code, valid_answers(**answers), language=language, lane=lane)
    forward_due()
    return Arrived(token.case, code, receipts.derive(code))


def a_reply(arrived: Arrived, epoch: Epoch, seq: int = 2, text: str = "Call us when you can.", **changes) -> dict:
    """The arguments of `answering.answer` for a reply as a worker's browser seals it."""
    document = {
        "v": sealing.FORMAT,
        "kind": Kind.REPLY,
        "case": str(arrived.case),
        "seq": seq,
        "at": "2026-11-24T10:15+02:00",
        "body": {"text": text},
    }
    payload = sealing.payload(document)
    made = {
        "seq": seq,
        "for_visitor": recipient_file(payload, arrived.receipt.recipient),
        "copy": recipient_file(payload, epoch.recipient),
        "epoch": epoch.number,
        "format": sealing.FORMAT,
    }
    return made | changes


def everything_in(*models: type[Model]) -> list[list[dict]]:
    """All rows of these tables, to compare before and after what must change nothing."""
    return [list(model.objects.order_by("pk").values()) for model in models]

"""The one door by which a referral comes in.

Everything a sending leaves behind is written in one durable transaction; only then is the visitor thanked. The
plain answers exist only as locals of `receive`: no model, log, cache or exception ever holds them.
"""

import fcntl
import hashlib
import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from referrals import receipts, sealing
from referrals.forms import URGENT_NEEDS
from referrals.models import Destination, Epoch, Kind, Lane, OutboxItem, ReplyBox, SealedBy, UsedNonce
from referrals.tokens import Token

FIRST_WORDS = 120  # characters of the message in the summary
FIRST_SEQ = 1


class FormClosed(Exception):
    """There is no epoch with a recovery wrap, or no place to write to: nothing could be sealed or kept safely."""


class Outcome(Enum):
    RECEIVED = "received"
    REPEATED = "repeated"  # the same sending once more; nothing new was stored
    CONFLICT = "conflict"  # the same form with another reply number; nothing was stored


def form_is_open() -> bool:
    return Epoch.objects.newest() is not None


def receive(
    token: Token,
    code: str,
    answers: Mapping[str, str],
    *,
    language: str,
    lane: Lane = Lane.NORMAL,
    now: datetime | None = None,
) -> Outcome:
    """Seals `answers` (field name -> text) on the server and stores them for forwarding.

    `code` is the 24-digit reply number that belongs to `token`. With `no_code` among the answers no reply can be
    read with it. Raises `FormClosed`, and `sealing.TooLarge` when the answers do not fit the largest parcel.
    """
    epoch = Epoch.objects.newest()
    if epoch is None:
        raise FormClosed
    now = timezone.localtime(now)
    receipt = receipts.derive(code)
    wants_replies = not answers.get("no_code")
    document = {
        "v": sealing.FORMAT,
        "kind": Kind.REFERRAL,
        "case": str(token.case),
        "seq": FIRST_SEQ,
        "at": now.isoformat(timespec="minutes"),
        "reply_to": receipt.recipient if wants_replies else None,
        "proof": receipt.proof.hex(),
        "form": token.form,
        "language": language,
        "body": dict(answers),
    }
    parcel = sealing.seal(sealing.payload(document), epoch.recipient)
    summary = sealing.seal(sealing.payload(summary_of(document), sealing.SUMMARY_BUCKETS), epoch.recipient)
    item = OutboxItem(
        destination=Destination.INTAKE,
        case=token.case,
        kind=Kind.REFERRAL,
        seq=FIRST_SEQ,
        arrived_on=now.date(),
        format=sealing.FORMAT,
        epoch=epoch.number,
        sealed_by=SealedBy.SERVER,
        lane=lane,
        parcel=parcel,
        summary=summary,
    )
    return _store(token, receipts.peppered(receipt.lookup), item, wants_replies=wants_replies)


def already_received(token: Token, code: str) -> bool:
    """Was this form sent before with this number? Then it is answered as it was then, however late."""
    lookup = receipts.peppered(receipts.derive(code).lookup)
    return UsedNonce.objects.filter(nonce=token.nonce, lookup=lookup).exists()


def summary_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What the queue's list shows of a referral, small enough for its own parcel."""
    body = document["body"]
    chosen = body.get("urgent_needs", "").split(",")
    return {
        "v": sealing.FORMAT,
        "kind": "summary",
        "case": document["case"],
        "seq": document["seq"],
        "at": document["at"],
        "language": document["language"],
        "form": document["form"],
        "urgency": [need for need, _label in URGENT_NEEDS if need in chosen],
        "under_18": body.get("under_18", ""),
        "answer": body.get("contact_method") or ("none" if body.get("no_code") else "code"),
        "words": _first_words(body.get("message", "")),
    }


def _first_words(message: str) -> str:
    """The beginning of a message, cut so that it fits whatever its script costs in bytes once escaped."""
    words = " ".join(message[: FIRST_WORDS * 4].split())[:FIRST_WORDS]
    return "".join(character for character in words if character.isprintable())


def _store(token: Token, lookup: str, item: OutboxItem, *, wants_replies: bool) -> Outcome:
    with _one_at_a_time():
        try:
            with transaction.atomic(durable=True):
                UsedNonce.objects.create(nonce=token.nonce, lookup=lookup, expires_on=token.forget_on)
                if wants_replies:
                    ReplyBox.objects.create(case=token.case, lookup=lookup)
                item.save(force_insert=True)
        except IntegrityError:
            return _what_happened_before(token.nonce, lookup)
    return Outcome.RECEIVED


def _what_happened_before(nonce: str, lookup: str) -> Outcome:
    used = UsedNonce.objects.filter(nonce=nonce).first()
    if used is None:
        # The nonce was forgotten, or the number came with another form: known number, same answer.
        known = UsedNonce.objects.filter(lookup=lookup).exists() or ReplyBox.objects.filter(lookup=lookup).exists()
        return Outcome.REPEATED if known else Outcome.CONFLICT
    return Outcome.REPEATED if hmac.compare_digest(used.lookup, lookup) else Outcome.CONFLICT


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """One writer at a time, across processes: SQLite's own waiting lets some writers starve for seconds."""
    if connection.vendor != "sqlite":
        yield
        return
    name = hashlib.sha256(str(connection.settings_dict["NAME"]).encode()).hexdigest()[:16]
    with _opened(settings.DATA_DIR / f"receive-{name}.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _opened(path: Path) -> IO[str]:
    try:
        return path.open("w")
    except OSError as error:
        raise FormClosed from error

"""Moves sealed parcels from the outbox to where they are going, and loses none.

A row is claimed by a conditional UPDATE whose lease runs out by itself, delivered under an id that the receiver
recognizes if it comes twice, and deleted only after the receiver's own commit. Twice is preferred to never: a
failing row is tried for ever, more and more seldom, and after `EXHAUSTED_AFTER` attempts says so loudly.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from django.db.models import F
from django.utils import timezone

from referrals import replies
from referrals.intake import arrivals
from referrals.models import Destination, OutboxItem

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=15)
EXHAUSTED_AFTER = 10


@dataclass(frozen=True)
class Envelope:
    """One sealed parcel with its outside, as it travels."""

    id: uuid.UUID
    destination: str
    case: uuid.UUID
    kind: str
    seq: int
    arrived_on: date
    format: int
    epoch: int
    sealed_by: str
    lane: str
    parcel: bytes = field(repr=False)
    summary: bytes = field(repr=False)


class Transport(Protocol):
    def deliver(self, envelope: Envelope) -> None:
        """Returns once the receiver has committed; raises anything otherwise. May be called twice for one id."""


class LocalTransport:
    """Sender and receiver share one database."""

    receivers: dict[str, Callable[[Envelope], None]] = {
        Destination.INTAKE: arrivals.accept,
        Destination.PUBLIC: replies.accept,
    }

    def deliver(self, envelope: Envelope) -> None:
        self.receivers[envelope.destination](envelope)


def forward_due(transport: Transport | None = None, now: datetime | None = None) -> int:
    """Delivers every outbox row that is due. Returns how many were delivered; one that fails stops no other."""
    transport = transport or LocalTransport()
    now = now or timezone.now()
    waiting = OutboxItem.objects.due(now).order_by("attempts").values_list("pk", "next_attempt_at")
    return sum(forward(pk, seen, transport, now) for pk, seen in list(waiting))


def forward(pk: uuid.UUID, seen: datetime | None, transport: Transport, now: datetime) -> bool:
    """Claims and delivers one row. `seen` is the `next_attempt_at` it had when it was found due."""
    if not claim(pk, seen, now):
        return False
    item = OutboxItem.objects.filter(pk=pk).first()
    if item is None:
        return False
    try:
        transport.deliver(envelope_of(item))
    except Exception as error:  # noqa: BLE001 - whatever the receiver does, the row stays and is tried again
        _note_failure(item, type(error).__name__, now)
        return False
    item.delete()
    return True


def claim(pk: uuid.UUID, seen: datetime | None, now: datetime) -> bool:
    """Takes the row for the length of a lease. False when another process took it first."""
    unchanged = OutboxItem.objects.filter(pk=pk, next_attempt_at=seen)
    return unchanged.update(next_attempt_at=now + LEASE, attempts=F("attempts") + 1) == 1


def envelope_of(item: OutboxItem) -> Envelope:
    return Envelope(
        id=item.pk,
        destination=item.destination,
        case=item.case,
        kind=item.kind,
        seq=item.seq,
        arrived_on=item.arrived_on,
        format=item.format,
        epoch=item.epoch,
        sealed_by=item.sealed_by,
        lane=item.lane,
        parcel=bytes(item.parcel),
        summary=bytes(item.summary),
    )


def _note_failure(item: OutboxItem, failure: str, now: datetime) -> None:
    """Records the kind of a failure, never its text: texts can quote what they failed on."""
    pause = min(FIRST_PAUSE * 2 ** min(item.attempts - 1, 16), LONGEST_PAUSE)
    OutboxItem.objects.filter(pk=item.pk).update(next_attempt_at=now + pause, failure=failure[:40])
    level = logging.ERROR if item.attempts >= EXHAUSTED_AFTER else logging.WARNING
    logger.log(level, "forwarding failed, attempt %d: %s", item.attempts, failure)

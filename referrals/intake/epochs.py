"""Opening a new epoch: from then on referrals are sealed to its key, which exists only as wraps."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from referrals import sealing
from referrals.intake.models import RecoveryKey, WorkerKey, Wrap
from referrals.intake.refusal import Refused
from referrals.models import Epoch

LARGEST_WRAP = 512  # bytes; one identity line and the overhead of an age file are 275


@dataclass(frozen=True)
class Roster:
    """Everyone who must be able to open what is sealed to the next epoch."""

    workers: frozenset[str]
    recovery: str

    @property
    def recipients(self) -> frozenset[str]:
        return self.workers | {self.recovery}


def next_number() -> int:
    newest = Epoch.objects.order_by("-number").first()
    return newest.number + 1 if newest else 1


def current_roster() -> Roster | None:
    """None while there is no recovery key, or nobody who works in the intake: no epoch can be opened then."""
    recovery = RecoveryKey.objects.newest()
    workers = frozenset(WorkerKey.objects.current().values_list("recipient", flat=True))
    return Roster(workers, recovery.recipient) if recovery and workers else None


def open_epoch(
    number: int, recipient: str, wraps: Mapping[str, bytes], *, format: int, demonstration: bool = False
) -> Epoch:
    """Makes `recipient` the key of epoch `number`, which must be the next one.

    `wraps` holds, for exactly today's workers and the recovery key, recipient -> the epoch's secret sealed to it
    alone. What a wrap holds cannot be seen here; the worker's browser that made it vouches for it. Raises `Refused`
    for `format`, `recipient`, `wrap`, `recovery` (none is set up), `roster` or `number`.
    """
    if format != sealing.FORMAT:
        raise Refused("format")
    if not sealing.is_recipient(recipient):
        raise Refused("recipient")
    if not all(_may_be_a_wrap(wrap) for wrap in wraps.values()):
        raise Refused("wrap")
    try:
        with transaction.atomic():
            roster = current_roster()
            if roster is None:
                raise Refused("recovery")
            if wraps.keys() != roster.recipients or recipient in roster.recipients:
                raise Refused("roster")
            if number != next_number() or Epoch.objects.filter(recipient=recipient).exists():
                raise Refused("number")
            Wrap.objects.bulk_create(
                Wrap(epoch=number, recipient=holder, format=format, ciphertext=wrap) for holder, wrap in wraps.items()
            )
            return Epoch.objects.create(
                number=number,
                recipient=recipient,
                recovery_recipient=roster.recovery,
                opened_on=timezone.localdate(),
                demonstration=demonstration,
            )
    except IntegrityError:
        raise Refused("number") from None  # another worker opened this epoch a moment earlier


def _may_be_a_wrap(ciphertext: bytes) -> bool:
    return len(ciphertext) <= LARGEST_WRAP and sealing.is_for_one_x25519_recipient(ciphertext)

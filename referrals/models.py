"""What the public side keeps: sealed bytes on their way, and what makes sending repeatable.

No column holds a word of a visitor or a time finer than a day. Ids come from `secrets`, never from a counter.
"""

import secrets
import uuid
from datetime import datetime

from django.db import models


def random_id() -> uuid.UUID:
    """A random version 4 UUID made from `secrets`."""
    return uuid.UUID(bytes=secrets.token_bytes(16), version=4)


class Kind(models.TextChoices):
    REFERRAL = "referral"
    FOLLOW_UP = "follow_up"
    WITHDRAWAL = "withdrawal"
    REPLY = "reply"
    NOTE = "note"


class SealedBy(models.TextChoices):
    BROWSER = "browser"
    SERVER = "server"


class Lane(models.TextChoices):
    """Where an arrival waits. What looks wrong is held apart and still read."""

    NORMAL = "normal"
    HELD = "held"


class Destination(models.TextChoices):
    INTAKE = "intake"
    PUBLIC = "public"


class EpochQuerySet(models.QuerySet["Epoch"]):
    def newest(self) -> "Epoch | None":
        """The epoch that referrals are sealed to, or None when there is none with a recovery wrap."""
        newest = self.order_by("-number").first()
        return newest if newest is not None and newest.recovery_recipient else None


class Epoch(models.Model):
    """The public half of one epoch key of the intake queue. Its secret exists only as wraps."""

    number = models.PositiveIntegerField(unique=True)
    recipient = models.CharField(max_length=80)
    recovery_recipient = models.CharField(max_length=80, blank=True)
    opened_on = models.DateField()
    demonstration = models.BooleanField(default=False)

    objects = EpochQuerySet.as_manager()

    def __str__(self) -> str:
        return f"epoch {self.number}"


class UsedNonce(models.Model):
    """A form that was sent. `lookup` is HMAC-SHA256(RECEIPT_PEPPER, look-up), 64 hexadecimal digits."""

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    nonce = models.CharField(max_length=64, unique=True)
    lookup = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()


class ReplyBox(models.Model):
    """Where replies to one case wait for whoever holds its reply number."""

    case = models.UUIDField(primary_key=True)
    lookup = models.CharField(max_length=64, unique=True)


class StoredReply(models.Model):
    """A reply sealed to the case key: only the reply number opens it."""

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    box = models.ForeignKey(ReplyBox, on_delete=models.CASCADE, related_name="replies")
    seq = models.PositiveIntegerField()
    arrived_on = models.DateField()
    format = models.PositiveSmallIntegerField()
    parcel = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "seq"], name="one_stored_reply_per_seq")]


class OutboxQuerySet(models.QuerySet["OutboxItem"]):
    def due(self, now: datetime) -> "OutboxQuerySet":
        """Rows nobody holds: never tried, or whose lease or pause is over."""
        return self.filter(models.Q(next_attempt_at=None) | models.Q(next_attempt_at__lte=now))


class OutboxItem(models.Model):
    """A sealed parcel that has not been delivered. The row is deleted on delivery.

    `next_attempt_at` starts empty and is at once the lease of the one who claimed the row and the back-off
    after a failure, so no arrival time is ever written.
    """

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    destination = models.CharField(max_length=10, choices=Destination.choices)
    case = models.UUIDField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    seq = models.PositiveIntegerField()
    arrived_on = models.DateField()
    format = models.PositiveSmallIntegerField()
    epoch = models.PositiveIntegerField()
    sealed_by = models.CharField(max_length=10, choices=SealedBy.choices)
    lane = models.CharField(max_length=10, choices=Lane.choices, default=Lane.NORMAL)
    parcel = models.BinaryField()
    summary = models.BinaryField(default=bytes)
    next_attempt_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["destination", "case", "seq"], name="one_outbox_item_per_seq")]

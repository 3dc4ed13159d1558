"""What the intake keeps: cases as sealed parcels, the workers' sealed keys, and the wraps of each epoch key.

Outside the sealed bytes stand only ids, kind, seq, day, format, epoch, who sealed, lane, state, assignee.
"""

import uuid

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import models

from referrals.models import Kind, Lane, SealedBy, random_id


class State(models.TextChoices):
    NEW = "new"
    OPENED = "opened"  # the server handed the referral over to a worker
    ANSWERED = "answered"


class CaseQuerySet(models.QuerySet["Case"]):
    def after(self, case: uuid.UUID | None) -> "CaseQuerySet":
        """Cases in the order of their random ids, those behind `case`: pages that no arrival shifts."""
        ordered = self.order_by("pk")
        return ordered if case is None else ordered.filter(pk__gt=case)


class Case(models.Model):
    """One referral and everything that followed it. The id comes from the form's token."""

    id = models.UUIDField(primary_key=True)
    arrived_on = models.DateField()
    lane = models.CharField(max_length=10, choices=Lane.choices, default=Lane.NORMAL)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)

    objects = CaseQuerySet.as_manager()

    class Meta:
        permissions = [
            ("work_in_intake", "Can read and answer referrals"),
            ("lead_intake", "Can lead the intake"),
            ("audit_intake", "Can audit the intake"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def next_seq(self) -> int:
        """The number that the next parcel of this case takes."""
        return (self.parcels.aggregate(last=models.Max("seq"))["last"] or 0) + 1


class Parcel(models.Model):
    """One sealed message of a case: from the visitor, or a worker's own sealed copy of a reply."""

    id = models.UUIDField(primary_key=True, default=random_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parcels")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    seq = models.PositiveIntegerField()
    arrived_on = models.DateField()
    format = models.PositiveSmallIntegerField()
    epoch = models.PositiveIntegerField()
    sealed_by = models.CharField(max_length=10, choices=SealedBy.choices)
    parcel = models.BinaryField()
    summary = models.BinaryField(default=bytes)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="one_parcel_per_seq")]

    def __str__(self) -> str:
        return f"{self.kind} {self.seq} of {self.case_id}"


class WorkerKeyQuerySet(models.QuerySet["WorkerKey"]):
    def current(self) -> "WorkerKeyQuerySet":
        """The keys of those who may open referrals today: who left or changed role gets no further wrap."""
        permission = Permission.objects.filter(content_type__app_label="intake", codename="work_in_intake")
        return self.filter(worker__groups__permissions__in=permission, worker__is_active=True).distinct()


class WorkerKey(models.Model):
    """A worker's public key, and their secret one under a passphrase the server never sees."""

    worker = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="intake_key")
    recipient = models.CharField(max_length=80, unique=True)
    identity_file = models.BinaryField()
    demonstration = models.BooleanField(default=False)

    objects = WorkerKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.recipient


class RecoveryKeyQuerySet(models.QuerySet["RecoveryKey"]):
    def newest(self) -> "RecoveryKey | None":
        return self.order_by("-pk").first()


class RecoveryKey(models.Model):
    """The public half of the recovery key, whose secret is kept offline. The newest row is the one in use."""

    recipient = models.CharField(max_length=80, unique=True)
    added_on = models.DateField()
    demonstration = models.BooleanField(default=False)

    objects = RecoveryKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return self.recipient


class Wrap(models.Model):
    """The secret of one epoch, sealed to one recipient: a worker or the recovery key."""

    epoch = models.PositiveIntegerField()
    recipient = models.CharField(max_length=80)
    format = models.PositiveSmallIntegerField()
    ciphertext = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["epoch", "recipient"], name="one_wrap_per_recipient")]

    def __str__(self) -> str:
        return f"epoch {self.epoch} for {self.recipient}"

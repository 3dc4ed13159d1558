"""What the intake keeps: cases as sealed parcels, the workers' sealed keys, and the wraps of each epoch key.

Outside the sealed bytes stand only ids, kind, seq, day, format, epoch, who sealed, lane, state, assignee.
"""

from django.conf import settings
from django.db import models

from referrals.models import Kind, Lane, SealedBy, random_id


class State(models.TextChoices):
    NEW = "new"
    OPENED = "opened"
    ANSWERED = "answered"


class Case(models.Model):
    """One referral and everything that followed it. The id comes from the form's token."""

    id = models.UUIDField(primary_key=True)
    arrived_on = models.DateField()
    lane = models.CharField(max_length=10, choices=Lane.choices, default=Lane.NORMAL)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        permissions = [
            ("work_in_intake", "Can read and answer referrals"),
            ("lead_intake", "Can lead the intake"),
            ("audit_intake", "Can audit the intake"),
        ]


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


class WorkerKey(models.Model):
    """A worker's public key, and their secret one under a passphrase the server never sees."""

    worker = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="intake_key")
    recipient = models.CharField(max_length=80, unique=True)
    identity_file = models.BinaryField()
    demonstration = models.BooleanField(default=False)


class RecoveryKey(models.Model):
    """The public half of the recovery key, whose secret is kept offline. The newest row is the one in use."""

    recipient = models.CharField(max_length=80, unique=True)
    added_on = models.DateField()
    demonstration = models.BooleanField(default=False)


class Wrap(models.Model):
    """The secret of one epoch, sealed to one recipient: a worker or the recovery key."""

    epoch = models.PositiveIntegerField()
    recipient = models.CharField(max_length=80)
    format = models.PositiveSmallIntegerField()
    ciphertext = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["epoch", "recipient"], name="one_wrap_per_recipient")]

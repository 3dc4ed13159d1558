"""Answering a visitor: the reply goes out sealed to them, and a sealed copy stays with the case."""

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from referrals import sealing
from referrals.intake.models import Case, Parcel, State
from referrals.intake.refusal import Refused
from referrals.models import Destination, Epoch, Kind, OutboxItem, SealedBy


def answer(
    case: uuid.UUID, worker: User, *, seq: int, for_visitor: bytes, copy: bytes, epoch: int, format: int
) -> None:
    """Stores a reply and sends it on its way, in one transaction.

    `for_visitor` is sealed to the case key, `copy` to epoch number `epoch`, which must be the newest; both are age
    files as browsers make them, of one of the parcel sizes, and name `seq` inside. The same reply again changes
    nothing. Raises `Case.DoesNotExist`, and `Refused` for `format`, `parcel`, `epoch` or `seq`.
    """
    newest = Epoch.objects.newest()
    if format != sealing.FORMAT:
        raise Refused("format")
    if not (sealing.is_browser_parcel(for_visitor) and sealing.is_browser_parcel(copy)):
        raise Refused("parcel")
    with transaction.atomic():
        opened = Case.objects.select_for_update().get(pk=case)
        if _was_answered_so(opened, seq, copy):
            return
        if newest is None or epoch != newest.number:
            raise Refused("epoch")
        if seq != opened.next_seq:
            raise Refused("seq")
        outside = {
            "kind": Kind.REPLY,
            "seq": seq,
            "arrived_on": timezone.localdate(),
            "format": format,
            "epoch": epoch,
            "sealed_by": SealedBy.BROWSER,
        }
        Parcel.objects.create(case=opened, parcel=copy, **outside)
        OutboxItem.objects.create(destination=Destination.PUBLIC, case=case, parcel=for_visitor, **outside)
        Case.objects.filter(pk=case).exclude(state=State.ANSWERED).update(state=State.ANSWERED)
        Case.objects.filter(pk=case, assignee=None).update(assignee=worker)


def _was_answered_so(case: Case, seq: int, copy: bytes) -> bool:
    stored = case.parcels.filter(kind=Kind.REPLY, seq=seq).first()
    return stored is not None and bytes(stored.parcel) == copy

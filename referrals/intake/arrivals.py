"""The intake's door: the only way a visitor's parcel becomes part of a case."""

from typing import TYPE_CHECKING

from django.db import transaction

from referrals.intake.models import Case, Parcel

if TYPE_CHECKING:
    from referrals.forwarding import Envelope


class AlreadyTaken(Exception):
    """Another parcel has this id, or this place in the case. Nothing was stored, nothing replaced."""


def accept(envelope: "Envelope") -> None:
    """Stores one parcel, and opens the case it belongs to when it is the first.

    The same envelope again, also under another id, changes nothing: delivery may be repeated. Raises
    `AlreadyTaken` when what is stored differs, so that a message is never dropped in silence.
    """
    with transaction.atomic():
        case, _ = Case.objects.get_or_create(
            pk=envelope.case, defaults={"arrived_on": envelope.arrived_on, "lane": envelope.lane}
        )
        # Deliveries of one case wait here for each other, so looking first is safe.
        Case.objects.select_for_update().get(pk=case.pk)
        if _is_here_already(envelope):
            return
        Parcel.objects.create(
            pk=envelope.id,
            case=case,
            kind=envelope.kind,
            seq=envelope.seq,
            arrived_on=envelope.arrived_on,
            format=envelope.format,
            epoch=envelope.epoch,
            sealed_by=envelope.sealed_by,
            parcel=envelope.parcel,
            summary=envelope.summary,
        )


def _is_here_already(envelope: "Envelope") -> bool:
    same_place = Parcel.objects.filter(case_id=envelope.case, seq=envelope.seq).first()
    same_id = Parcel.objects.filter(pk=envelope.id).first()
    for stored in (same_place, same_id):
        if stored is not None and not _is_the_same(stored, envelope):
            raise AlreadyTaken
    return same_place is not None


def _is_the_same(stored: Parcel, envelope: "Envelope") -> bool:
    return (stored.case_id, stored.kind, stored.seq, bytes(stored.parcel), bytes(stored.summary)) == (
        envelope.case,
        envelope.kind,
        envelope.seq,
        envelope.parcel,
        envelope.summary,
    )

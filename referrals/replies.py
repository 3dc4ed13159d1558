"""Replies on the public side: kept sealed to the visitor's case key, opened only with the reply number."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from referrals import receipts, sealing
from referrals.models import Kind, ReplyBox, StoredReply

if TYPE_CHECKING:
    from referrals.forwarding import Envelope


@dataclass(frozen=True)
class Reply:
    arrived_on: date
    text: str = field(repr=False)


def accept(envelope: "Envelope") -> None:
    """Stores one reply; the same one again changes nothing. A case without a reply number has nobody to read it."""
    with transaction.atomic():
        box = ReplyBox.objects.filter(pk=envelope.case).first()
        if box is None:
            return
        StoredReply.objects.get_or_create(
            box=box,
            seq=envelope.seq,
            defaults={
                "id": envelope.id,
                "arrived_on": envelope.arrived_on,
                "format": envelope.format,
                "parcel": envelope.parcel,
            },
        )


def require_readable() -> None:
    """Raises `django.db.Error` while no reply could be read."""
    StoredReply.objects.exists()


def read(code: str) -> list[Reply]:
    """The replies that a reply number (24 ASCII digits) opens, oldest first.

    Empty for an unknown number and for one without a reply yet, after the same derivation and the same query.
    A stored reply that does not open, or that belongs to another row, is left out.
    """
    receipt = receipts.derive(code)
    stored = StoredReply.objects.filter(box__lookup=receipts.peppered(receipt.lookup)).order_by("seq")
    opened = (_open(row, receipt.identity) for row in stored)
    return [reply for reply in opened if reply is not None]


def _open(row: StoredReply, identity: str) -> Reply | None:
    try:
        document = sealing.document_in(
            bytes(row.parcel), identity, kind=Kind.REPLY.value, case=str(row.box_id), seq=row.seq
        )
    except sealing.CannotOpen:
        return None
    body = document.get("body")
    text = body.get("text") if isinstance(body, dict) else None
    return Reply(row.arrived_on, text) if isinstance(text, str) else None

"""Forwarding: every parcel arrives once, however often somebody fails on the way."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from referrals import forwarding
from referrals.forwarding import EXHAUSTED_AFTER, LEASE, LONGEST_PAUSE, claim, forward_due
from referrals.intake.models import Case, Parcel
from referrals.models import Destination, Kind, OutboxItem, ReplyBox, SealedBy, StoredReply, random_id

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def an_item(**changes) -> OutboxItem:
    fields = {
        "destination": Destination.INTAKE,
        "case": random_id(),
        "kind": Kind.REFERRAL,
        "seq": 1,
        "arrived_on": date(2026, 11, 24),
        "format": 1,
        "epoch": 1,
        "sealed_by": SealedBy.SERVER,
        "parcel": b"sealed",
        "summary": b"summary",
    }
    return OutboxItem.objects.create(**(fields | changes))


class Refusing:
    """A receiver that fails, with the words of a visitor in its complaint."""

    def __init__(self, *cases) -> None:
        self.cases = cases
        self.tried: list = []

    def deliver(self, envelope) -> None:
        self.tried.append(envelope.id)
        if envelope.case in self.cases:
            raise ValueError("he took my passport")
        forwarding.LocalTransport().deliver(envelope)


def test_a_parcel_reaches_the_intake_and_leaves_the_outbox():
    item = an_item()
    assert forward_due(now=NOW) == 1
    parcel = Parcel.objects.get()
    assert (parcel.id, parcel.case_id, bytes(parcel.parcel), bytes(parcel.summary)) == (
        item.id,
        item.case,
        b"sealed",
        b"summary",
    )
    assert not OutboxItem.objects.exists()


def test_delivery_is_repeatable():
    item = an_item()
    envelope = forwarding.envelope_of(item)
    forwarding.LocalTransport().deliver(envelope)
    forwarding.LocalTransport().deliver(envelope)
    forward_due(now=NOW)
    assert Parcel.objects.count() == Case.objects.count() == 1


def test_a_row_is_claimed_by_one_only():
    item = an_item()
    assert claim(item.pk, None, NOW)
    assert not claim(item.pk, None, NOW)


def test_the_claim_of_a_killed_worker_runs_out():
    item = an_item()
    assert claim(item.pk, None, NOW)
    assert forward_due(now=NOW + LEASE - timedelta(seconds=1)) == 0
    assert forward_due(now=NOW + LEASE) == 1
    assert LEASE <= timedelta(seconds=60)


def test_a_poison_row_stops_no_other():
    poison, good = an_item(), an_item()
    transport = Refusing(poison.case)
    assert forward_due(transport, NOW) == 1
    assert Parcel.objects.get().case_id == good.case


def test_a_failing_row_is_tried_more_and_more_seldom_and_for_ever():
    item = an_item()
    transport = Refusing(item.case)
    pauses, now = [], NOW
    for _ in range(EXHAUSTED_AFTER + 5):
        forward_due(transport, now)
        item.refresh_from_db()
        pauses.append(item.next_attempt_at - now)
        now = item.next_attempt_at
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    assert item.attempts == EXHAUSTED_AFTER + 5
    assert forward_due(now=now) == 1


def test_a_failure_is_recorded_by_kind_and_never_by_text(caplog):
    item = an_item()
    for attempt in range(EXHAUSTED_AFTER):
        forward_due(Refusing(item.case), NOW + attempt * LONGEST_PAUSE)
    item.refresh_from_db()
    assert item.failure == "ValueError"
    assert "passport" not in caplog.text
    assert [record.levelname for record in caplog.records].count("ERROR") == 1


def test_a_reply_waits_in_the_box_of_its_case():
    case = random_id()
    ReplyBox.objects.create(case=case, lookup="a" * 64)
    an_item(destination=Destination.PUBLIC, kind=Kind.REPLY, case=case, seq=2)
    assert forward_due(now=NOW) == 1
    assert StoredReply.objects.get(box=case).seq == 2


def test_a_reply_that_nobody_can_read_is_dropped():
    an_item(destination=Destination.PUBLIC, kind=Kind.REPLY, seq=2)
    assert forward_due(now=NOW) == 1
    assert not StoredReply.objects.exists()


# Only these tables are emptied afterwards: other tests count on what migrations put into the others.
@pytest.mark.django_db(transaction=True, available_apps=["referrals", "referrals.intake"])
def test_several_forwarders_at_once_deliver_everything_once():
    items = [an_item() for _ in range(20)]
    counts: list[int] = []

    def forward() -> None:
        counts.append(forward_due(now=NOW))
        connection.close()

    threads = [threading.Thread(target=forward) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == len(items)
    assert set(Parcel.objects.values_list("id", flat=True)) == {item.id for item in items}

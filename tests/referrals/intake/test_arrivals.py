"""Arrivals: every parcel once, whatever is delivered twice, and none dropped in silence."""

from dataclasses import replace
from datetime import date

import pytest

from referrals.forwarding import Envelope
from referrals.intake import arrivals
from referrals.intake.arrivals import AlreadyTaken
from referrals.intake.models import Case, Parcel, State
from referrals.models import Destination, Kind, Lane, SealedBy, random_id

pytestmark = pytest.mark.django_db


def an_envelope(**changes) -> Envelope:
    fields = {
        "id": random_id(),
        "destination": Destination.INTAKE,
        "case": random_id(),
        "kind": Kind.REFERRAL,
        "seq": 1,
        "arrived_on": date(2026, 11, 24),
        "format": 1,
        "epoch": 3,
        "sealed_by": SealedBy.SERVER,
        "lane": Lane.HELD,
        "parcel": b"sealed",
        "summary": b"sealed summary",
    }
    return Envelope(**(fields | changes))


def test_a_first_parcel_opens_a_new_case_in_its_lane():
    envelope = an_envelope()
    arrivals.accept(envelope)
    case, parcel = Case.objects.get(), Parcel.objects.get()
    assert (case.pk, case.state, case.lane, case.arrived_on) == (
        envelope.case,
        State.NEW,
        Lane.HELD,
        date(2026, 11, 24),
    )
    assert (parcel.pk, parcel.case, parcel.epoch, bytes(parcel.parcel), bytes(parcel.summary)) == (
        envelope.id,
        case,
        3,
        b"sealed",
        b"sealed summary",
    )


def test_a_repeated_delivery_changes_nothing():
    envelope = an_envelope()
    arrivals.accept(envelope)
    arrivals.accept(envelope)
    arrivals.accept(replace(envelope, id=random_id()))
    assert Parcel.objects.get().pk == envelope.id


def test_a_repeated_delivery_does_not_close_an_opened_case():
    envelope = an_envelope()
    arrivals.accept(envelope)
    Case.objects.update(state=State.OPENED, lane=Lane.NORMAL)
    arrivals.accept(envelope)
    assert (Case.objects.get().state, Case.objects.get().lane) == (State.OPENED, Lane.NORMAL)


def test_a_later_parcel_joins_its_case():
    first = an_envelope()
    arrivals.accept(first)
    arrivals.accept(an_envelope(case=first.case, seq=2, kind=Kind.FOLLOW_UP))
    assert Case.objects.get().parcels.count() == 2


@pytest.mark.parametrize("changes", [{"parcel": b"other"}, {"summary": b"other"}, {"kind": Kind.FOLLOW_UP}])
def test_another_parcel_in_a_taken_place_is_refused_aloud(changes):
    envelope = an_envelope()
    arrivals.accept(envelope)
    with pytest.raises(AlreadyTaken):
        arrivals.accept(replace(envelope, id=random_id(), **changes))
    assert bytes(Parcel.objects.get().parcel) == b"sealed"


def test_an_id_that_another_case_uses_is_refused_and_opens_no_case():
    envelope = an_envelope()
    arrivals.accept(envelope)
    with pytest.raises(AlreadyTaken):
        arrivals.accept(replace(envelope, case=random_id()))
    assert Case.objects.count() == 1

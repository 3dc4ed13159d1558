"""Opening: what the server hands over, and that it says so."""

import pytest

from referrals.intake import answering, opening
from referrals.intake.models import Case, State
from referrals.models import random_id
from tests.workers import a_recovery_key, a_reply, a_worker, an_arrival, an_opened_epoch

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    a_recovery_key()
    return a_worker()


def test_handing_over_opens_a_new_case_and_only_that_one(worker):
    an_opened_epoch()
    arrived, other = an_arrival(), an_arrival()
    parcels = opening.hand_over(arrived.case)
    assert [parcel.seq for parcel in parcels] == [1]
    assert Case.objects.get(pk=arrived.case).state == State.OPENED
    assert Case.objects.get(pk=other.case).state == State.NEW


def test_an_answered_case_stays_answered_and_hands_over_everything_in_order(worker):
    opened = an_opened_epoch()
    arrived = an_arrival()
    answering.answer(arrived.case, worker.user, **a_reply(arrived, opened.epoch))
    assert [(parcel.seq, parcel.kind) for parcel in opening.hand_over(arrived.case)] == [(1, "referral"), (2, "reply")]
    assert Case.objects.get().state == State.ANSWERED


def test_an_unknown_case_is_said_to_be_unknown():
    with pytest.raises(Case.DoesNotExist):
        opening.hand_over(random_id())

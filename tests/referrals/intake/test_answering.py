"""Answering: one transaction, one reply, readable by the visitor and by the workers only."""

import pytest

from referrals import replies, sealing
from referrals.forwarding import forward_due
from referrals.intake import answering
from referrals.intake.models import Case, Parcel, State
from referrals.intake.refusal import Refused
from referrals.models import OutboxItem
from tests.workers import (
    a_recovery_key,
    a_reply,
    a_worker,
    an_arrival,
    an_opened_epoch,
    everything_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    a_recovery_key()
    return a_worker()


@pytest.fixture
def opened(worker):
    return an_opened_epoch()


@pytest.fixture
def arrived(opened):
    return an_arrival()


def test_the_visitor_reads_the_reply_with_the_number(worker, opened, arrived):
    answering.answer(arrived.case, worker.user, **a_reply(arrived, opened.epoch, text="Soita.\nمرحبا 🙏"))
    assert replies.read(arrived.code) == []
    forward_due()
    assert [reply.text for reply in replies.read(arrived.code)] == ["Soita.\nمرحبا 🙏"]
    assert not OutboxItem.objects.exists()


def test_the_workers_keep_a_copy_that_the_epoch_opens(worker, opened, arrived):
    answering.answer(arrived.case, worker.user, **a_reply(arrived, opened.epoch))
    copy = Parcel.objects.get(kind="reply")
    document = sealing.document_in(bytes(copy.parcel), opened.identity, case=str(arrived.case), seq=2, kind="reply")
    assert document["body"] == {"text": "Call us when you can."}


def test_answering_marks_the_case_and_takes_it_for_the_worker(worker, opened, arrived):
    answering.answer(arrived.case, worker.user, **a_reply(arrived, opened.epoch))
    case = Case.objects.get()
    assert (case.state, case.assignee) == (State.ANSWERED, worker.user)


def test_a_second_worker_answers_without_taking_the_case(worker, opened, arrived):
    answering.answer(arrived.case, worker.user, **a_reply(arrived, opened.epoch))
    other = a_worker("leena")
    answering.answer(arrived.case, other.user, **a_reply(arrived, opened.epoch, seq=3))
    assert Case.objects.get().assignee == worker.user
    assert Case.objects.get().next_seq == 4


def test_the_same_reply_again_goes_once(worker, opened, arrived):
    reply = a_reply(arrived, opened.epoch)
    answering.answer(arrived.case, worker.user, **reply)
    before = everything_in(Parcel, OutboxItem)
    answering.answer(arrived.case, worker.user, **reply)
    assert everything_in(Parcel, OutboxItem) == before


def test_the_same_reply_again_goes_once_even_after_a_new_epoch(worker, opened, arrived):
    reply = a_reply(arrived, opened.epoch)
    answering.answer(arrived.case, worker.user, **reply)
    an_opened_epoch()
    answering.answer(arrived.case, worker.user, **reply)
    assert Parcel.objects.filter(kind="reply").count() == 1


@pytest.mark.parametrize("seq", [1, 3])
def test_a_number_that_is_not_the_next_one_is_refused(worker, opened, arrived, seq):
    assert_refused("seq", arrived, worker, a_reply(arrived, opened.epoch, seq=seq))


def test_a_copy_for_an_older_epoch_is_refused(worker, opened, arrived):
    an_opened_epoch()
    assert_refused("epoch", arrived, worker, a_reply(arrived, opened.epoch))


def test_an_unknown_format_is_refused(worker, opened, arrived):
    assert_refused("format", arrived, worker, a_reply(arrived, opened.epoch, format=2))


@pytest.mark.parametrize("part", ["for_visitor", "copy"])
def test_what_is_not_a_sealed_parcel_of_a_bucket_size_is_refused(worker, opened, arrived, part):
    recipient = opened.epoch.recipient
    two_stanzas = sealing.seal(b" " * 4096, recipient)
    for bad in (b"", b"plain words", b"x" * 4296, two_stanzas, a_reply(arrived, opened.epoch)[part][:-1]):
        assert_refused("parcel", arrived, worker, a_reply(arrived, opened.epoch, **{part: bad}))


def assert_refused(reason, arrived, worker, reply) -> None:
    before = everything_in(Case, Parcel, OutboxItem)
    with pytest.raises(Refused) as refusal:
        answering.answer(arrived.case, worker.user, **reply)
    assert refusal.value.reason == reason
    assert everything_in(Case, Parcel, OutboxItem) == before

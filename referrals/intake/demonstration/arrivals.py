"""Sends the made-up referrals through the same doors as real ones."""

import uuid
from dataclasses import replace
from datetime import datetime

from accounts.models import User
from referrals import receipts, sealing, tokens
from referrals.forwarding import forward_due
from referrals.intake import answering
from referrals.intake.demonstration.age_files import recipient_file
from referrals.intake.demonstration.stories import STORIES, Story
from referrals.intake.models import Case
from referrals.models import Epoch, Kind, UsedNonce
from referrals.receive import FIRST_SEQ, receive


def send_stories(worker: User, now: datetime) -> int:
    """Sends each story that was not sent before, and answers those that have a reply. Returns how many were sent."""
    return sum(_send(story, worker, now) for story in STORIES)


def _send(story: Story, worker: User, now: datetime) -> bool:
    code = receipts.new_code()
    nonce = f"demonstration-{story.name}"
    if UsedNonce.objects.filter(nonce=nonce).exists():
        return False
    token = replace(tokens.issue("self", code, now), nonce=nonce)
    receive(token, code, story.answers, language=story.language, lane=story.lane, now=now - story.age)
    forward_due()
    if story.reply:
        _reply(token.case, story.reply, receipts.derive(code).recipient, worker, now)
    return True


def _reply(case: uuid.UUID, text: str, reply_to: str, worker: User, now: datetime) -> None:
    epoch = Epoch.objects.get(number=Case.objects.get(pk=case).parcels.get(seq=FIRST_SEQ).epoch)
    seq = Case.objects.get(pk=case).next_seq
    document = {
        "v": sealing.FORMAT,
        "kind": Kind.REPLY,
        "case": str(case),
        "seq": seq,
        "at": now.isoformat(timespec="minutes"),
        "body": {"text": text},
    }
    payload = sealing.payload(document)
    answering.answer(
        case,
        worker,
        seq=seq,
        for_visitor=recipient_file(payload, reply_to),
        copy=recipient_file(payload, epoch.recipient),
        epoch=epoch.number,
        format=sealing.FORMAT,
    )
    forward_due()

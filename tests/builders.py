"""Things that tests need made, each with defaults that a test may override."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.test import Client
from django.utils.html import escape

from referrals import receipts, sealing, tokens
from referrals.models import Epoch

FORM = {"fi": "/fi/yhteydenotto/", "en": "/en/contact/"}
REPLY = {"fi": "/fi/vastaus/", "en": "/en/reply/"}


def valid_answers(**changes: str) -> dict[str, str]:
    """The fields of a sending that would be accepted, token and reply number apart."""
    return {"message": "I work all day and get no money. He has my passport."} | changes


@dataclass
class OpenEpoch:
    epoch: Epoch
    identity: str
    recovery_identity: str


def an_epoch(number: int = 1, **changes: object) -> OpenEpoch:
    """An epoch that the form seals to, with the secrets that only workers would have."""
    identity, recipient = sealing.new_identity()
    recovery_identity, recovery_recipient = sealing.new_identity()
    fields = {"number": number, "recipient": recipient, "recovery_recipient": recovery_recipient}
    epoch = Epoch.objects.create(**(fields | {"opened_on": date(2026, 11, 1)} | changes))
    return OpenEpoch(epoch, identity, recovery_identity)


def a_token(form: str = "self", now: datetime | None = None) -> tuple[tokens.Token, str]:
    """A token and the reply number that belongs to it."""
    code = receipts.new_code()
    return tokens.issue(form, code, now or datetime.now(UTC)), code


@dataclass
class ShownForm:
    """What a visitor's browser holds after opening the form."""

    token: str
    code: str
    page: str

    def with_answers(self, **answers: str) -> dict[str, str]:
        return {"token": self.token, "code": self.code} | valid_answers(**answers)


def shown_form(client: Client, language: str = "fi") -> ShownForm:
    return read_form(client.get(FORM[language]).content.decode())


def read_form(page: str) -> ShownForm:
    token = re.search(r'name="token" value="([^"]+)"', page)
    code = re.search(r'name="code" value="(\d{24})"', page)
    assert token and code, "the page holds no form"
    return ShownForm(token[1], code[1], page)


def shows(page: str, text: str) -> bool:
    """Does the HTML show exactly `text`?"""
    return escape(text) in page

"""The token that a form is shown with: signed, so that the server need not remember which forms it showed.

It holds a nonce, which form it was, when it was issued, a random case id, and the SHA-256 of the server's reply
number (never the number: a browser that seals takes the number out, and the token must still verify).
"""

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from django.core import signing

from referrals.models import random_id

LIFETIME = timedelta(hours=24)
# How long after it was first shown a form can still be renewed with its nonce and number. A used nonce is kept
# until no renewal of its token could be valid, so that a late repeat is still recognized.
RENEWABLE = timedelta(days=7)
_SALT = "referrals.token"


class BadToken(ValueError):
    """The token was not signed by this site, or for another form. Never carries the token."""


@dataclass(frozen=True)
class Token:
    nonce: str  # 32 hexadecimal digits
    form: str
    case: uuid.UUID
    code_hash: str  # SHA-256 of the 24 ASCII digits, hexadecimal
    first_issued: datetime  # UTC, whole seconds
    issued: datetime

    def has_expired(self, now: datetime) -> bool:
        return now > self.issued + LIFETIME

    def can_be_renewed(self, now: datetime) -> bool:
        return now <= self.first_issued + RENEWABLE

    def renewed(self, now: datetime) -> "Token":
        return replace(self, issued=now.replace(microsecond=0))

    def belongs_to(self, code: str) -> bool:
        return hmac.compare_digest(self.code_hash, _hash(code))

    @property
    def forget_on(self) -> date:
        """The first day on which neither this token nor any renewal of it can be valid."""
        return (self.first_issued + RENEWABLE + LIFETIME).date() + timedelta(days=1)

    def signed(self) -> str:
        return signing.dumps(
            [
                self.nonce,
                self.form,
                self.case.hex,
                self.code_hash,
                int(self.first_issued.timestamp()),
                int(self.issued.timestamp()),
            ],
            salt=_SALT,
        )


def issue(form: str, code: str, now: datetime) -> Token:
    """A fresh token for the form named `form` with the reply number `code` (24 ASCII digits)."""
    now = now.replace(microsecond=0)
    return Token(secrets.token_hex(16), form, random_id(), _hash(code), first_issued=now, issued=now)


def read(text: str, form: str) -> Token:
    """The token in `text` for the form named `form`, expired or not. Raises `BadToken`."""
    try:
        nonce, name, case, code_hash, first_issued, issued = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise BadToken("not a token of this site") from None
    if name != form:
        raise BadToken("a token of another form")
    return Token(
        nonce,
        name,
        uuid.UUID(hex=case),
        code_hash,
        first_issued=datetime.fromtimestamp(first_issued, UTC),
        issued=datetime.fromtimestamp(issued, UTC),
    )


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8")).hexdigest()

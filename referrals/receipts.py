"""The reply number (receipt code): how it is made, read, and what is derived from it.

A code is 22 random digits (73 bits) and 2 check digits (ISO 7064 MOD 97-10), shown in six groups of four:

    master = PBKDF2-HMAC-SHA256(code as 24 ASCII digits, "receipt/v1|" + SITE_CONSTANT, 20 000 rounds), 32 bytes
    lookup = HKDF-SHA256(master, info "receipt/v1 lookup"), 16 bytes
    secret = HKDF-SHA256(master, info "receipt/v1 age-x25519"), 32 bytes, the X25519 secret of the case key
    proof  = HKDF-SHA256(master, info "receipt/v1 proof"), 32 bytes

with an empty salt for HKDF. Browser and server derive the same. The code is random, so more rounds would only
help whoever floods the reply page.
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field

import bech32
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from referrals.sealing import recipient_of

# Public, and never changed: every reply number ever given out depends on it.
SITE_CONSTANT = "national-assistance-system-for-victims-of-human-trafficking"
ROUNDS = 20_000
RANDOM_DIGITS = 22
LENGTH = RANDOM_DIGITS + 2
GROUP = 4


class BadCode(ValueError):
    """What was typed is not a reply number. Never carries what was typed.

    `missing` is how many digits are missing (negative: too many); 0 when the length is right but a digit is
    wrong; None when something in it is no digit at all.
    """

    def __init__(self, missing: int | None) -> None:
        super().__init__("not a reply number")
        self.missing = missing


@dataclass(frozen=True)
class Receipt:
    """What follows from one code. `repr` shows none of it."""

    lookup: bytes = field(repr=False)
    identity: str = field(repr=False)
    recipient: str = field(repr=False)
    proof: bytes = field(repr=False)


def new_code() -> str:
    """A fresh code: 24 ASCII digits from `secrets`."""
    body = "".join(secrets.choice("0123456789") for _ in range(RANDOM_DIGITS))
    return body + check_digits(body)


def check_digits(body: str) -> str:
    """The two ISO 7064 MOD 97-10 check digits of a string of digits."""
    return f"{98 - int(body) * 100 % 97:02d}"


def spaced(code: str) -> str:
    """Six groups of four digits, to read and to write down."""
    return " ".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read_code(text: str) -> str:
    """The 24 ASCII digits of a typed code. National digits count as digits; spaces, dashes and invisible
    marks are passed over. Raises `BadCode`."""
    digits = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Nd":
            digits.append(str(unicodedata.digit(character)))
        elif not (character.isspace() or category in {"Pd", "Cf", "Cc"} or character == "\u2212"):
            raise BadCode(None)
    if len(digits) != LENGTH:
        raise BadCode(LENGTH - len(digits))
    code = "".join(digits)
    if int(code) % 97 != 1 or check_digits(code[:RANDOM_DIGITS]) != code[RANDOM_DIGITS:]:
        raise BadCode(0)
    return code


def derive(code: str) -> Receipt:
    """Everything that follows from a code of 24 ASCII digits, in about 5 ms."""
    salt = f"receipt/v1|{SITE_CONSTANT}".encode("ascii")
    master = hashlib.pbkdf2_hmac("sha256", code.encode("ascii"), salt, ROUNDS, dklen=32)
    identity = _age_identity(_expand(master, b"receipt/v1 age-x25519", 32))
    return Receipt(
        lookup=_expand(master, b"receipt/v1 lookup", 16),
        identity=identity,
        recipient=recipient_of(identity),
        proof=_expand(master, b"receipt/v1 proof", 32),
    )


def peppered(lookup: bytes) -> str:
    """How the database keeps a look-up: HMAC-SHA256 under RECEIPT_PEPPER, 64 hexadecimal digits.

    A stolen database then cannot be searched for the code on a found slip of paper.
    """
    return hmac.new(settings.RECEIPT_PEPPER.encode(), lookup, hashlib.sha256).hexdigest()


def _expand(master: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(master)


def _age_identity(secret: bytes) -> str:
    five_bit_groups = bech32.convertbits(secret, 8, 5)
    spelled: str = bech32.bech32_encode("age-secret-key-", five_bit_groups)
    return spelled.upper()

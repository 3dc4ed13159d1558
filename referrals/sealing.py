"""Sealing and opening in the age v1 format with X25519 recipients. The only module that imports `pyrage`.

Format: age-encryption.org/v1, binary. A payload is UTF-8 JSON padded with spaces to one of a few sizes, never
compressed, so that the length of a sealed parcel says nothing about the length of what was written. A format
number stands beside every sealed row, so that another format can follow by sealing again.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyrage

FORMAT = 1
PARCEL_BUCKETS = (4 * 1024, 16 * 1024, 64 * 1024)  # bytes of payload: referral, reply, note
SUMMARY_BUCKETS = (1024,)
LARGEST_PAYLOAD = PARCEL_BUCKETS[-1]

# What one X25519 stanza, the nonce and the tag add to a payload of at most 64 KiB; browsers add nothing else.
BROWSER_OVERHEAD = 200

_INTRO = b"age-encryption.org/v1"


class CannotOpen(Exception):
    """The bytes are not an age file that this identity opens, or what is inside is not what it should be."""


class TooLarge(Exception):
    """A document does not fit the largest bucket."""


def new_identity() -> tuple[str, str]:
    """A fresh key pair: (`AGE-SECRET-KEY-1…`, `age1…`)."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def is_recipient(text: str) -> bool:
    """Is `text` a well-formed X25519 recipient (`age1…`)?"""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def recipient_of(identity: str) -> str:
    """The recipient (`age1…`) of an identity (`AGE-SECRET-KEY-1…`)."""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def payload(document: Mapping[str, Any], buckets: Sequence[int] = PARCEL_BUCKETS) -> bytes:
    """`document` as UTF-8 JSON, padded with spaces to the smallest of `buckets` (bytes) that holds it.

    Raises `TooLarge` when none does.
    """
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    for size in buckets:
        if len(text) <= size:
            return text.ljust(size)
    raise TooLarge


def seal(plaintext: bytes, recipient: str) -> bytes:
    """`plaintext` as an age file for one recipient (`age1…`).

    Besides the one stanza that opens it the file carries a random stanza that opens nothing, so the overhead
    varies between 221 and 442 bytes.
    """
    sealed: bytes = pyrage.encrypt(plaintext, [pyrage.x25519.Recipient.from_str(recipient)])
    return sealed


def unseal(ciphertext: bytes, identity: str) -> bytes:
    """The plaintext of an age file that `identity` (`AGE-SECRET-KEY-1…`) opens. Raises `CannotOpen`."""
    try:
        plaintext: bytes = pyrage.decrypt(ciphertext, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise CannotOpen from None
    return plaintext


def document_in(ciphertext: bytes, identity: str, **expected: Any) -> dict[str, Any]:
    """The JSON document inside, whose outer fields must equal `expected`.

    age binds no context: a parcel moved to another row would open all the same, so whoever opens compares
    case, kind and seq with the row. Raises `CannotOpen` on any difference.
    """
    try:
        document = json.loads(unseal(ciphertext, identity))
    except ValueError:
        raise CannotOpen from None
    if not isinstance(document, dict) or any(document.get(name) != value for name, value in expected.items()):
        raise CannotOpen
    return document


def stanza_types(ciphertext: bytes) -> list[str]:
    """The types of the stanzas in the header of an age file, in order. Raises `CannotOpen` when it is none."""
    lines = ciphertext.split(b"\n", 64)
    if lines[0] != _INTRO:
        raise CannotOpen
    types: list[str] = []
    for line in lines[1:]:
        if line.startswith(b"--- "):
            return types
        if line.startswith(b"-> "):
            types.append(line.split(b" ")[1].decode("ascii", errors="replace"))
    raise CannotOpen


def is_for_one_x25519_recipient(ciphertext: bytes) -> bool:
    """Does the file carry exactly one stanza, of type X25519, as browsers make it?"""
    try:
        return stanza_types(ciphertext) == ["X25519"]
    except CannotOpen:
        return False


def is_browser_parcel(ciphertext: bytes, buckets: Sequence[int] = PARCEL_BUCKETS) -> bool:
    """Is this an age file as browsers make it: one X25519 stanza, and a payload of one of `buckets`?"""
    return len(ciphertext) - BROWSER_OVERHEAD in buckets and is_for_one_x25519_recipient(ciphertext)

"""age files as browsers write them: one stanza and nothing else.

`pyrage` adds a random second stanza, and seals to a passphrase with a work factor of its own choosing that browsers
may refuse. Format: age-encryption.org/v1.
"""

import base64
import hashlib
import hmac
import secrets

import bech32
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

WORK_FACTOR = 17  # scrypt N = 2^17, r = 8, p = 1: 128 MiB
_CHUNK = 64 * 1024  # bytes of plaintext
_NO_NONCE = bytes(12)  # each key below seals once


def passphrase_file(plaintext: bytes, passphrase: str, work_factor: int = WORK_FACTOR) -> bytes:
    """`plaintext` as an age file that `passphrase` opens."""
    salt = secrets.token_bytes(16)
    key = hashlib.scrypt(
        passphrase.encode("utf-8"),
        salt=b"age-encryption.org/v1/scrypt" + salt,
        n=2**work_factor,
        r=8,
        p=1,
        maxmem=2 ** (work_factor + 11),
        dklen=32,
    )
    return _file(plaintext, f"scrypt {_base64(salt)} {work_factor}", key)


def recipient_file(plaintext: bytes, recipient: str) -> bytes:
    """`plaintext` as an age file that the identity of `recipient` (`age1…`) opens."""
    _prefix, words = bech32.bech32_decode(recipient)
    public = bytes(bech32.convertbits(words, 5, 8, False))
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    key = _expand(secret, salt=share + public, info=b"age-encryption.org/v1/X25519")
    return _file(plaintext, f"X25519 {_base64(share)}", key)


def _file(plaintext: bytes, stanza: str, key: bytes) -> bytes:
    file_key, nonce = secrets.token_bytes(16), secrets.token_bytes(16)
    sealed_key = ChaCha20Poly1305(key).encrypt(_NO_NONCE, file_key, None)
    header = f"age-encryption.org/v1\n-> {stanza}\n{_base64(sealed_key)}\n---".encode("ascii")
    tag = hmac.digest(_expand(file_key, salt=None, info=b"header"), header, "sha256")
    body = _chunks(plaintext, _expand(file_key, salt=nonce, info=b"payload"))
    return header + b" " + _base64(tag).encode("ascii") + b"\n" + nonce + body


def _chunks(plaintext: bytes, key: bytes) -> bytes:
    """The payload in chunks; a nonce counts them (11 bytes) and marks the last one (1 byte)."""
    cipher = ChaCha20Poly1305(key)
    starts = range(0, max(len(plaintext), 1), _CHUNK)
    return b"".join(
        cipher.encrypt(
            number.to_bytes(11, "big") + bytes([start == starts[-1]]), plaintext[start : start + _CHUNK], None
        )
        for number, start in enumerate(starts)
    )


def _expand(secret: bytes, *, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)


def _base64(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii").rstrip("=")

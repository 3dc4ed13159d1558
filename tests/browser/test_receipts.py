"""A browser derives from a reply number what the server does: the known answers, by Chromium's own cryptography."""

import json
from pathlib import Path

import bech32

from referrals.receipts import ROUNDS, SITE_CONSTANT

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "receipts.json").read_text())

DERIVE = """async ({codes, salt, rounds}) => {
    const text = new TextEncoder();
    const hex = (bits) => [...new Uint8Array(bits)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const derive = async (code) => {
        const key = await crypto.subtle.importKey("raw", text.encode(code), "PBKDF2", false, ["deriveBits"]);
        const stretch = {name: "PBKDF2", hash: "SHA-256", salt: text.encode(salt), iterations: rounds};
        const bits = await crypto.subtle.deriveBits(stretch, key, 256);
        const master = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveBits"]);
        const expand = async (info, length) => hex(await crypto.subtle.deriveBits(
            {name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: text.encode(info)}, master, 8 * length));
        return {
            code,
            lookup: await expand("receipt/v1 lookup", 16),
            secret: await expand("receipt/v1 age-x25519", 32),
            proof: await expand("receipt/v1 proof", 32),
        };
    };
    return Promise.all(codes.map(derive));
}"""


def secret_of(identity: str) -> str:
    """The 32 bytes, in hexadecimal, that an age identity spells."""
    _, groups = bech32.bech32_decode(identity.lower())
    return bytes(bech32.convertbits(groups, 5, 8, False)).hex()


def test_chromium_derives_the_known_answers(visitor):
    page = visitor.open("/en/thank-you/")
    asked = {"codes": [vector["code"] for vector in VECTORS], "salt": f"receipt/v1|{SITE_CONSTANT}", "rounds": ROUNDS}
    expected = [
        {"code": v["code"], "lookup": v["lookup"], "secret": secret_of(v["identity"]), "proof": v["proof"]}
        for v in VECTORS
    ]
    assert page.evaluate(DERIVE, asked) == expected

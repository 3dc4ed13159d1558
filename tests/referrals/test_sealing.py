"""Sealing: what goes in comes out, and the length of a parcel says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals import sealing
from referrals.sealing import CannotOpen, TooLarge, document_in, payload, seal, unseal

SECRET, RECIPIENT = sealing.new_identity()


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=200), max_size=5))
def test_a_document_comes_out_as_it_went_in(body):
    document = {"v": 1, "kind": "referral", "body": body}
    assert document_in(seal(payload(document), RECIPIENT), SECRET) == document


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=12_000))
def test_every_payload_has_the_size_of_a_bucket(text):
    assert len(payload({"message": text})) in sealing.PARCEL_BUCKETS


def test_one_character_and_three_thousand_have_the_same_size():
    assert len(payload({"message": "a"})) == len(payload({"message": "a" * 3_000})) == 4096


def test_a_document_over_the_largest_bucket_is_refused():
    with pytest.raises(TooLarge):
        payload({"message": "a" * 65_536})


def test_another_key_does_not_open_it():
    other, _ = sealing.new_identity()
    with pytest.raises(CannotOpen):
        unseal(seal(b"x", RECIPIENT), other)


def test_a_changed_byte_is_noticed():
    sealed = bytearray(seal(payload({"message": "a"}), RECIPIENT))
    sealed[-1] ^= 1
    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), SECRET)


@pytest.mark.parametrize("moved", [{"case": "b"}, {"seq": 2}, {"kind": "note"}])
def test_a_parcel_moved_to_another_row_is_refused(moved):
    sealed = seal(payload({"case": "a", "seq": 1, "kind": "referral"}), RECIPIENT)
    with pytest.raises(CannotOpen):
        document_in(sealed, SECRET, **({"case": "a", "seq": 1, "kind": "referral"} | moved))


@pytest.mark.parametrize("plaintext", [b"", b"no json", b"[1]", b"\xff", b'"text"'])
def test_what_is_no_document_is_refused(plaintext):
    with pytest.raises(CannotOpen):
        document_in(seal(plaintext, RECIPIENT), SECRET)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading_of_a_header(data):
    assert sealing.is_for_one_x25519_recipient(data) is False
    with pytest.raises(CannotOpen):
        unseal(data, SECRET)


def test_the_gate_takes_one_x25519_stanza_and_nothing_else():
    header = b"age-encryption.org/v1\n-> X25519 abc\nbody\n"
    assert sealing.is_for_one_x25519_recipient(header + b"--- mac\npayload")
    assert not sealing.is_for_one_x25519_recipient(header + b"-> X25519 abc\nbody\n--- mac\npayload")
    assert not sealing.is_for_one_x25519_recipient(b"age-encryption.org/v1\n-> scrypt a 17\nbody\n--- mac\npayload")
    assert not sealing.is_for_one_x25519_recipient(header)


def test_the_server_seals_with_one_stanza_that_opens_and_one_that_does_not():
    types = sealing.stanza_types(seal(b"x", RECIPIENT))
    assert types.count("X25519") == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("age1", id="prefix alone"),
        pytest.param("age1qqqq", id="too few characters"),
        pytest.param("AGE-SECRET-KEY-1QQQ", id="identity"),
        pytest.param(RECIPIENT[:-1], id="one character missing"),
        pytest.param(RECIPIENT + "q", id="one character too many"),
    ],
)
def test_what_is_no_recipient_is_recognized(text):
    assert not sealing.is_recipient(text)


def test_a_recipient_is_recognized():
    assert sealing.is_recipient(RECIPIENT)
    assert sealing.recipient_of(SECRET) == RECIPIENT


def test_only_one_module_imports_the_sealing_library(project_files):
    importers = [path for path, text in project_files("*.py") if "import pyrage" in text and "tests" not in path]
    assert importers == ["referrals/sealing.py"]

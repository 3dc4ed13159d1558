"""The reply number: made at random, read however it is written, the same keys from it everywhere."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals import receipts, sealing
from referrals.receipts import BadCode, check_digits, derive, new_code, read_code, spaced

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "receipts.json").read_text())

bodies = st.text("0123456789", min_size=22, max_size=22)


@given(bodies)
def test_a_code_is_read_back_from_its_groups(body):
    code = body + check_digits(body)
    assert read_code(spaced(code)) == code


@given(bodies, st.integers(0, 23), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(body, place, step):
    code = body + check_digits(body)
    wrong = code[:place] + str((int(code[place]) + step) % 10) + code[place + 1 :]
    with pytest.raises(BadCode) as error:
        read_code(wrong)
    assert error.value.missing == 0


@given(bodies, st.integers(0, 22))
def test_two_swapped_neighbours_are_always_noticed(body, place):
    code = body + check_digits(body)
    if code[place] == code[place + 1]:
        return
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    with pytest.raises(BadCode):
        read_code(swapped)


def test_national_digits_spaces_and_dashes_are_read():
    code = new_code()
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert read_code(arabic) == code
    assert read_code("\u200f" + "\u2013".join(spaced(code).split()) + "\u00a0") == code


def test_it_is_said_how_many_digits_are_missing():
    for typed, missing in [("", 24), ("12 34", 20), ("1" * 30, -6)]:
        with pytest.raises(BadCode) as error:
            read_code(typed)
        assert error.value.missing == missing


@given(st.text())
def test_no_text_breaks_the_reading_and_no_error_quotes_it(text):
    try:
        read_code(text)
    except BadCode as error:
        assert str(error) == "not a reply number"


def test_a_letter_is_not_counted_as_a_missing_digit():
    with pytest.raises(BadCode) as error:
        read_code("O" + new_code()[1:])
    assert error.value.missing is None


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["code"])
def test_known_answers_are_derived(vector):
    receipt = derive(vector["code"])
    assert receipt.lookup.hex() == vector["lookup"]
    assert receipt.identity == vector["identity"]
    assert receipt.recipient == vector["recipient"]
    assert receipt.proof.hex() == vector["proof"]


def test_the_case_key_opens_what_was_sealed_to_it():
    receipt = derive(new_code())
    assert sealing.unseal(sealing.seal(b"reply", receipt.recipient), receipt.identity) == b"reply"


def test_a_receipt_shows_nothing_of_itself():
    assert repr(derive(new_code())) == "Receipt()"


def test_the_database_keeps_a_look_up_only_under_the_pepper(settings):
    lookup = derive(new_code()).lookup
    before = receipts.peppered(lookup)
    assert lookup.hex() not in before
    settings.RECEIPT_PEPPER = "another pepper"
    assert receipts.peppered(lookup) != before

"""The token of a form: only this site makes it, it ends, and it can be renewed for a while."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals import receipts, tokens
from referrals.tokens import LIFETIME, RENEWABLE, BadToken
from tests.builders import a_token

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_a_token_is_read_back():
    token, _ = a_token(now=NOW)
    assert tokens.read(token.signed(), "self") == token


def test_a_token_of_another_form_is_refused():
    token, _ = a_token("professional")
    with pytest.raises(BadToken):
        tokens.read(token.signed(), "self")


@given(st.text())
def test_no_text_breaks_the_reading(text):
    with pytest.raises(BadToken):
        tokens.read(text, "self")


def test_a_changed_token_is_refused():
    signed = a_token()[0].signed()
    for place in range(len(signed)):
        changed = signed[:place] + ("A" if signed[place] != "A" else "B") + signed[place + 1 :]
        # The last character of base64 has bits that stand for nothing.
        if place == len(signed) - 1:
            continue
        with pytest.raises(BadToken):
            tokens.read(changed, "self")


def test_a_token_knows_its_reply_number_and_does_not_hold_it():
    token, code = a_token()
    assert token.belongs_to(code)
    assert not token.belongs_to(receipts.new_code())
    assert not token.belongs_to("ä" * 24)
    inside = base64.urlsafe_b64decode(token.signed().split(":")[0] + "==")
    assert code.encode() not in inside


def test_a_token_expires_and_can_be_renewed_for_a_week():
    token, _ = a_token(now=NOW)
    assert not token.has_expired(NOW + LIFETIME)
    assert token.has_expired(NOW + LIFETIME + timedelta(seconds=1))
    renewed = token.renewed(NOW + RENEWABLE)
    assert not renewed.has_expired(NOW + RENEWABLE + LIFETIME)
    assert (renewed.nonce, renewed.case) == (token.nonce, token.case)
    assert not renewed.can_be_renewed(NOW + RENEWABLE + timedelta(seconds=1))


def test_a_nonce_is_kept_until_no_renewal_can_be_valid():
    token, _ = a_token(now=NOW)
    last = token.renewed(NOW + RENEWABLE)
    assert last.has_expired(datetime.combine(token.forget_on, datetime.min.time(), UTC))


def test_two_forms_have_nothing_in_common():
    first, second = a_token()[0], a_token()[0]
    assert {first.nonce, first.case, first.code_hash}.isdisjoint({second.nonce, second.case, second.code_hash})

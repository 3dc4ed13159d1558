"""Reading a reply: the reply number opens it, and without one nothing tells whether there is any."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referrals import receipts, sealing
from referrals.models import ReplyBox, StoredReply, random_id
from tests.builders import REPLY, shows

pytestmark = pytest.mark.django_db

LANGUAGES = ["fi", "en"]


def a_box(code: str) -> ReplyBox:
    return ReplyBox.objects.create(case=random_id(), lookup=receipts.peppered(receipts.derive(code).lookup))


def a_reply(box: ReplyBox, code: str, text: str, seq: int = 2, inside: dict | None = None) -> StoredReply:
    document = {"v": 1, "kind": "reply", "case": str(box.case), "seq": seq, "at": "2026-11-24T10:00+02:00"}
    sealed = sealing.seal(
        sealing.payload(document | {"body": {"text": text}} | (inside or {})), receipts.derive(code).recipient
    )
    return StoredReply.objects.create(box=box, seq=seq, arrived_on=date(2026, 11, 24), format=1, parcel=sealed)


@pytest.fixture
def code():
    return receipts.new_code()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reply_is_read_with_the_number(client, code, language):
    a_reply(a_box(code), code, "Tule maanantaina.\n<b>Olet & turvassa</b>")
    response = client.post(REPLY[language], {"code": receipts.spaced(code)})
    page = response.content.decode()
    assert response.status_code == 203
    assert response["Cache-Control"] == "no-store"
    assert page.count("data-reply") == 1
    assert shows(page, "Tule maanantaina.\n<b>Olet & turvassa</b>")
    assert code not in page and receipts.spaced(code) not in page


def test_replies_are_read_in_their_order(client, code):
    box = a_box(code)
    a_reply(box, code, "second", seq=3)
    a_reply(box, code, "first", seq=2)
    page = client.post(REPLY["en"], {"code": code}).content.decode()
    assert page.index("first") < page.index("second")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_number_and_one_without_a_reply_get_the_same_bytes_after_the_same_queries(client, code, language):
    a_box(code)
    client.get(REPLY[language])
    answers = []
    for asked in (code, receipts.new_code()):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            body = client.post(REPLY[language], {"code": asked}).content
        answers.append((body, len(queries)))
    assert answers[0] == answers[1]


def test_an_answer_with_a_reply_is_as_long_as_one_without(client, code):
    a_reply(a_box(code), code, "Tule maanantaina. " * 50)
    with_reply = client.post(REPLY["fi"], {"code": code}).content
    without = client.post(REPLY["fi"], {"code": receipts.new_code()}).content
    assert len(with_reply) == len(without)


@pytest.mark.parametrize("inside", [{"case": "another"}, {"seq": 9}, {"kind": "note"}, {"body": "text"}, {"body": {}}])
def test_a_reply_moved_from_another_row_is_not_shown(client, code, inside):
    a_reply(a_box(code), code, "not for you", inside=inside)
    assert "not for you" not in client.post(REPLY["fi"], {"code": code}).content.decode()


def test_a_reply_sealed_to_another_number_is_not_shown(client, code):
    a_reply(a_box(code), receipts.new_code(), "not for you")
    assert client.post(REPLY["fi"], {"code": code}).status_code == 203


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "It has 24 digits."),
        ("1234", "20 digits are missing."),
        ("1" * 23, "1 digit is missing."),
        ("1" * 26, "There are 2 digits too many."),
        ("1" * 25, "There is 1 digit too many."),
        ("1" * 24, "One of the digits is wrong."),
        ("hello", "A reply number has only digits."),
    ],
)
def test_a_mistyped_number_is_explained_and_kept(client, typed, answer):
    response = client.post(REPLY["en"], {"code": typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert answer in page and f'value="{typed}"' in page and 'id="error-summary"' in page


def test_a_number_in_the_address_is_not_used(client, code):
    a_reply(a_box(code), code, "meet me at six")
    assert "meet me at six" not in client.get(REPLY["en"], {"code": code}).content.decode()

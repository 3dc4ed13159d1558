"""The addresses of the intake: who may ask, what they get, and what malformed requests are told."""

import base64
import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from referrals import replies, sealing
from referrals.forwarding import forward_due
from referrals.intake import epochs
from referrals.intake.models import Case, Parcel, State, WorkerKey, Wrap
from referrals.models import Epoch, Lane, OutboxItem
from tests.people import member, sign_in, signed_in
from tests.workers import (
    a_recovery_key,
    a_reply,
    an_arrival,
    an_opened_epoch,
    everything_in,
    wraps_for,
)

pytestmark = pytest.mark.django_db

SOME_CASE = uuid.UUID("0b9f5a52-5d2c-4d0e-9c4e-6f7f9f0f7d11")
ADDRESSES = [
    ("get", "/intake/"),
    ("get", "/intake/identity/"),
    ("get", "/intake/wraps/"),
    ("get", "/intake/rows/"),
    ("post", f"/intake/cases/{SOME_CASE}/open/"),
    ("get", f"/intake/cases/{SOME_CASE}/next/"),
    ("post", f"/intake/cases/{SOME_CASE}/reply/"),
    ("get", "/intake/epoch/"),
    ("post", "/intake/epoch/"),
]


@pytest.fixture
def aino() -> Client:
    """The browser of a signed-in worker who has a key, in an intake with an open epoch."""
    identity, recipient = sealing.new_identity()
    user = member(Role.INTAKE_WORKER, "aino")
    WorkerKey.objects.create(worker=user, recipient=recipient, identity_file=b"under a passphrase")
    a_recovery_key()
    an_opened_epoch()
    return sign_in(Client(), user)


def post(client: Client, address: str, body: object):
    return client.post(address, body if isinstance(body, bytes) else json.dumps(body), "application/json")


def posted(reply: dict) -> dict:
    """A reply as the script posts it."""
    as_text = {name: base64.b64encode(reply[name]).decode() for name in ("for_visitor", "copy")}
    return reply | as_text


# --- Who may ask ---


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_an_outsider_is_sent_to_sign_in(method, address):
    response = getattr(Client(), method)(address)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.INTAKE_WORKER, Role.INTAKE_LEAD}])
def test_other_staff_are_refused(role):
    client = signed_in(role)
    for method, address in ADDRESSES:
        assert getattr(client, method)(address).status_code == 403, address


def test_a_lead_works_in_the_queue_too():
    assert signed_in(Role.INTAKE_LEAD).get("/intake/").status_code == 200


def test_a_request_from_elsewhere_is_refused(aino):
    arrived = an_arrival()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = aino.cookies
    assert strict.post(f"/intake/cases/{arrived.case}/open/").status_code == 403
    assert Case.objects.get().state == State.NEW


def test_nothing_is_kept_by_a_browser_or_on_the_way(aino):
    arrived = an_arrival()
    responses = [aino.get(address) for method, address in ADDRESSES if method == "get"]
    responses.append(aino.post(f"/intake/cases/{arrived.case}/open/"))
    responses.append(post(aino, "/intake/epoch/", b"?"))
    for response in responses:
        assert "no-store" in response["Cache-Control"]


# --- What a worker gets ---


def test_the_page_holds_every_word_and_no_referral(aino):
    an_arrival(message="word of a visitor")
    page = aino.get("/intake/", headers={"accept-language": "en"}).content.decode()
    assert 'name="passphrase"' in page
    assert "word of a visitor" not in page
    assert "data-referral" not in page


def test_a_worker_gets_their_own_key_file_and_wraps(aino):
    key = WorkerKey.objects.get(worker__username="aino")
    answer = aino.get("/intake/identity/").json()
    assert answer == {"recipient": key.recipient, "file": base64.b64encode(b"under a passphrase").decode()}
    (wrap,) = aino.get("/intake/wraps/").json()["wraps"]
    stored = Wrap.objects.get(recipient=key.recipient)
    assert wrap == {"epoch": 1, "format": 1, "wrap": base64.b64encode(stored.ciphertext).decode()}


def test_a_worker_without_a_key_is_told_so():
    client = signed_in(Role.INTAKE_WORKER)
    for address in ("/intake/identity/", "/intake/wraps/"):
        response = client.get(address)
        assert (response.status_code, response.json()) == (410, {"error": "unknown"})


def test_rows_hold_the_summary_and_the_outside_only(aino):
    arrived = an_arrival(lane=Lane.HELD)
    (row,) = aino.get("/intake/rows/").json()["rows"]
    parcel = Parcel.objects.get()
    assert row == {
        "case": str(arrived.case),
        "arrived_on": parcel.arrived_on.isoformat(),
        "lane": "held",
        "state": "new",
        "assignee": None,
        "referral": {
            "kind": "referral",
            "seq": 1,
            "arrived_on": parcel.arrived_on.isoformat(),
            "format": 1,
            "epoch": 1,
            "sealed_by": "server",
            "summary": base64.b64encode(parcel.summary).decode(),
        },
    }


def test_rows_come_in_pages_that_lose_none(aino, monkeypatch):
    monkeypatch.setattr("referrals.intake.views.ROWS_AT_ONCE", 2)
    cases = sorted(str(an_arrival().case) for _ in range(5))
    found: list[str] = []
    more = True
    while more:
        answer = aino.get("/intake/rows/", {"after": found[-1]} if found else {}).json()
        found += [row["case"] for row in answer["rows"]]
        more = answer["more"]
    assert found == cases


def test_opening_hands_over_one_case_and_marks_it(aino):
    arrived, other = an_arrival(), an_arrival()
    answer = aino.post(f"/intake/cases/{arrived.case}/open/").json()
    stored = Parcel.objects.get(case=arrived.case)
    (parcel,) = answer["parcels"]
    assert base64.b64decode(parcel["parcel"]) == bytes(stored.parcel)
    assert (parcel["kind"], parcel["seq"], parcel["epoch"]) == ("referral", 1, 1)
    assert [Case.objects.get(pk=pk).state for pk in (arrived.case, other.case)] == [State.OPENED, State.NEW]


def test_looking_does_not_open(aino):
    arrived = an_arrival()
    assert aino.get(f"/intake/cases/{arrived.case}/open/").status_code == 405
    aino.get("/intake/rows/")
    aino.get(f"/intake/cases/{arrived.case}/next/")
    assert Case.objects.get().state == State.NEW


def test_a_reply_goes_out(aino):
    arrived = an_arrival()
    address = f"/intake/cases/{arrived.case}"
    seq = aino.get(f"{address}/next/").json()["seq"]
    reply = posted(a_reply(arrived, Epoch.objects.newest(), seq=seq))
    assert post(aino, f"{address}/reply/", reply).status_code == 200
    assert post(aino, f"{address}/reply/", reply).status_code == 200
    forward_due()
    assert [reply.text for reply in replies.read(arrived.code)] == ["Call us when you can."]
    assert aino.get("/intake/rows/").json()["rows"][0]["assignee"] == "aino"


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"seq": 7}, 409, "seq"),
        ({"epoch": 9}, 409, "epoch"),
        ({"format": 2}, 422, "format"),
        ({"copy": base64.b64encode(b"plain").decode()}, 422, "parcel"),
    ],
)
def test_a_refused_reply_says_why(aino, changes, status, error):
    arrived = an_arrival()
    reply = posted(a_reply(arrived, Epoch.objects.newest())) | changes
    response = post(aino, f"/intake/cases/{arrived.case}/reply/", reply)
    assert (response.status_code, response.json()) == (status, {"error": error})
    assert not OutboxItem.objects.exists()


def test_a_new_epoch_is_opened(aino):
    asked = aino.get("/intake/epoch/").json()
    assert asked["next"] == 2
    assert asked["newest"] == {"number": 1, "recipient": Epoch.objects.get().recipient}
    assert set(asked["recipients"]) == epochs.current_roster().recipients
    response = post(aino, "/intake/epoch/", a_new_epoch(asked))
    assert response.status_code == 200
    assert Epoch.objects.newest().number == 2
    assert len(aino.get("/intake/wraps/").json()["wraps"]) == 2


def test_a_second_epoch_under_the_same_number_comes_too_late(aino):
    asked = aino.get("/intake/epoch/").json()
    first, second = a_new_epoch(asked), a_new_epoch(asked)
    assert post(aino, "/intake/epoch/", first).status_code == 200
    response = post(aino, "/intake/epoch/", second)
    assert (response.status_code, response.json()) == (409, {"error": "number"})


def test_an_intake_that_is_not_set_up_says_so():
    assert signed_in(Role.INTAKE_WORKER).get("/intake/epoch/").json() == {
        "newest": None,
        "next": 1,
        "recipients": None,
    }


def a_new_epoch(asked: dict) -> dict:
    """What the script posts after it asked."""
    identity, recipient = sealing.new_identity()
    wraps = wraps_for(identity, asked["recipients"])
    return {
        "number": asked["next"],
        "recipient": recipient,
        "format": 1,
        "wraps": {holder: base64.b64encode(wrap).decode() for holder, wrap in wraps.items()},
    }


# --- What malformed requests are told ---

NOT_OBJECTS = [
    b" ",
    b"{",
    b"[]",
    b"null",
    b"NaN",
    b'"text"',
    b"\xff\xfe\x00",
    "{}".encode("utf-16"),
    b"[" * 100_000,
    b"{}",
    b'{"seq":1,"seq":1}',
    b"9" * 5000,
]
WRONG_VALUES = [None, True, 0, -1, 1.5, 2**31, 10**400, "1", "", "ä", "*", [], {}, {"a": 1}, "\x00", "\ud800"]


@pytest.mark.parametrize("body", NOT_OBJECTS, ids=range(len(NOT_OBJECTS)))
def test_a_body_that_is_not_the_expected_object_is_malformed(aino, body):
    for address in ("/intake/epoch/", f"/intake/cases/{SOME_CASE}/reply/"):
        response = post(aino, address, body)
        assert (response.status_code, response.json()) == (400, {"error": "malformed"})


def test_no_wrong_value_gets_through_or_breaks_anything(aino):
    arrived = an_arrival()
    before = everything_in(Epoch, Wrap, Parcel, OutboxItem, Case)
    good = {
        f"/intake/cases/{arrived.case}/reply/": posted(a_reply(arrived, Epoch.objects.newest())),
        "/intake/epoch/": a_new_epoch(aino.get("/intake/epoch/").json()),
    }
    for address, body in good.items():
        bodies = [body | {name: value} for name in body for value in WRONG_VALUES if value != body[name]]
        bodies += [body | {"more": 1}, *({k: v for k, v in body.items() if k != name} for name in body)]
        if "wraps" in body:
            bodies += [body | {"wraps": dict.fromkeys(body["wraps"], value)} for value in WRONG_VALUES]
            bodies += [body | {"wraps": {"ä" * 99: "", "a" * 99: ""}}]
        for wrong in bodies:
            response = post(aino, address, wrong)
            assert 400 <= response.status_code < 500, (address, wrong)
            assert response.json()["error"]
    assert everything_in(Epoch, Wrap, Parcel, OutboxItem, Case) == before


def test_too_much_is_refused_by_its_size(aino):
    response = post(aino, "/intake/epoch/", b'{"number":' + b" " * 300_000 + b"1}")
    assert (response.status_code, response.json()) == (413, {"error": "malformed"})


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_only_json_is_read(aino, kind):
    response = aino.post("/intake/epoch/", b"--x", kind)
    assert response.status_code in {400, 415}


def test_files_are_not_read(aino):
    response = aino.post("/intake/epoch/", {"number": SimpleUploadedFile("a", b"x" * 1000)})
    assert response.status_code in {400, 415}


@pytest.mark.parametrize("after", ["x", "1", "\x00", "'", "9" * 99])
def test_a_page_after_no_case_is_malformed(aino, after):
    assert aino.get("/intake/rows/", {"after": after}).status_code == 400


def test_an_unknown_case_is_unknown(aino):
    address = f"/intake/cases/{SOME_CASE}"
    arrived = an_arrival()
    reply = posted(a_reply(arrived, Epoch.objects.newest()))
    for response in (
        aino.post(f"{address}/open/"),
        aino.get(f"{address}/next/"),
        post(aino, f"{address}/reply/", reply),
    ):
        assert (response.status_code, response.json()) == (410, {"error": "unknown"})

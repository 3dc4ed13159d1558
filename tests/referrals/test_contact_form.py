"""Writing without script: the form is shown, kept when something is wrong, and taken exactly once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from referrals import receipts, sealing, tokens
from referrals.models import OutboxItem, ReplyBox, UsedNonce
from tests.builders import FORM, a_token, an_epoch, read_form, shown_form, shows, valid_answers

pytestmark = pytest.mark.django_db

LANGUAGES = ["fi", "en"]
SORRY = {"fi": "029 54 63 177", "en": "029 54 63 177"}


@pytest.fixture
def epoch():
    return an_epoch()


def opened(epoch) -> list[dict]:
    return [sealing.document_in(bytes(item.parcel), epoch.identity) for item in OutboxItem.objects.all()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_shown_with_a_token_and_a_reply_number(client, epoch, language):
    response = client.get(FORM[language])
    page = response.content.decode()
    form = read_form(page)
    assert response.status_code == 203
    assert response["Cache-Control"] == "no-store"
    assert tokens.read(form.token, "self").belongs_to(form.code)
    assert page.index('id="receipt-code"') < page.index('type="submit"')
    assert receipts.spaced(form.code) in page
    assert "checked" not in page and "<noscript" not in page
    assert 'autocomplete="off"' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_alone_is_taken_and_sealed(client, epoch, language):
    form = shown_form(client, language)
    response = client.post(FORM[language], form.with_answers(message="Hei"))
    assert response.status_code == 303
    assert response["Location"] == {"fi": "/fi/kiitos/", "en": "/en/thank-you/"}[language]
    assert response["Cache-Control"] == "no-store"
    assert client.get(response["Location"]).status_code == 200
    (document,) = opened(epoch)
    receipt = receipts.derive(form.code)
    assert document["body"] == {"message": "Hei"}
    assert document["language"] == language
    assert document["case"] == str(tokens.read(form.token, "self").case)
    assert document["reply_to"] == receipt.recipient
    assert document["proof"] == receipt.proof.hex()


def test_every_answer_arrives_exactly_as_typed(client, epoch):
    text = "  Älä soita! \u202eabc\u202c 🕊️ مرحبا\r\n\ttoinen rivi\rkolmas\x00 "
    answers = valid_answers(
        message=text,
        about="someone_else",
        person_knows="not_safe_to_ask",
        language="العربية",
        interpreter="yes",
        contact_method="sms",
        phone="not a number",
        email="no address",
        via_person="sister",
        safe_times="mornings",
        say_who_we_are="no",
        leave_message="yes",
        others_see="my husband",
        safe_word="omena",
        area="Kainuu",
        under_18="no",
        urgent_needs="safety",
    )
    client.post(FORM["fi"], shown_form(client).with_answers(**answers))
    (document,) = opened(epoch)
    expected = answers | {"message": text.replace("\r\n", "\n").replace("\r", "\n")}
    assert document["body"] == expected


def test_ten_thousand_characters_of_any_script_are_taken(client, epoch):
    for character in "a\nä€ش🕊":
        form = shown_form(client)
        message = character * 10_000
        assert client.post(FORM["fi"], form.with_answers(message="x" + message[1:])).status_code == 303
    assert len(opened(epoch)) == 6


def test_windows_line_ends_count_once(client, epoch):
    message = "a\r\n" * 5_000
    assert client.post(FORM["en"], shown_form(client).with_answers(message=message)).status_code == 303


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "answers",
    [
        {"message": ""},
        {"message": "x" * 10_001},
        {"message": "kept", "about": "nobody"},
        {"message": "kept", "contact_method": "pigeon"},
        {"message": "kept", "area": "x" * 2_001},
    ],
)
def test_an_error_names_itself_and_keeps_what_was_typed(client, epoch, language, answers):
    form = shown_form(client, language)
    sent = form.with_answers(**answers | {"safe_word": "omena"})
    response = client.post(FORM[language], sent)
    page = response.content.decode()
    again = read_form(page)
    assert response.status_code == 422
    assert response["Cache-Control"] == "no-store"
    assert 'id="error-summary"' in page
    assert shows(page, sent["message"]) and shows(page, "omena")
    assert again.code == form.code
    assert tokens.read(again.token, "self").nonce == tokens.read(form.token, "self").nonce
    assert not OutboxItem.objects.exists()
    assert client.post(FORM[language], again.with_answers()).status_code == 303


def test_sending_twice_makes_one_referral_and_one_answer(client, epoch):
    sent = shown_form(client).with_answers()
    first, second = client.post(FORM["fi"], sent), client.post(FORM["fi"], sent)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert OutboxItem.objects.count() == UsedNonce.objects.count() == 1


def test_sending_again_after_forwarding_makes_no_second_referral(client, epoch):
    sent = shown_form(client).with_answers()
    client.post(FORM["fi"], sent)
    OutboxItem.objects.all().delete()
    assert client.post(FORM["fi"], sent).status_code == 303
    assert not OutboxItem.objects.exists()


def test_sending_again_after_the_nonce_was_forgotten_makes_no_second_referral(client, epoch):
    sent = shown_form(client).with_answers()
    client.post(FORM["fi"], sent)
    UsedNonce.objects.all().delete()
    OutboxItem.objects.all().delete()
    assert client.post(FORM["fi"], sent).status_code == 303
    assert not OutboxItem.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_expired_form_is_renewed_and_nothing_is_lost(client, epoch, language):
    token, code = a_token(now=datetime.now(UTC) - tokens.LIFETIME - timedelta(minutes=1))
    response = client.post(FORM[language], {"token": token.signed(), "code": code, "message": "still here"})
    page = response.content.decode()
    again = read_form(page)
    assert response.status_code == 422
    assert shows(page, "still here") and again.code == code
    assert client.post(FORM[language], again.with_answers(message="still here")).status_code == 303
    assert len(opened(epoch)) == 1


def test_an_expired_form_that_was_sent_before_is_answered_as_before(client, epoch):
    token, code = a_token(now=datetime.now(UTC) - tokens.LIFETIME - timedelta(minutes=1))
    renewed = token.renewed(datetime.now(UTC))
    assert client.post(FORM["fi"], {"token": renewed.signed(), "code": code, "message": "a"}).status_code == 303
    assert client.post(FORM["fi"], {"token": token.signed(), "code": code, "message": "a"}).status_code == 303
    assert OutboxItem.objects.count() == 1


@pytest.mark.parametrize("token", ["", "rubbish", "a:b:c", "é" * 50])
def test_a_form_without_its_token_gets_a_new_one_and_keeps_the_text(client, epoch, token):
    response = client.post(FORM["en"], {"token": token, "code": "1" * 24, "message": "still here"})
    page = response.content.decode()
    assert response.status_code == 422
    assert shows(page, "still here")
    assert client.post(FORM["en"], read_form(page).with_answers()).status_code == 303


def test_only_the_reply_number_of_the_token_is_accepted(client, epoch):
    form = shown_form(client)
    other = receipts.new_code()
    response = client.post(FORM["en"], form.with_answers() | {"code": other})
    page = response.content.decode()
    assert response.status_code == 422
    assert read_form(page).code not in {other, form.code}
    assert not OutboxItem.objects.exists()


def test_the_token_of_a_very_old_form_is_replaced(client, epoch):
    token, code = a_token(now=datetime.now(UTC) - timedelta(days=30))
    response = client.post(FORM["fi"], {"token": token.signed(), "code": code, "message": "still here"})
    page = response.content.decode()
    assert response.status_code == 422
    assert shows(page, "still here")
    assert read_form(page).code != code


def test_without_a_reply_number_no_reply_can_be_addressed(client, epoch):
    form = shown_form(client)
    client.post(FORM["fi"], form.with_answers(no_code="on"))
    (document,) = opened(epoch)
    assert document["reply_to"] is None
    assert not ReplyBox.objects.exists()


def test_a_reply_number_in_the_message_is_refused_kindly(client, epoch):
    form = shown_form(client)
    response = client.post(FORM["en"], form.with_answers(message=f"my number is {receipts.spaced(form.code)}."))
    assert response.status_code == 422
    assert "There is a reply number in this answer." in response.content.decode()


def test_a_file_is_refused_and_the_words_beside_it_are_kept(client, epoch):
    form = shown_form(client, "en")
    picture = SimpleUploadedFile("a.jpg", b"\xff\xd8" * 100)
    response = client.post(FORM["en"], {"file": picture} | form.with_answers(message="still here"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Files cannot be sent here" in page and shows(page, "still here")
    assert not OutboxItem.objects.exists()


def test_no_epoch_with_a_recovery_wrap_closes_the_form_kindly(client):
    an_epoch(recovery_recipient="")
    response = client.get(FORM["en"])
    assert response.status_code == 503
    assert SORRY["en"] in response.content.decode().replace("\xa0", " ")
    token, code = a_token()
    response = client.post(FORM["en"], {"token": token.signed(), "code": code, "message": "still here"})
    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    assert shows(response.content.decode(), "still here")


def test_the_newest_epoch_is_sealed_to(client, epoch):
    newer = an_epoch(number=2)
    client.post(FORM["fi"], shown_form(client).with_answers())
    assert OutboxItem.objects.get().epoch == 2
    assert len(opened(newer)) == 1


def test_the_summary_holds_what_the_list_shows(client, epoch):
    form = shown_form(client)
    answers = {"message": "sana " * 100, "urgent_needs": "health", "under_18": "yes", "contact_method": "call"}
    client.post(FORM["fi"], form.with_answers(**answers))
    item = OutboxItem.objects.get()
    summary = sealing.document_in(bytes(item.summary), epoch.identity, kind="summary", case=str(item.case), seq=1)
    assert (summary["urgency"], summary["under_18"], summary["answer"]) == (["health"], "yes", "call")
    assert len(summary["words"]) == 120


@pytest.mark.parametrize("needs", ["🕊" * 500, "x" * 2_000, '"\\' * 900])
def test_no_answer_is_too_much_for_the_summary(client, epoch, needs):
    sent = shown_form(client).with_answers(message="🕊" * 200, urgent_needs=needs)
    assert client.post(FORM["fi"], sent).status_code == 303


def test_nothing_outside_the_seal_tells_more_than_the_day(client, epoch):
    client.post(FORM["fi"], shown_form(client).with_answers())
    row = OutboxItem.objects.values().get()
    assert row["next_attempt_at"] is None
    times = [name for name, value in row.items() if isinstance(value, datetime)]
    assert times == []

"""With the database gone, whatever needs it is answered kindly with 503, and what does not exist with 404."""

import logging

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from accounts.roles import Role
from baking import manifest
from baking.manifest import Answer, Manifest
from config.outages import is_outage
from tests.broken import KINDS, broken_database
from tests.builders import FORM, REPLY, a_token, an_epoch, shows, valid_answers
from tests.people import signed_in

pytestmark = pytest.mark.django_db

LANGUAGES = ("fi", "en")
NUMBER = 'href="tel:+358295463177"'
UNKNOWN = {"fi": "/fi/ei-ole/", "en": "/en/not-there/"}
STAFF = ("/editor/", "/editor/pages/", "/intake/", "/account/", "/account/login/", "/intake/cases/")
WORD = "zq-marker-zq"


@pytest.fixture(params=KINDS)
def gone(request, tmp_path):
    with broken_database(request.param, tmp_path):
        yield


@pytest.fixture
def one_gone(tmp_path):
    with broken_database("rubbish", tmp_path):
        yield


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def is_kind(response, language: str) -> bool:
    page = response.content.decode()
    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    assert int(response["Retry-After"]) > 0
    assert f'<html lang="{language}"' in page
    return NUMBER in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_is_not_baked_is_a_kind_503(client, gone, language):
    assert is_kind(client.get(UNKNOWN[language]), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_is_a_kind_503_before_anything_is_written_into_it(client, gone, language):
    assert is_kind(client.get(FORM[language]), language)
    assert is_kind(client.get(REPLY[language]), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_is_shown_when_it_cannot_be_stored(client, gone, language, caplog):
    token, code = a_token()
    answers = {"token": token.signed(), "code": code} | valid_answers(message=WORD, area="Äänekoski")
    with caplog.at_level(logging.DEBUG):
        response = client.post(FORM[language], answers)
    assert is_kind(response, language)
    page = response.content.decode()
    assert shows(page, WORD) and shows(page, "Äänekoski")
    assert WORD not in caplog.text and code not in caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_replies_that_cannot_be_read_are_not_said_to_be_none(client, gone, language):
    response = client.post(REPLY[language], {"code": a_token()[1]})
    assert is_kind(response, language)
    assert "data-reply" not in response.content.decode()


def test_a_data_folder_that_takes_no_file_shows_what_was_typed(client, settings, tmp_path):
    an_epoch()
    token, code = a_token()
    settings.DATA_DIR = tmp_path / "gone"
    answers = {"token": token.signed(), "code": code} | valid_answers(message=WORD)
    response = client.post(FORM["en"], answers)
    if response.status_code != 303:  # PostgreSQL needs no file there
        assert is_kind(response, "en") and shows(response.content.decode(), WORD)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 302), ("/exit/", 302), ("/fi/kiitos/", 200), ("/en/thank-you/", 200), ("/health/live", 200)],
)
def test_what_needs_no_database_is_answered_without(client, gone, path, status):
    assert client.get(path).status_code == status


@pytest.mark.parametrize("path", STAFF)
@pytest.mark.parametrize("language", LANGUAGES)
def test_staff_are_told_in_plain_words(one_gone, settings, path, language):
    browser = Client(raise_request_exception=False)
    browser.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    response = browser.get(path, headers={"Accept-Language": language})
    assert response.status_code == 503
    assert (response["Cache-Control"], response["Content-Language"]) == ("no-store", language)
    with translation.override(language):
        assert gettext("The database does not answer") in response.content.decode()


def test_staff_stay_signed_in_over_an_outage(tmp_path):
    browser = signed_in(Role.EDITOR)
    browser.raise_request_exception = False
    assert browser.get("/editor/").status_code == 200
    for kind in KINDS:
        with broken_database(kind, tmp_path):
            assert browser.get("/editor/").status_code == 503, kind
            assert browser.post("/editor/pages/1/edit/", {}).status_code == 503, kind
        (tmp_path / "broken.sqlite3").unlink(missing_ok=True)
    assert browser.get("/editor/").status_code == 200


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_what_is_not_baked_does_not_exist_once_everything_is(client, one_gone, settings, method):
    ask = getattr(client, method)
    for path in (*UNKNOWN.values(), "/static/none.css"):
        manifest.write(settings.BAKED_DIR, Manifest(complete=False))
        assert ask(path).status_code == 503, path
        manifest.write(settings.BAKED_DIR, Manifest(complete=True))
        assert ask(path).status_code in {404, 302}, path
        manifest.write(settings.BAKED_DIR, Manifest({path: Answer(200, ())}, complete=True))
        assert ask(path).status_code == 503, path


def test_a_picture_that_is_nowhere_does_not_exist(client, one_gone, settings):
    path = "/media/images/none.webp"
    assert client.get(path).status_code == 503
    manifest.write(settings.BAKED_DIR, Manifest(complete=True))
    assert client.get(path).status_code in {404, 302}


def test_forms_and_staff_addresses_exist_without_being_baked(client, one_gone, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    manifest.write(settings.BAKED_DIR, Manifest(complete=True))
    for path in (*FORM.values(), *REPLY.values(), *STAFF, "/sitemap.xml"):
        assert client.get(path).status_code == 503, path


def test_an_address_without_language_leads_to_one_that_does_not_exist(client, one_gone, settings):
    manifest.write(settings.BAKED_DIR, Manifest(complete=True))
    response = client.get("/not-there", headers={"Accept-Language": "en"})
    assert (response.status_code, response["Location"]) == (302, "/en/not-there/")
    assert client.get("/en/not-there/").status_code == 404


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        raise error from cause
    except type(error) as caught:
        return caught


@pytest.mark.parametrize(
    "error",
    [
        OperationalError(),
        InterfaceError(),
        raised(DatabaseError(), ValueError("what the driver said")),
        raised(RuntimeError(), OperationalError()),
        raised(SessionInterrupted(), raised(ValueError(), OperationalError())),
    ],
)
def test_an_outage_is_known_by_what_was_raised(error):
    assert is_outage(error)


@pytest.mark.parametrize(
    "error",
    [
        None,
        ValueError(),
        IntegrityError(),
        DataError(),
        # As Django itself says that a row is no longer there.
        raised(SessionInterrupted(), DatabaseError("Forced update did not affect any rows.")),
    ],
)
def test_a_mistake_of_ours_is_no_outage(error):
    assert not is_outage(error)

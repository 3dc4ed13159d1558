"""What a public form accepts from the network. Every refusal is clear, in the page's language, and never a 5xx."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from referrals.models import OutboxItem
from tests.builders import FORM, REPLY, an_epoch, shown_form

pytestmark = pytest.mark.django_db

PATHS = [*FORM.values(), *REPLY.values()]
MULTIPART = "multipart/form-data; boundary=x"


@pytest.fixture(autouse=True)
def epoch():
    return an_epoch()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Origin": "null"}, 303),
        ({"Origin": "http://testserver"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "http://testserver.elsewhere.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "nonsense"}, 403),
        ({"Origin": "http://[bad"}, 403),
    ],
)
def test_only_our_own_pages_may_send(client, headers, status):
    response = client.post(FORM["fi"], shown_form(client).with_answers(), headers=headers)
    assert response.status_code == status
    assert OutboxItem.objects.exists() == (status == 303)


@pytest.mark.parametrize("path", PATHS)
def test_too_much_is_refused_with_the_limit_named(client, path):
    response = client.post(path, {"message": "x" * 300_000, "code": "1"})
    assert response.status_code == 413
    assert "256" in response.content.decode()
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PATHS)
def test_too_many_fields_are_refused(client, path):
    assert client.post(path, {f"f{number}": "x" for number in range(61)}).status_code == 413


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/x-www-form-urlencoded"),
        (b"%zz%f0%28&&==&a", "application/x-www-form-urlencoded"),
        (b"message=%ff%fe", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"message=x", "application/x-www-form-urlencoded; charset=base64"),
        (b"message=x", "application/x-www-form-urlencoded; charset=no-such-thing"),
        (b"message=x", "text/plain"),
        (b'{"message": 1}', "application/json"),
        (b"\x00\xff" * 50, "application/octet-stream"),
        (b"", "multipart/form-data"),
        (b"--x", MULTIPART),
        (b'--x\r\nContent-Disposition: form-data; name="message"\r\n\r\nx', MULTIPART),
        (b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n--x--', MULTIPART),
        (
            b'--x\r\nContent-Disposition: form-data; name="m"\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--x--',
            MULTIPART,
        ),
        (b"--x\r\n" + b"Content-Disposition: x\r\n" * 2_000, MULTIPART),
        (b"x", "multipart/form-data; boundary=" + "y" * 500),
        (b"x", "multipart/form-data; boundary=\xff"),
    ],
)
def test_malformed_bodies_get_a_clear_answer(client, path, body, content_type):
    response = client.generic("POST", path, body, content_type=content_type)
    assert response.status_code in {400, 413, 422}
    assert b'<main id="main"' in response.content
    assert not OutboxItem.objects.exists()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("length", ["-1", "x", "", "99999999999999999999"])
def test_a_nonsensical_length_is_no_error_of_ours(client, path, length):
    response = client.generic("POST", path, b"message=x", CONTENT_LENGTH=length)
    assert response.status_code < 500


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client, path, method):
    assert client.generic(method, path).status_code == 405


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.text(max_size=20), st.text(max_size=50), max_size=8), st.sampled_from(PATHS))
def test_no_fields_make_a_server_error(fields, path):
    assert Client().post(path, fields).status_code in {200, 203, 303, 422}


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary(max_size=200), st.sampled_from(PATHS), st.sampled_from(["application/x-www-form-urlencoded", MULTIPART])
)
def test_no_bytes_make_a_server_error(body, path, content_type):
    response = Client().generic("POST", path, body, content_type=content_type)
    assert response.status_code in {203, 400, 413, 422}

"""What the layer leaves to the site below, and what it does when the site fails."""

from pathlib import Path

import pytest

from baking.layer import BakedPages
from config.headers import PUBLIC, ProtectiveHeaders
from config.middleware import FORWARDING_HEADERS
from tests.baking.bakery import PAGE, a_baked_site, a_layer, ask, asked, failing

pytestmark = pytest.mark.once


@pytest.fixture
def folder(tmp_path) -> Path:
    return a_baked_site(tmp_path)


@pytest.fixture
def layer(folder) -> BakedPages:
    return a_layer(folder)


# --- Hosts ---


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "testserver", "localhost."])
def test_our_own_names_are_answered(layer, host):
    assert ask(layer, "/fi/", host=host).body == PAGE


@pytest.mark.parametrize("host", ["", "evil.example", "localhost,localhost", "localhost:x", "[::1", "a" * 300, "é"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_any_other_name_is_for_the_site_to_refuse(layer, host, method):
    assert "x-below" in ask(layer, "/fi/", method, host=host).headers


def test_a_name_longer_than_any_is_not_remembered(folder, settings):
    settings.ALLOWED_HOSTS = ["*"]
    layer = a_layer(folder)
    assert ask(layer, "/fi/", host="any.example").body == PAGE
    assert "x-below" in ask(layer, "/fi/", host="a" * 300).headers


def test_a_request_without_a_host_is_for_the_name_of_the_server(layer):
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/fi/"}
    assert asked(layer, environ | {"SERVER_NAME": "127.0.0.1"}, checked=False).body == PAGE
    assert "x-below" in asked(layer, environ | {"SERVER_NAME": "10.0.0.1"}, checked=False).headers


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_a_demonstration_answers_at_home_but_nobody_behind_a_proxy(folder, settings, host):
    settings.DEMO, settings.ALLOWED_HOSTS = True, settings.DEMO_HOSTS
    layer = a_layer(folder)
    assert ask(layer, "/fi/", host=host).body == PAGE
    assert "x-below" in ask(layer, "/fi/", host="testserver").headers
    for header in FORWARDING_HEADERS:
        assert "x-below" in ask(layer, "/fi/", host=host, **{header.removeprefix("HTTP_"): ""}).headers


def test_in_earnest_a_proxy_may_stand_in_front(layer):
    assert ask(layer, "/fi/", x_forwarded_for="192.0.2.1", via="1.1 front").body == PAGE


# --- The site below fails ---


@pytest.mark.parametrize(
    ("path", "text"),
    [("/fi/ask/", "<p>Vika</p>"), ("/en/ask/", "<p>Fault</p>"), ("/", "<p>Vika</p>"), ("", "<p>Vika</p>")],
)
def test_a_failure_below_is_answered_with_the_baked_page(folder, path, text, caplog):
    got = ask(a_layer(folder, failing), path, "POST", accept_encoding="gzip")
    assert (got.status, got.text, got.headers["cache-control"]) == (500, text, "no-store")
    assert caplog.messages == ["The application ended a request with ValueError."]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_failure_with_nothing_baked_still_gives_the_number(tmp_path, method):
    got = ask(a_layer(tmp_path, failing), "/en/", method)
    assert got.status == 500
    assert got.headers["cache-control"] == "no-store"
    if method == "GET":
        assert got.text.count("029 54 63 177") == 2 and "Jokin meni vikaan" in got.text and "went wrong" in got.text
    else:
        assert got.body == b""


def test_a_failure_after_the_headers_takes_their_place(folder):
    def half_way(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "a=b")])
        raise ValueError

    got = ask(a_layer(folder, half_way), "/fi/ask/")
    assert (got.status, got.text) == (500, "<p>Vika</p>")
    assert "set-cookie" not in got.headers


def test_every_answer_of_the_layer_carries_the_protective_headers(folder):
    application = ProtectiveHeaders(a_layer(folder, failing))
    asks = [("/fi/", {}), ("/fi", {}), ("/exit/", {}), ("/fi/", {"if_none_match": "*"}), ("/nothing", {})]
    found = {got.status: got.headers for got in (ask(application, path, **headers) for path, headers in asks)}
    found[405] = ask(application, "/fi/", "POST").headers
    assert found.keys() == {200, 301, 302, 304, 405, 500}
    for headers in found.values():
        assert {name.lower(): value for name, value in PUBLIC}.items() <= headers.items()

"""Baked answers come from memory, right in every header; everything else is asked of the site below."""

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baking.layer import BakedPages
from tests.baking.bakery import PAGE, a_baked_site, a_layer, ask, asked, bake, failing, site_below

pytestmark = pytest.mark.once

CDN = "max-age=60, stale-while-revalidate=600, stale-if-error=2592000"


@pytest.fixture
def folder(tmp_path) -> Path:
    return a_baked_site(tmp_path)


@pytest.fixture
def layer(folder) -> BakedPages:
    return a_layer(folder)


# --- What is answered ---


def test_a_baked_page_is_answered_with_all_its_headers(layer):
    got = ask(layer, "/fi/")
    assert (got.status, got.body) == (200, PAGE)
    assert got.headers == {
        "content-type": "text/html; charset=utf-8",
        "content-language": "en",
        "cache-control": "no-cache",
        "cdn-cache-control": CDN,
        "vary": "Accept-Encoding",
        "content-length": str(len(PAGE)),
        "etag": f'"{hashlib.sha256(PAGE).hexdigest()[:32]}"',
    }


@pytest.mark.parametrize("path", ["/fi/nothing/", "/", "/fi//", "//fi/", "/fi/%", "/FI/", "/fi/../fi/", ""])
def test_every_other_address_is_asked_of_the_site(layer, path):
    assert "x-below" in ask(layer, path).headers


def test_the_query_does_not_matter(layer):
    assert ask(layer, "/fi/", query="utm=1&x=%00").body == PAGE


def test_an_address_is_found_by_its_bytes(layer):
    assert ask(layer, "/fi/äiti/").body == b"<p>mother</p>"


def test_bytes_that_are_no_text_are_passed_on(layer):
    got = asked(layer, {"REQUEST_METHOD": "GET", "PATH_INFO": "/fi/\xe4iti/", "HTTP_HOST": "localhost"}, checked=False)
    assert "x-below" in got.headers


def test_an_answer_of_the_site_keeps_its_own_caching(layer):
    got = ask(layer, "/exit/")
    assert (got.status, got.headers["location"]) == (302, "https://example.org/")
    assert got.headers["cache-control"] == "no-store"
    assert got.headers["content-length"] == "0"
    assert {"cdn-cache-control", "etag", "vary"}.isdisjoint(got.headers)


def test_only_an_answer_in_several_encodings_varies(layer):
    got = ask(layer, "/media/images/x.webp", accept_encoding="br, gzip")
    assert got.body == b"RIFF"
    assert {"vary", "content-encoding"}.isdisjoint(got.headers)


def test_an_answer_that_is_no_page_keeps_its_status_and_is_never_unchanged(layer):
    got = ask(layer, "/fi/gone/", if_none_match="*", accept_encoding="gzip")
    assert (got.status, got.text) == (410, "<p>gone</p>")
    assert "etag" not in got.headers


@pytest.mark.parametrize(
    ("query", "location"), [("", "/fi/%C3%A4iti/"), ("a=%C3%A4&b=\r\n", "/fi/%C3%A4iti/?a=%C3%A4&b=%0D%0A")]
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_missing_slash_is_added(layer, method, query, location):
    got = ask(layer, "/fi/äiti", method, query=query)
    assert (got.status, got.headers["location"], got.body) == (301, location, b"")
    assert got.headers["cache-control"] == "no-cache"


# --- Methods ---


@pytest.mark.parametrize("path", ["/fi/", "/exit/", "/media/images/x.webp", "/fi", "/fi/gone/", "/en/"])
@pytest.mark.parametrize("asks", [{}, {"accept_encoding": "gzip"}, {"if_none_match": "*"}])
def test_head_is_get_without_its_body(layer, path, asks):
    whole, head = ask(layer, path, **asks), ask(layer, path, "HEAD", **asks)
    assert head == whole._replace(body=b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get", "X"])
def test_any_other_method_is_refused_in_the_language_of_the_address(folder, method):
    read = io.BytesIO(b"secret=1")
    for path, text in [("/fi/", "<p>Vain luettavaksi</p>"), ("/en/", "<p>Only to be read</p>")]:
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": "localhost", "wsgi.input": read}
        got = asked(a_layer(folder, failing), environ, checked=False)
        assert (got.status, got.text) == (405, text)
        assert (got.headers["allow"], got.headers["cache-control"]) == ("GET, HEAD", "no-store")
        assert {"etag", "cdn-cache-control"}.isdisjoint(got.headers)
    assert read.tell() == 0


def test_a_refusal_comes_in_an_encoding_that_is_understood(layer):
    got = ask(layer, "/en/", "POST", accept_encoding="br")
    assert (got.headers["content-encoding"], got.text) == ("br", "<p>Only to be read</p>")


def test_an_address_without_language_is_refused_in_finnish(layer):
    assert ask(layer, "/exit/", "POST").text == "<p>Vain luettavaksi</p>"


def test_without_a_baked_page_the_refusal_is_said_in_both_languages(tmp_path):
    bake(tmp_path, {"/en/": b"page"})
    got = ask(a_layer(tmp_path), "/en/", "POST")
    assert (got.status, got.headers["allow"], got.headers["cache-control"]) == (405, "GET, HEAD", "no-store")
    assert "Tälle sivulle" in got.text and "this page" in got.text and "029 54 63 177" in got.text


# --- Encodings ---


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0", ""), ("*;q=0", ""), ("", ""), ("zstd", "")],
)
def test_each_encoding_is_whole_and_has_a_tag_of_its_own(layer, accepts, encoding):
    got = ask(layer, "/fi/", accept_encoding=accepts)
    assert got.headers.get("content-encoding", "") == encoding
    assert got.text.encode() == PAGE
    assert got.headers["content-length"] == str(len(got.body))
    assert got.headers["etag"] == f'"{hashlib.sha256(got.body).hexdigest()[:32]}"'
    assert got.headers["vary"] == "Accept-Encoding"


STRANGE = st.text(st.characters(min_codepoint=0x20, max_codepoint=255)) | st.lists(
    st.sampled_from(["br", "gzip", "*", "identity", ";q=0", ";q=1", ",", " ", '"', "W/", '"a"'])
).map("".join)


@given(accepts=STRANGE, tags=STRANGE)
def test_no_header_leaves_a_visitor_without_the_page(tmp_path_factory, accepts, tags):
    folder = tmp_path_factory.getbasetemp() / "strange"
    if not folder.exists():
        bake(folder, {"/fi/": PAGE})
    layer = a_layer(folder)
    whole = ask(layer, "/fi/", accept_encoding=accepts)
    assert (whole.status, whole.text.encode()) == (200, PAGE)
    got = ask(layer, "/fi/", accept_encoding=accepts, if_none_match=tags)
    assert got == whole or (got.status == 304 and tags.strip() == "*")
    again = ask(layer, "/fi/", accept_encoding=accepts, if_none_match=f"W/{whole.headers['etag']}, {tags}")
    assert (again.status, again.body) == (304, b"")


# --- Conditions ---


def test_what_a_visitor_has_already_is_not_sent_again(layer):
    first = ask(layer, "/fi/", accept_encoding="gzip")
    got = ask(layer, "/fi/", accept_encoding="gzip", if_none_match=first.headers["etag"])
    assert (got.status, got.body) == (304, b"")
    kept = ("cache-control", "cdn-cache-control", "content-language", "etag", "vary")
    assert got.headers == {name: first.headers[name] for name in kept}


def test_the_tag_of_another_encoding_or_page_is_not_the_same(layer):
    for path, accepts in [("/fi/", "br"), ("/fi/", ""), ("/en/", "gzip")]:
        tag = ask(layer, path, accept_encoding=accepts).headers["etag"]
        assert ask(layer, "/fi/", accept_encoding="gzip", if_none_match=tag).status == 200


def test_a_date_or_a_range_changes_nothing(layer):
    asks = {"if_modified_since": "Fri, 31 Dec 9999 23:59:59 GMT", "range": "bytes=0-3", "if_range": '"x"'}
    assert ask(layer, "/fi/", **asks) == ask(layer, "/fi/")


def test_a_layer_reads_the_folder_of_the_settings(folder, settings):
    settings.BAKED_DIR = folder
    assert ask(BakedPages(site_below), "/fi/").body == PAGE

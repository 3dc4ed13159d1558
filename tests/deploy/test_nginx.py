"""Baked pages outlive the application: nginx serves them from the disk, and says kindly what it cannot do."""

from urllib.parse import urlencode

import pytest

from config.headers import EDITOR, FORM, HTTPS_ONLY, PUBLIC, policy_for
from tests.builders import FORM as FORMS
from tests.builders import REPLY, read_form
from tests.deploy.front import eventually

pytestmark = pytest.mark.nginx

NUMBER = "029 54 63 177"
EVERY_NAME = {name for policy in (PUBLIC, FORM, EDITOR, HTTPS_ONLY) for name, _value in policy}
MOVE = (
    "from pages.models import SitePage; page = SitePage.objects.get(address_en='offices').specific;"
    "page.address_en = 'where-we-are'; page.save_revision().publish()"
)


# --- Pages ---


def test_every_page_of_both_languages_is_served(any_site):
    pages = any_site.pages()
    assert {path[:4] for path in pages} == {"/fi/", "/en/"}
    assert len(pages) > 30
    for path in pages:
        got = any_site.front.ask(path)
        assert got.status == 200, path
        assert got.header("Content-Type") == "text/html; charset=utf-8"
        assert got.header("Content-Language") == path[1:3]
        assert f'<html lang="{path[1:3]}"' in got.text
        assert NUMBER in got.text
        assert got.header("Cache-Control") == "no-cache"
        assert got.header("CDN-Cache-Control") == "max-age=60, stale-while-revalidate=600, stale-if-error=2592000"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip", "br"),
        ("gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("br;q=0.000,gzip;q=0.001", "gzip"),
        ("GZIP;q=1.0", "gzip"),
        ("gzip;q=0, br;q=0.0", ""),
        ("brotli, xgzip, identity", ""),
        ("", ""),
    ],
)
def test_the_body_comes_as_the_browser_can_read_it(any_site, accepted, encoding):
    machine_read = (
        "/robots.txt",
        "/sitemap.xml",
        "/fi/luvut.csv",
        "/.well-known/security.txt",
        "/static/built/site.css",
    )
    for path in ("/fi/", "/en/", *machine_read):
        got = any_site.front.ask(path, accept_encoding=accepted)
        assert got.status == 200, path
        assert got.header("Content-Encoding") == encoding
        assert got.header("Vary") == "Accept-Encoding"
        assert int(got.header("Content-Length")) == len(got.body)
        assert got.text == any_site.front.ask(path).text


def test_a_page_that_has_not_changed_is_not_sent_again(any_site):
    tags = set()
    for encoding in ("br", "gzip", "identity"):
        first = any_site.front.ask("/en/", accept_encoding=encoding)
        tags.add(tag := first.header("ETag"))
        assert "last-modified" not in dict(first.headers)
        again = any_site.front.ask("/en/", accept_encoding=encoding, if_none_match=tag)
        assert (again.status, again.body) == (304, b"")
        assert again.header("ETag") == tag
        assert again.header("Vary") == "Accept-Encoding"
        assert again.header("Cache-Control") == "no-cache"
        assert any_site.front.ask("/en/", if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT").status == 200
    assert len(tags) == 3


def test_only_get_and_head_are_taken_where_a_page_is_baked(any_site):
    whole, head = any_site.front.ask("/en/"), any_site.front.ask("/en/", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.header("Content-Length") == whole.header("Content-Length")
    for method, body in (("POST", b"a=b"), ("PUT", b"a"), ("DELETE", None), ("OPTIONS", None), ("TRACE", None)):
        got = any_site.front.ask("/en/", method, body)
        assert got.status == 405
        assert got.header("Allow") == "GET, HEAD"
        assert '<html lang="en"' in got.text and NUMBER in got.text


def test_the_start_leads_to_the_first_of_our_languages_that_the_browser_names(any_site):
    for accepted, language in (("en-GB,en;q=0.9", "en"), ("fil, sv, EN", "en"), ("fi, en", "fi"), ("sv", "fi")):
        got = any_site.front.ask("/", accept_language=accepted)
        assert (got.status, got.header("Location")) == (302, f"/{language}/"), accepted
        assert got.header("Vary") == "Accept-Language"
    assert any_site.front.ask("/").header("Location") == "/fi/"


def test_the_exit_leads_away_and_leaves_nothing(any_site):
    got = any_site.front.ask("/exit/")
    assert (got.status, got.header("Location")) == (302, "https://www.ilmatieteenlaitos.fi/")
    assert got.header("Clear-Site-Data") == '"storage"'
    assert got.header("Referrer-Policy") == "no-referrer"
    assert got.header("Cache-Control") == "no-store"


def test_an_address_without_its_last_slash_leads_to_the_page(any_site):
    got = any_site.front.ask("/en/help?from=card")
    assert (got.status, got.header("Location")) == (301, "/en/help/?from=card")


def test_a_moved_page_is_found_from_its_old_address_with_the_application_and_without(running):
    running.served.manage("shell", "-c", MOVE)
    eventually(lambda: running.front.ask("/en/where-we-are/").status == 200)
    eventually(lambda: "/en/offices/" in (running.served.data / "baked/redirects.map").read_text())
    running.take_redirects()
    assert running.front.ask("/en/offices/").header("Location") == "/en/where-we-are/"
    running.kill()
    got = running.front.ask("/en/offices/")
    assert (got.status, got.header("Location")) == (302, "/en/where-we-are/")
    assert running.front.ask("/en/offices").header("Location") == "/en/where-we-are/"


def test_what_does_not_exist_is_said_in_the_language_of_the_address(any_site):
    for path in ("/en/no-such/", "/en/no-such.png", "/fi/ei.js", "/static/none.css"):
        got = any_site.front.ask(path)
        assert got.status == 404, path
        assert f'<html lang="{"en" if path.startswith("/en/") else "fi"}"' in got.text and NUMBER in got.text
        assert got.header("Cache-Control") == "no-store"
    for path in (
        "/baked-errors/404",
        "/fi/index.html",
        "/manifest.json",
        "/static/../baked/manifest.json",
        "/static/",
    ):
        assert any_site.front.ask(path).status == 404, path


def test_files_named_by_their_content_are_kept_for_a_year_and_others_are_not(any_site):
    page = any_site.front.ask("/fi/").text
    (style,) = {word for word in page.split('"') if word.startswith("/static/") and word.endswith(".css")}
    named = any_site.front.ask(style, accept_encoding="br")
    assert named.header("Content-Type") == "text/css; charset=utf-8"
    assert named.header("Cache-Control") == "public, max-age=31536000, immutable"
    plain = any_site.front.ask("/static/built/site.js")
    assert plain.header("Content-Type") == "text/javascript; charset=utf-8"
    assert plain.header("Cache-Control") == "public, max-age=60"
    assert any_site.front.ask("/static/img/favicon.svg").header("Content-Type") == "image/svg+xml"


# --- What needs the application ---


def test_without_the_application_its_addresses_say_so_and_give_the_number(killed):
    fixed = [*FORMS.values(), *REPLY.values(), "/fi/kiitos/", "/en/thank-you/", "/fi/haku/", "/en/search/"]
    for path in [*fixed, "/editor/", "/intake/", "/account/login/", "/health/ready", "/health/live"]:
        got = killed.front.ask(path)
        assert got.status == 503, path
        assert f'<html lang="{"en" if path.startswith("/en/") else "fi"}"' in got.text
        assert NUMBER in got.text
        assert got.header("Cache-Control") == "no-store"
    for path in FORMS.values():
        got = killed.front.ask(path, "POST", b"message=Help")
        assert got.status == 503 and NUMBER in got.text


def test_when_the_application_is_back_a_message_can_be_sent(killed):
    killed.bring_back()
    shown = killed.front.ask(FORMS["en"])
    assert shown.status == 203
    form = urlencode(read_form(shown.text).with_answers()).encode()
    sent = {"content_type": "application/x-www-form-urlencoded", "origin": "null"}
    got = killed.front.ask(FORMS["en"], "POST", form, **sent)
    assert (got.status, got.header("Location")) == (303, "/en/thank-you/")
    assert killed.front.ask("/en/thank-you/").status == 200


# --- Headers ---

FROM_NGINX = {400, 413, 414}  # whether the application runs or not
ASKED = [
    *(("GET", path, b"") for path in ("/", "/exit/", "/fi/", "/en/help", "/robots.txt", "/no-such/", "/en/%00")),
    *(("GET", path, b"") for path in ("/static/built/site.css", "/static/none.css", f"/en/{'a' * 9000}")),
    *(("GET", path, b"") for path in (FORMS["fi"], REPLY["en"], "/account/login/", "/intake/", "/health/ready")),
    *(("POST", path, b"a=b") for path in ("/fi/", "/robots.txt", FORMS["en"], REPLY["fi"])),
    ("POST", FORMS["en"], b"a" * 300_000),
    ("DELETE", FORMS["en"], b""),
]


def test_every_response_carries_the_whole_policy_once_whoever_answers(any_site, state):
    statuses = set()
    for method, path, body in ASKED:
        got = any_site.front.ask(path, method, body or None)
        statuses.add(got.status)
        policy = PUBLIC if state == "killed" or got.status in FROM_NGINX else policy_for(path)
        # A demonstration is not served over TLS.
        expected = {name: [value] for name, value in policy if (name, value) not in HTTPS_ONLY}
        assert {name: got.all(name) for name in EVERY_NAME if got.all(name)} == expected, (method, path)
        assert not got.all("Access-Control-Allow-Origin")
    assert statuses >= {200, 301, 302, 404, 405} | FROM_NGINX | ({503} if state == "killed" else {203, 422})


def test_the_editors_policy_is_the_applications(running):
    got = running.front.ask("/editor/pages/")
    names = {name for name, value in EDITOR if (name, value) not in HTTPS_ONLY}
    assert {name for name in EVERY_NAME if got.all(name)} == names
    assert all(len(got.all(name)) == 1 for name in names)

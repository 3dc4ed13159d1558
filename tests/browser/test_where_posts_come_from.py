"""Who may send the forms, by the posts of a real browser: our own pages, and nobody else's."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Page, Request

from tests.builders import FORM, REPLY

# Another site's page that sends our form as soon as it is open. `referrer` is what it wants to be known of itself.
ELSEWHERE = """<!doctype html><meta name="referrer" content="{referrer}">
<form method="post" action="{action}"><input name="message" value="from elsewhere"><input name="code" value="1"></form>
<script>document.forms[0].submit()</script>"""


@pytest.fixture
def page(chromium) -> Page:
    context = chromium.new_context(locale="en-GB")
    yield context.new_page()
    context.close()


def sent_to(page: Page, path: str) -> list[Request]:
    """Fills up with the posts that the browser sends to `path`."""
    found: list[Request] = []
    page.on("request", lambda seen: found.append(seen) if seen.method == "POST" and seen.url.endswith(path) else None)
    return found


@pytest.mark.parametrize("language", FORM)
def test_our_own_form_is_taken_though_it_hides_where_it_comes_from(page, site, language):
    posts = sent_to(page, FORM[language])
    page.goto(site + FORM[language])
    page.locator('[name="message"]').fill("He has my passport.")
    page.locator('main form button[type="submit"]').click()
    page.wait_for_url(lambda address: not address.endswith(FORM[language]))
    (post,) = posts
    headers = post.all_headers()
    assert (headers["origin"], headers["sec-fetch-site"]) == ("null", "same-origin")
    assert "referer" not in headers
    assert post.response().status == 303


@pytest.mark.parametrize("language", REPLY)
def test_so_is_our_own_question_for_a_reply(page, site, language):
    posts = sent_to(page, REPLY[language])
    page.goto(site + REPLY[language])
    page.locator('[name="code"]').fill("1234")
    page.locator('main form button[type="submit"]').click()
    page.wait_for_load_state()
    (post,) = posts
    assert post.all_headers()["origin"] == "null"
    assert post.response().status == 422  # read, and found wrong


class Elsewhere(BaseHTTPRequestHandler):
    """Another site on this machine: it answers with the page that its address spells."""

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        body = unquote(self.path[1:]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[int]:
    """The port of another site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize("referrer", ["no-referrer", "unsafe-url"])
@pytest.mark.parametrize(("host", "called"), [("127.0.0.1", "cross-site"), ("localhost", "same-site")])
@pytest.mark.parametrize("path", [*FORM.values(), *REPLY.values()])
def test_another_site_s_form_is_refused(page, site, elsewhere, path, host, called, referrer):
    posts = sent_to(page, path)
    with page.expect_response(site + path) as answer:
        page.goto(f"http://{host}:{elsewhere}/{quote(ELSEWHERE.format(action=site + path, referrer=referrer))}")
    assert answer.value.status == 403
    headers = posts[0].all_headers()
    assert headers["sec-fetch-site"] == called
    assert headers["origin"] == ("null" if referrer == "no-referrer" else f"http://{host}:{elsewhere}")

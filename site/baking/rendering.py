"""One address as an anonymous visitor would get it, through the whole of Django."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import got_request_exception
from django.db import Error as DatabaseTrouble
from django.db import connection
from django.http import HttpResponse, HttpResponseBase
from django.utils import translation

from config.errors import error_page
from config.headers import PUBLIC
from config.limits import LARGEST_BODY

# Said again by whoever serves: they follow from the bytes, from the encodings there are, from the policy.
_NOT_KEPT = {"content-length", "vary", "etag", "last-modified", *(name.lower() for name, _ in PUBLIC)}


class DatabaseGone(Exception):
    """Nothing can be rendered now, and nothing is wrong with the page."""


class RenderingFailed(Exception):
    """The page cannot be made. Its text says why, for the editor."""


@dataclass(frozen=True)
class Rendered:
    """An answer of the site. `headers` are those that are kept, see `baking.manifest.Answer`; `left_out` says for
    editors what the page should show and cannot."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    left_out: tuple[str, ...] = ()


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def render(path: str) -> Rendered:
    """What the site answers at `path` (percent-decoded). Raises `RenderingFailed` and `DatabaseGone`."""
    request = _request(path)
    connection.errors_occurred = False
    # The middleware leaves its language active, and an editor's request may be under way in this thread.
    with translation.override(settings.LANGUAGE_CODE), _exception_of(request) as raised:
        response = _handler().get_response(request)
    if raised and not isinstance(raised[0], DatabaseTrouble):
        raise RenderingFailed(f"{type(raised[0]).__name__}: {raised[0]}") from raised[0]
    # The last: what every page needs is remembered when it cannot be read, and a bake must not be out of date.
    if raised or response.status_code == 503 or connection.errors_occurred:
        raise DatabaseGone
    if response.status_code >= 500:
        raise RenderingFailed(f"HTTP {response.status_code}")
    return replace(_rendered(response), left_out=tuple(getattr(request, "left_out", ())))


def render_error(language: str, status: int) -> Rendered:
    """The error page of that status. Raises nothing for want of a database: it is then a page without a menu."""
    # What the page of a request that was too large says besides.
    limit = {"kilobytes": LARGEST_BODY // 1024}
    return _rendered(error_page(_request(f"/{language}/"), status, str(status), **limit))


def _request(path: str) -> WSGIRequest:
    site = urlsplit(settings.PUBLIC_URL or f"http://{(*settings.ALLOWED_HOSTS, 'localhost')[0].lstrip('.')}")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),  # as WSGI spells it
        "QUERY_STRING": "",
        "SERVER_NAME": site.hostname or "localhost",
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": site.netloc,
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    return WSGIRequest(environ)


@contextmanager
def _exception_of(request: WSGIRequest) -> Iterator[list[BaseException]]:
    """Collects what was raised on the way to the answer, which shows only an error page."""
    raised: list[BaseException] = []

    def note(sender: object, request: object = None, **kwargs: object) -> None:
        error = sys.exc_info()[1]
        if request is ours and error is not None:
            raised.append(error)

    ours = request
    got_request_exception.connect(note, weak=False)
    try:
        yield raised
    finally:
        got_request_exception.disconnect(note)


def _rendered(response: HttpResponseBase) -> Rendered:
    body = response.content if isinstance(response, HttpResponse) else b"".join(response)
    kept = tuple((name, value) for name, value in response.items() if name.lower() not in _NOT_KEPT)
    return Rendered(response.status_code, kept, body)

"""The layer of the application that answers with what is baked; it needs no database and no template."""

import logging
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.encoding import iri_to_uri

from baking.index import CurrentIndex, Index
from baking.negotiation import encodings_for, has_already
from baking.replies import CACHING, NOT_CACHED, Reply, Variant, status_line
from config.headers import Header, Wsgi
from config.middleware import FORWARDING_HEADERS

logger = logging.getLogger(__name__)

LONGEST_HOST = 255
ALLOW: Header = ("Allow", "GET, HEAD")
# Where not even an error page is baked: in both languages, for nothing is known but the address.
TEXTS = {
    405: "Tälle sivulle ei voi lähettää mitään. Neuvontapuhelin: 029 54 63 177. Hätätilanteessa soita 112.\n"
    "Nothing can be sent to this page. Helpline: 029 54 63 177. In danger, call 112.\n",
    500: "Jokin meni vikaan tällä sivustolla. Neuvontapuhelin: 029 54 63 177. Hätätilanteessa soita 112.\n"
    "Something went wrong on this site. Helpline: 029 54 63 177. In danger, call 112.\n",
}

StartResponse = Callable[..., Any]


class BakedPages:
    """Answers at every baked address; all the rest is the application's below."""

    def __init__(self, application: Wsgi, folder: Path | None = None) -> None:
        self.application = application
        self._baked = CurrentIndex(folder or settings.BAKED_DIR)
        self._forbidden = FORWARDING_HEADERS if settings.DEMO else ()
        allowed = tuple(settings.ALLOWED_HOSTS)

        @lru_cache(maxsize=64)
        def is_our_name(host: str) -> bool:
            domain, _ = split_domain_port(host)
            return bool(domain) and validate_host(domain, allowed)

        self._is_our_name = is_our_name

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        index = self._baked.current()
        path = environ.get("PATH_INFO", "")
        reply = index.answers.get(path)
        if (reply is None and path not in index.slashes) or not self._may_answer(environ):
            return self._ask_below(index, environ, start_response)
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            return _error(index, environ, 405, start_response)
        if reply is None:
            return _add_slash(index.slashes[path], environ, start_response)
        headers, content, tag, unchanged = _chosen(reply, environ)
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked is not None and tag and has_already(asked, tag):
            start_response("304 Not Modified", unchanged)
            return []
        start_response(reply.status, headers)
        return content if method == "GET" else []

    def _may_answer(self, environ: dict[str, Any]) -> bool:
        """Whether Django would; where not, it says so itself."""
        host = environ["HTTP_HOST"] if "HTTP_HOST" in environ else environ.get("SERVER_NAME", "")
        if len(host) > LONGEST_HOST or not self._is_our_name(host):
            return False
        return not any(header in environ for header in self._forbidden) if self._forbidden else True

    def _ask_below(self, index: Index, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        try:
            return self.application(environ, start_response)
        except Exception as error:  # noqa: BLE001 - nobody is left without an answer
            logger.error("The application ended a request with %s.", type(error).__name__)
            return _error(index, environ, 500, start_response, sys.exc_info())


def _chosen(reply: Reply, environ: dict[str, Any]) -> Variant:
    variants = reply.variants
    for encoding in encodings_for(environ.get("HTTP_ACCEPT_ENCODING", "")):
        if encoding in variants:
            return variants[encoding]
    return variants[""]


def _add_slash(location: str, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    query = environ.get("QUERY_STRING", "")
    if query:
        location = f"{location}?{iri_to_uri(query)}"
    headers = [("Location", location), ("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "0"), *CACHING]
    start_response(status_line(301), headers)
    return []


def _error(
    index: Index, environ: dict[str, Any], status: int, start_response: StartResponse, *raised: Any
) -> Iterable[bytes]:
    """The baked error page in the language of the address; without language in Finnish."""
    language = environ.get("PATH_INFO", "").split("/", 2)[1:2]
    names = [f"{code}/{status}" for code in (*language, settings.LANGUAGE_CODE)]
    page = next((index.errors[name] for name in names if name in index.errors), None)
    if page is not None:
        headers, content = _chosen(page, environ)[:2]
    else:
        text = TEXTS[status].encode()
        headers, content = [("Content-Type", "text/plain; charset=utf-8"), NOT_CACHED], [text]
        headers.append(("Content-Length", str(len(text))))
    if status == 405:
        headers = [*headers, ALLOW]
    start_response(status_line(status), headers, *raised)
    return content if environ["REQUEST_METHOD"] != "HEAD" else []

"""Baked answers made ready to be sent: every list of headers is made once, not for every visitor."""

from collections.abc import Mapping
from http.client import responses
from typing import NamedTuple

from baking.bodies import Body
from baking.manifest import Answer
from config.headers import Header

# Browsers ask each time whether it has changed; a CDN shows what it has while the site is down.
CACHING: tuple[Header, ...] = (
    ("Cache-Control", "no-cache"),
    ("CDN-Cache-Control", "max-age=60, stale-while-revalidate=600, stale-if-error=2592000"),
)
NOT_CACHED: Header = ("Cache-Control", "no-store")
# What is said again where the answer is that nothing has changed.
_SAID_AGAIN = {"cache-control", "cdn-cache-control", "content-language", "content-location", "expires", "vary"}
_WITHOUT_LENGTH = {204, 304}


class Variant(NamedTuple):
    """A reply in one encoding. `tag` is empty where nobody may ask whether it has changed; `unchanged` are the
    headers of the reply that it has not. Nobody may change the lists."""

    headers: list[Header]
    content: list[bytes]
    tag: str
    unchanged: list[Header]


class Reply(NamedTuple):
    """`variants` are by encoding; "" is the plain one, which is always there. `answer` is what it was made from."""

    status: str
    variants: Mapping[str, Variant]
    answer: Answer

    def is_all_of(self, answer: Answer) -> bool:
        """Whether it is that answer and has lost no encoding."""
        return self.answer == answer and len(self.variants) > len(answer.encodings)


def reply_of(answer: Answer, bodies: Mapping[str, Body]) -> Reply:
    """With the site's own headers, and where it gave no Cache-Control with ours."""
    own = list(answer.headers)
    return _reply(answer, own if any(name.lower() == "cache-control" for name, _ in own) else [*own, *CACHING], bodies)


def error_reply_of(answer: Answer, bodies: Mapping[str, Body]) -> Reply:
    """To be shown at addresses that are not its own, so never kept by anyone."""
    kept = [(name, value) for name, value in answer.headers if not name.lower().endswith("cache-control")]
    return _reply(answer, [*kept, NOT_CACHED], bodies)


def status_line(status: int) -> str:
    return f"{status} {responses.get(status, 'Unknown')}"


def _reply(answer: Answer, headers: list[Header], bodies: Mapping[str, Body]) -> Reply:
    if answer.encodings:
        headers = [*headers, ("Vary", "Accept-Encoding")]
    variants = {encoding: _variant(answer.status, headers, encoding, body) for encoding, body in bodies.items()}
    return Reply(status_line(answer.status), variants, answer)


def _variant(status: int, headers: list[Header], encoding: str, body: Body) -> Variant:
    unchanged = [(name, value) for name, value in headers if name.lower() in _SAID_AGAIN]
    if encoding:
        headers = [*headers, ("Content-Encoding", encoding)]
    if status not in _WITHOUT_LENGTH:
        headers = [*headers, ("Content-Length", str(len(body.content)))]
    if status != 200:
        return Variant(headers, [body.content], "", [])
    tag = ("ETag", body.tag)
    return Variant([*headers, tag], [body.content], body.tag, [*unchanged, tag])

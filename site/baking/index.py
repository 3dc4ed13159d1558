"""The baked answers in memory, ready to be sent; another set of them as soon as the manifest is another."""

import gzip
import hashlib
import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import responses
from pathlib import Path
from typing import NamedTuple

import brotli
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from baking import manifest
from baking.manifest import Answer, Manifest, UnreadableManifest, body_path
from config.headers import Header

logger = logging.getLogger(__name__)

# Seconds before files that were missing or damaged are looked for again.
AGAIN = 5.0
# Browsers ask each time whether it has changed; a CDN shows what it has while the site is down.
CACHING: tuple[Header, ...] = (
    ("Cache-Control", "no-cache"),
    ("CDN-Cache-Control", "max-age=60, stale-while-revalidate=600, stale-if-error=2592000"),
)
# What an answer says again when it says that nothing has changed.
_SAID_AGAIN = {"cache-control", "cdn-cache-control", "content-language", "content-location", "expires"}
_DECODED: Mapping[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


class Damaged(Exception):
    """A body's file is missing, or does not hold that body."""


class Body(NamedTuple):
    content: bytes
    tag: str


class Variant(NamedTuple):
    """An answer in one encoding. `tag` is empty where nobody may ask whether it has changed; `unchanged` are the
    headers of the answer that it has not. Nobody may change the lists."""

    headers: list[Header]
    content: list[bytes]
    tag: str = ""
    unchanged: list[Header] = []  # noqa: RUF012 - shared and never changed


class Ready(NamedTuple):
    """An answer with its variants by encoding; "" is the plain one."""

    status: str
    variants: Mapping[str, Variant]


@dataclass(frozen=True)
class Index:
    """`answers` and `slashes` are by path as WSGI spells it. `slashes`: where an address that lacks only its last
    slash leads. `errors`: by language and status (`fi/405`). `bodies`: by hash and encoding."""

    answers: Mapping[str, Ready] = field(default_factory=dict)
    slashes: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Ready] = field(default_factory=dict)
    bodies: Mapping[tuple[str, str], Body] = field(default_factory=dict)
    damages: int = 0


class CurrentIndex:
    """The index of a baked folder. May be asked by any number of threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = str(folder / manifest.NAME)
        self._index = Index()
        self._seen: tuple[int, int, int] | None = None
        self._again_at = 0.0  # when to look at the same manifest again; 0: it was all there
        self._building = threading.Lock()
        self.current()

    def current(self) -> Index:
        """What is baked now. While one thread reads a new manifest, the others go on with the index before.

        Without a manifest, or without one that can be read, it is the last index there was: pages survive everything.
        """
        try:
            found = os.stat(self._path)
        except OSError:
            return self._index
        if (found.st_mtime_ns, found.st_ino, found.st_size) != self._seen or self._again_at:
            self._renew()
        return self._index

    def _renew(self) -> None:
        if not self._building.acquire(blocking=False):
            return
        try:
            found = os.stat(self._path)
            stamp = (found.st_mtime_ns, found.st_ino, found.st_size)
            if stamp != self._seen or 0.0 < self._again_at <= time.monotonic():
                self._read(is_new=stamp != self._seen)
                self._seen = stamp
        except OSError:
            pass  # gone since the thread asked
        finally:
            self._building.release()

    def _read(self, is_new: bool) -> None:
        try:
            index = build(self.folder, manifest.read(self.folder), self._index)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, what was baked before is still served
            if is_new:
                cause = error.__cause__ if isinstance(error, UnreadableManifest) else None
                logger.error("The manifest of what is baked cannot be read: %s.", type(cause or error).__name__)
            self._again_at = time.monotonic() + AGAIN
            return
        if index.damages and is_new:
            logger.error("%d baked files are missing or damaged.", index.damages)
        self._index = index
        self._again_at = time.monotonic() + AGAIN if index.damages else 0.0


def build(folder: Path, stored: Manifest, before: Index) -> Index:
    """The index of a manifest, with the bodies that `before` has already.

    An answer whose body cannot be read stays what it was before; where there was none, the site is asked.
    """
    bodies: dict[tuple[str, str], Body] = {}
    damages = 0

    def ready(answers: Mapping[str, Answer], earlier: Mapping[str, Ready], *, is_error: bool) -> dict[str, Ready]:
        nonlocal damages
        found: dict[str, Ready] = {}
        for name, answer in answers.items():
            key = as_wsgi_spells(name)
            try:
                variants, lost = _bodies_of(folder, answer, before.bodies)
            except Damaged:
                damages += 1
                if key in earlier:
                    found[key] = earlier[key]
            else:
                damages += lost
                bodies.update({(answer.body, encoding): body for encoding, body in variants.items()})
                found[key] = _ready(answer, variants, is_error=is_error)
        return found

    answers = ready(stored.answers, before.answers, is_error=False)
    errors = ready(stored.errors, before.errors, is_error=True)
    slashes = {
        as_wsgi_spells(path[:-1]): escape_leading_slashes(escape_uri_path(path))
        for path in stored.answers
        if path.endswith("/") and as_wsgi_spells(path) in answers and path[:-1] not in stored.answers
    }
    return Index(answers, slashes, errors, bodies, damages)


def as_wsgi_spells(path: str) -> str:
    """PEP 3333: the bytes of the path, each as one character. What is no UTF-8 there is so no path here."""
    return path.encode().decode("latin-1")


def _bodies_of(
    folder: Path, answer: Answer, held: Mapping[tuple[str, str], Body]
) -> tuple[dict[str, Body], int]:
    """By encoding, and how many encodings are lost. Raises `Damaged` where there is not even the plain body."""
    if not answer.body:
        return {"": Body(b"", "")}, 0
    plain = held.get((answer.body, "")) or _plain_body(folder, answer.body)
    found = {"": plain}
    for encoding in answer.encodings:
        try:
            found[encoding] = held.get((answer.body, encoding)) or _encoded_body(folder, answer.body, encoding, plain)
        except Damaged:
            continue
    return found, len(answer.encodings) + 1 - len(found)


def _plain_body(folder: Path, name: str) -> Body:
    try:
        content = body_path(folder, name).read_bytes()
    except OSError as error:
        raise Damaged from error
    if hashlib.sha256(content).hexdigest() != name:
        raise Damaged
    return Body(content, _tag(content))


def _encoded_body(folder: Path, name: str, encoding: str, plain: Body) -> Body:
    try:
        content = body_path(folder, name, encoding).read_bytes()
        is_whole = _DECODED[encoding](content) == plain.content
    except Exception as error:  # noqa: BLE001 - each decoder has errors of its own
        raise Damaged from error
    if not is_whole:
        raise Damaged
    return Body(content, _tag(content))


def _tag(content: bytes) -> str:
    """A strong entity tag: of these very bytes, so that each encoding has its own."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _ready(answer: Answer, bodies: Mapping[str, Body], *, is_error: bool) -> Ready:
    own = list(answer.headers)
    if is_error:
        own = [(name, value) for name, value in own if name.lower() not in {"cache-control", "cdn-cache-control"}]
        own.append(("Cache-Control", "no-store"))
    if all(name.lower() != "cache-control" for name, _ in own):
        own += CACHING
    if answer.encodings:
        own.append(("Vary", "Accept-Encoding"))
    return Ready(
        f"{answer.status} {responses.get(answer.status, 'Unknown')}",
        {encoding: _variant(answer, own, encoding, body) for encoding, body in bodies.items()},
    )


def _variant(answer: Answer, own: list[Header], encoding: str, body: Body) -> Variant:
    headers = [*own, ("Content-Length", str(len(body.content)))]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    if answer.status != 200:
        return Variant(headers, [body.content])
    tag = ("ETag", body.tag)
    again = [(name, value) for name, value in own if name.lower() in _SAID_AGAIN | {"vary"}]
    return Variant([*headers, tag], [body.content], body.tag, [*again, tag])

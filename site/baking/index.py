"""The baked answers in memory; another set of them as soon as the manifest is another."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from baking import manifest
from baking.bodies import Body, Damaged, bodies_of
from baking.manifest import Answer, Manifest, UnreadableManifest
from baking.replies import Reply, error_reply_of, reply_of

logger = logging.getLogger(__name__)

# Seconds before files that were missing or damaged are looked for again.
AGAIN = 5.0

Maker = Callable[[Answer, Mapping[str, Body]], Reply]


@dataclass(frozen=True)
class Index:
    """`answers` and `slashes` are by path as WSGI spells it. `slashes`: where an address that lacks only its last
    slash leads. `errors`: by language and status (`fi/405`). `bodies`: by the hash of the plain one, each by encoding.
    `damages`: how many answers lack a body or an encoding."""

    answers: Mapping[str, Reply] = field(default_factory=dict)
    slashes: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Reply] = field(default_factory=dict)
    bodies: Mapping[str, Mapping[str, Body]] = field(default_factory=dict)
    damages: int = 0


class CurrentIndex:
    """The index of a baked folder. Any number of threads may ask it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = str(folder / manifest.NAME)
        self._index = Index()
        self._seen: tuple[int, int, int] | None = None
        self._again_at = 0.0  # when to read the same manifest again; 0: nothing was amiss
        self._reading = threading.Lock()
        self.current()

    def current(self) -> Index:
        """What is baked now. While one thread reads a new manifest, the others go on with what was before.

        Without a manifest, or with one that cannot be read, that stays: pages survive everything.
        """
        try:
            if self._is_news(self._stamp()):
                self._renew()
        except OSError:
            pass  # there is no manifest, or none any more
        return self._index

    def _stamp(self) -> tuple[int, int, int]:
        found = os.stat(self._path)
        return found.st_mtime_ns, found.st_ino, found.st_size

    def _is_news(self, stamp: tuple[int, int, int]) -> bool:
        return stamp != self._seen or (self._again_at > 0 and time.monotonic() >= self._again_at)

    def _renew(self) -> None:
        if not self._reading.acquire(blocking=False):
            return
        try:
            # Taken before reading: were the manifest replaced meanwhile, the next request would see that.
            stamp = self._stamp()
            if self._is_news(stamp):
                self._read(is_new=stamp != self._seen)
                self._seen = stamp
        finally:
            self._reading.release()

    def _read(self, is_new: bool) -> None:
        try:
            index = build(self._folder, manifest.read(self._folder), self._index)
        except Exception as error:  # noqa: BLE001 - whatever is wrong there, what was baked before is served
            if is_new:
                cause = error.__cause__ if isinstance(error, UnreadableManifest) else None
                logger.error("The manifest of what is baked cannot be read: %s.", type(cause or error).__name__)
            self._again_at = time.monotonic() + AGAIN
            return
        if is_new and index.damages:
            logger.error("%d baked answers have files that are missing or damaged.", index.damages)
        self._index = index
        self._again_at = time.monotonic() + AGAIN if index.damages else 0.0


def build(folder: Path, stored: Manifest, before: Index) -> Index:
    """The index of a manifest, with what `before` holds of it already.

    An answer whose body cannot be read stays what it was before; where there was none, the site is asked.
    """
    bodies: dict[str, Mapping[str, Body]] = {}
    damages = 0

    def ready(answers: Mapping[str, Answer], known: Mapping[str, Reply], make: Maker) -> Iterator[tuple[str, Reply]]:
        nonlocal damages
        for name, answer in answers.items():
            path = as_wsgi_spells(name)
            reply, held = known.get(path), before.bodies.get(answer.body, {})
            if reply is None or not reply.is_all_of(answer):
                try:
                    held = bodies_of(folder, answer, held)
                    reply = make(answer, held)
                except Damaged:
                    pass
            if len(held) > len(bodies.get(answer.body, ())):
                bodies[answer.body] = held
            damages += reply is None or not reply.is_all_of(answer)
            if reply is not None:
                yield path, reply

    answers = dict(ready(stored.answers, before.answers, reply_of))
    errors = dict(ready(stored.errors, before.errors, error_reply_of))
    slashes = {
        path[:-1]: escape_leading_slashes(escape_uri_path(path.encode("latin-1").decode()))
        for path in answers
        if path.endswith("/") and path[:-1] not in answers
    }
    return Index(answers, slashes, errors, bodies, damages)


def as_wsgi_spells(path: str) -> str:
    """Each byte of the path as one character (PEP 3333). So what is no UTF-8 in a request matches no path."""
    return path.encode().decode("latin-1")

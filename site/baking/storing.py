"""Puts rendered answers on the disk: the bodies first, then the manifest, then the tree that nginx serves."""

import fcntl
import gzip
import hashlib
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import brotli

from baking import manifest
from baking.manifest import ENCODINGS, Answer, Manifest, UnreadableManifest, body_path
from baking.rendering import Rendered

# A third of the time of the last level, and hardly larger.
BROTLI_QUALITY = 10
# Seconds that a body outlives the last answer that had it: a server may just be reading the manifest before.
GRACE = 3600
COMPRESSED = ("text/", "application/xml", "application/json", "image/svg+xml")
# Newer than any file system's epoch, older than today's files.
_EARLIEST, _SPAN = 1_000_000_000, 500_000_000


class Busy(Exception):
    """Somebody else bakes now."""


@contextmanager
def locked(folder: Path, patience: float | None = None) -> Iterator[None]:
    """One bake at a time, over all processes. Raises `Busy` after `patience` seconds; without, it waits."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if patience is None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        else:
            _lock_within(handle, time.monotonic() + patience)
        yield
    finally:
        os.close(handle)


def _lock_within(handle: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                raise Busy from error
            time.sleep(0.02)
        else:
            return


def answer_of(rendered: Rendered) -> Answer:
    """The answer as the manifest names it; nothing is written."""
    if not rendered.body:
        return Answer(rendered.status, rendered.headers)
    kind = dict(rendered.headers).get("Content-Type", "")
    encodings = tuple(ENCODINGS) if kind.startswith(COMPRESSED) else ()
    name = hashlib.sha256(rendered.body).hexdigest()
    return Answer(rendered.status, rendered.headers, name, len(rendered.body), encodings)


class Shelf:
    """The baked folder while it is being changed, under the lock. Nothing is seen by readers before `save`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self._stored = manifest.read(folder)
        except UnreadableManifest:
            self._stored = Manifest()
        self.answers = dict(self._stored.answers)
        self.errors = dict(self._stored.errors)
        self.complete = self._stored.complete
        self._unsynced: list[Path] = []

    def put(self, path: str, rendered: Rendered) -> bool:
        """Whether the answer at `path` is now another."""
        answer = self.store(rendered)
        if self.answers.get(path) == answer:
            return False
        self.answers[path] = answer
        return True

    def put_error(self, name: str, rendered: Rendered) -> bool:
        answer = self.store(rendered)
        if self.errors.get(name) == answer:
            return False
        self.errors[name] = answer
        return True

    def keep_only(self, paths: Iterable[str]) -> None:
        """Drop all other answers."""
        for path in self.answers.keys() - set(paths):
            del self.answers[path]

    def store(self, rendered: Rendered) -> Answer:
        """Write the body's files, those that are not there yet."""
        answer = answer_of(rendered)
        for encoding in ("", *answer.encodings) if answer.body else ():
            path = body_path(self.folder, answer.body, encoding)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                temporary = path.with_name(f".{path.name}.new")
                temporary.write_bytes(_encoded(rendered.body, encoding))
                # nginx makes an entity tag of time and size: from the content, equal tags mean equal bodies.
                moment = _EARLIEST + int(answer.body[:12], 16) % _SPAN
                os.utime(temporary, (moment, moment))
                temporary.replace(path)
                self._unsynced.append(path)
        return answer

    def save(self) -> None:
        """Show readers what was put and dropped since the last time."""
        new = Manifest(dict(self.answers), dict(self.errors), self.complete)
        if new == self._stored and (self.folder / manifest.NAME).exists():
            return
        before, self._stored = self._stored, new
        self._sync_bodies()
        manifest.write(self.folder, new)
        _follow(dict(files(self.folder, before)), dict(files(self.folder, new)))
        self._write_redirects()

    def _sync_bodies(self) -> None:
        """All at once: most of what the first one waits for is then done for the others."""
        for path in self._unsynced:
            manifest.sync(path)
        if self._unsynced:
            manifest.sync(self.folder / manifest.BODIES)
        self._unsynced.clear()

    def repair_tree(self) -> None:
        """Make the files by path those of the manifest, whatever a killed bake or a hand has left of them."""
        found = {
            Path(folder, name): Path()
            for top in (self.folder / "tree", self.folder / "errors")
            for folder, _folders, names in os.walk(top)
            for name in names
        }
        _follow(found, dict(files(self.folder, self._stored)))
        self._write_redirects()

    def clear_out(self) -> None:
        """Remove bodies that no answer has had for a while, and what a killed bake left half-written."""
        used, old = self._stored.bodies(), time.time() - GRACE
        for path in (self.folder / manifest.BODIES).glob("*"):
            # Not the time of the content, which is made up: of the last change of its links.
            if path.name.split(".")[0] not in used and path.stat().st_ctime < old:
                path.unlink()
        for top in (self.folder, self.folder / manifest.BODIES):
            for path in top.glob(".*.new"):
                if path.stat().st_ctime < old:
                    path.unlink()

    def _write_redirects(self) -> None:
        lines = [
            f'"{path}" "{answer.location}";\n'
            for path, answer in sorted(self._stored.answers.items())
            if answer.location and _is_plain(path) and _is_plain(answer.location)
        ]
        path, text = self.folder / "redirects.map", "".join(lines)
        # Left alone while it is the same: nginx is told to read it again whenever it changes.
        if not path.exists() or path.read_text() != text:
            with manifest.written(path) as temporary:
                temporary.write_text(text)


def files(folder: Path, stored: Manifest) -> Iterator[tuple[Path, Path]]:
    """The path of each file for nginx, and of the body that belongs there."""
    for path, answer in stored.answers.items():
        if answer.status == 200 and _is_on_disk(path):
            name = f"{path}index.html" if path.endswith("/") else path
            yield from _in_each_encoding(folder, folder / "tree" / name.lstrip("/"), answer)
    for name, answer in stored.errors.items():
        yield from _in_each_encoding(folder, folder / "errors" / f"{name}.html", answer)


def _is_on_disk(path: str) -> bool:
    """Whether the address becomes a path on the disk: one that leads nowhere but down."""
    return path == "/" or ("\0" not in path and not {"", ".", ".."} & set(path.strip("/").split("/")))


def _in_each_encoding(folder: Path, path: Path, answer: Answer) -> Iterator[tuple[Path, Path]]:
    for encoding in ("", *answer.encodings):
        yield path.with_name(path.name + ENCODINGS.get(encoding, "")), body_path(folder, answer.body, encoding)


def _follow(before: Mapping[Path, Path], after: Mapping[Path, Path]) -> None:
    """Bring the files from one state to the other; both are path -> body."""
    for path, body in after.items():
        if before.get(path) != body:
            _link(body, path)
    for path in before.keys() - after.keys():
        path.unlink(missing_ok=True)
        with suppress(OSError):  # the folder holds something else
            path.parent.rmdir()


def _is_plain(text: str) -> bool:
    """Whether a line of nginx's configuration can hold it: no quote, no variable, nothing that ends the line."""
    return re.fullmatch(r"[^\s\"'$;{}\\\x00-\x1f]+", text) is not None


def _encoded(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        compressed: bytes = brotli.compress(body, quality=BROTLI_QUALITY)
        return compressed
    if encoding == "gzip":
        return gzip.compress(body, 9, mtime=0)
    return body


def _link(body: Path, path: Path) -> None:
    """Make `path` another name of `body`, in one step."""
    found = path.stat() if path.is_file() else None
    if found is not None and found.st_ino == body.stat().st_ino:
        return
    if path.is_dir():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    os.link(body, temporary)
    temporary.replace(path)

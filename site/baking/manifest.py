"""What is baked: one small file that names, for each path, the answer and the files that hold its body.

The baked folder, `BAKED_DIR`:

    manifest.json           read by the serving layer; replaced by a rename, so never seen half-written
    bodies/HASH[.br|.gz]    one answer's body, named by the SHA-256 of its plain bytes; written once, never changed
    tree/fi/index.html…     the same files by path, for nginx; `errors/fi/404.html…` beside it
    redirects.map           "path" "where it leads"; for nginx
    lock                    held by whoever bakes
"""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FORMAT = 1
NAME = "manifest.json"
BODIES = "bodies"
# Content-Encoding -> how its file's name ends. The order is the order of preference.
ENCODINGS: Mapping[str, str] = {"br": ".br", "gzip": ".gz"}


class UnreadableManifest(Exception):
    """There is no manifest, or none that this release can read."""


@dataclass(frozen=True)
class Answer:
    """What is answered at one path. `headers` are those that the site itself gave, without Content-Length,
    Vary and the protective ones. `body` is the SHA-256 of the plain body in hex, empty where there is none;
    `encodings` are those of `ENCODINGS` that a file exists for; `length` is the plain body's, in bytes."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str = ""
    length: int = 0
    encodings: tuple[str, ...] = ()

    @property
    def location(self) -> str:
        return next((value for name, value in self.headers if name.lower() == "location"), "")


@dataclass(frozen=True)
class Manifest:
    """`answers`: by path, as it stands in an address (`/fi/apua/`), percent-decoded. `errors`: the error pages,
    by language and status (`fi/404`). `complete`: every published page has been baked at least once, so that a
    page that is not listed does not exist."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    errors: Mapping[str, Answer] = field(default_factory=dict)
    complete: bool = False

    def bodies(self) -> set[str]:
        """The names of all bodies that any answer has."""
        return {answer.body for answer in (*self.answers.values(), *self.errors.values()) if answer.body}


def read(folder: Path) -> Manifest:
    """Raises `UnreadableManifest`."""
    try:
        content = json.loads((folder / NAME).read_bytes())
        if content["format"] != FORMAT:
            raise UnreadableManifest(f"format {content['format']}")
        return Manifest(_answers(content["answers"]), _answers(content["errors"]), bool(content["complete"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableManifest(type(error).__name__) from error


def write(folder: Path, manifest: Manifest) -> None:
    """Durably, and in one step for whoever reads."""
    content = {
        "format": FORMAT,
        "complete": manifest.complete,
        "answers": {path: asdict(answer) for path, answer in sorted(manifest.answers.items())},
        "errors": {name: asdict(answer) for name, answer in sorted(manifest.errors.items())},
    }
    with written(folder / NAME) as temporary:
        temporary.write_bytes(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """Yields a file beside `path` to write to, then puts it in the place of `path`: whole, durable, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
    temporary = Path(name)
    try:
        os.fchmod(handle, 0o644)
        yield temporary
        os.fsync(handle)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def body_path(folder: Path, body: str, encoding: str = "") -> Path:
    """The file of a body, plain or in one of `ENCODINGS`."""
    return folder / BODIES / f"{body}{ENCODINGS.get(encoding, '')}"


def _answers(content: Mapping[str, dict[str, Any]]) -> dict[str, Answer]:
    return {
        path: Answer(
            status=int(given["status"]),
            headers=tuple((str(name), str(value)) for name, value in given["headers"]),
            body=str(given["body"]),
            length=int(given["length"]),
            encodings=tuple(given["encodings"]),
        )
        for path, given in content.items()
    }

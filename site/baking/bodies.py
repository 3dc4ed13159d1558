"""The bodies of baked answers, read from their files; only whole ones, for a page that is cut off helps nobody."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import brotli

from baking.manifest import Answer, body_path

_DECODED: Mapping[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


class Damaged(Exception):
    """A body's file is missing, or does not hold that body."""


class Body(NamedTuple):
    """`tag` is its strong entity tag: of these very bytes, so that each encoding has its own."""

    content: bytes
    tag: str


NO_BODY = Body(b"", "")


def bodies_of(folder: Path, answer: Answer, held: Mapping[str, Body]) -> Mapping[str, Body]:
    """The bodies of an answer by encoding ("" is the plain one), those that are `held` already and the rest from disk.

    An encoding whose file is missing or damaged is left out. Raises `Damaged` where there is not even the plain body.
    """
    if not answer.body:
        return {"": NO_BODY}
    plain = held.get("") or _plain(folder, answer.body)
    found = {"": plain}
    for encoding in answer.encodings:
        body = held.get(encoding) or _encoded(folder, answer.body, encoding, plain)
        if body is not None:
            found[encoding] = body
    return found


def _plain(folder: Path, name: str) -> Body:
    try:
        content = body_path(folder, name).read_bytes()
    except OSError as error:
        raise Damaged from error
    if hashlib.sha256(content).hexdigest() != name:
        raise Damaged
    return _body(content)


def _encoded(folder: Path, name: str, encoding: str, plain: Body) -> Body | None:
    try:
        content = body_path(folder, name, encoding).read_bytes()
        return _body(content) if _DECODED[encoding](content) == plain.content else None
    except Exception:  # noqa: BLE001 - each decoder has errors of its own
        return None


def _body(content: bytes) -> Body:
    return Body(content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')

"""What a word may look like after being logged, stored, encoded or dumped."""

import base64
import urllib.parse
from collections.abc import Iterator


def spellings(mark: bytes) -> Iterator[bytes]:
    """Plain, percent, hexadecimal, UTF-16 (for ASCII) and base64 at each of its three offsets."""
    yield mark
    yield urllib.parse.quote(mark).encode()
    yield mark.hex().encode()
    yield mark.hex().upper().encode()
    if mark.isascii():
        yield mark.decode().encode("utf-16-le")
        yield mark.decode().encode("utf-16-be")
    for before in range(3):
        # What base64 makes of the word wherever it stands; the ends depend on its neighbours.
        coded = base64.b64encode(b"x" * before + mark)
        yield coded[4 if before else 0 : -4]


def found(marks: dict[str, bytes], places: dict[str, bytes]) -> list[tuple[str, str]]:
    """(name of the mark, name of the place) of every mark that a place holds in any spelling."""
    return [
        (name, place)
        for name, mark in marks.items()
        for spelling in spellings(mark)
        for place, content in places.items()
        if spelling in content
    ]

"""Strict reading of the JSON that the intake's script sends. What is not exactly as expected is `Malformed`.

No exception holds input, so none can reach a log.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError

LARGEST_BODY = 256 * 1024  # bytes; two parcels of the largest size are 171 KiB in base64
LARGEST_NUMBER = 2**31 - 1


class Malformed(Exception):
    """The request is not what the script sends. `status` is the HTTP status that says so."""

    def __init__(self, status: int = 400) -> None:
        super().__init__("malformed request")
        self.status = status


def read_object(request: HttpRequest, keys: set[str]) -> dict[str, Any]:
    """The JSON object in the body, with exactly `keys`. Raises `Malformed`: 413 when the body is too large."""
    if request.content_type != "application/json":
        raise Malformed(415)
    if _announced_length(request) > LARGEST_BODY:
        raise Malformed(413)
    try:
        body = json.loads(request.body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_refuse)
    except RequestDataTooBig:
        raise Malformed(413) from None
    except (UnreadablePostError, ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(body, dict) or body.keys() != keys:
        raise Malformed
    return body


def _announced_length(request: HttpRequest) -> int:
    """Bytes of the body; the server reads no more than was announced."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isascii() and announced.isdigit() else LARGEST_BODY + 1


def number(value: Any) -> int:
    """A whole number from 1 that a database column holds."""
    if type(value) is not int or not 1 <= value <= LARGEST_NUMBER:
        raise Malformed
    return value


def text(value: Any, longest: int) -> str:
    """ASCII text of at most `longest` characters; all names that travel here are."""
    if not isinstance(value, str) or len(value) > longest or not value.isascii():
        raise Malformed
    return value


def octets(value: Any) -> bytes:
    """The bytes of a base64 text."""
    if not isinstance(value, str):
        raise Malformed
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed from None


def mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Malformed
    return value


def base64_of(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object that names nothing twice."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name is given twice")
    return made


def _refuse(constant: str) -> None:
    raise ValueError("not a JSON number")

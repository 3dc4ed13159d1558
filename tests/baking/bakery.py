"""A baked folder made by hand, and requests to the layer that serves it, as a server would make them."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import brotli

from baking import manifest
from baking.layer import BakedPages
from baking.manifest import Answer, Manifest, body_path

BOTH = ("br", "gzip")
PAGE = "<p>Sivu: äö.</p>".encode() * 40
HTML = (("Content-Type", "text/html; charset=utf-8"), ("Content-Language", "en"))
KEPT = (("Cache-Control", "max-age=60"), ("CDN-Cache-Control", "max-age=60"))
EXIT = (HTML[0], ("Location", "https://example.org/"), ("Cache-Control", "no-store"))


def an_answer(folder: Path, body: bytes = b"", *, status: int = 200, headers=HTML, encodings=BOTH) -> Answer:
    """Writes the body's files, and returns what the manifest says of them."""
    if not body:
        return Answer(status, tuple(headers))
    name = hashlib.sha256(body).hexdigest()
    for encoding in ("", *encodings):
        path = body_path(folder, name, encoding)
        if not path.exists():
            path.parent.mkdir(exist_ok=True, parents=True)
            path.write_bytes(encoded(body, encoding))
    return Answer(status, tuple(headers), name, len(body), tuple(encodings))


def encoded(body: bytes, encoding: str) -> bytes:
    return {"br": brotli.compress, "gzip": gzip.compress, "": bytes}[encoding](body)


def decoded(body: bytes, encoding: str) -> bytes:
    return {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding](body)


def bake(folder: Path, answers: Mapping[str, bytes | Answer], errors: Mapping[str, bytes | Answer] | None = None):
    """`answers` by path and `errors` by language and status (`fi/405`), each an answer or the body of one."""
    made = {path: _answer(folder, given, 200) for path, given in answers.items()}
    failures = {name: _answer(folder, given, int(name[-3:])) for name, given in (errors or {}).items()}
    manifest.write(folder, Manifest(made, failures, complete=True))


def _answer(folder: Path, given: bytes | Answer, status: int) -> Answer:
    return given if isinstance(given, Answer) else an_answer(folder, given, status=status)


def a_baked_site(folder: Path) -> Path:
    """Some of each kind of answer."""
    bake(
        folder,
        {
            "/fi/": PAGE,
            "/en/": b"<p>Front page</p>",
            "/fi/äiti/": b"<p>mother</p>",
            "/exit/": an_answer(folder, status=302, headers=EXIT),
            "/media/images/x.webp": an_answer(
                folder, b"RIFF", headers=(("Content-Type", "image/webp"),), encodings=()
            ),
            "/fi/gone/": an_answer(folder, b"<p>gone</p>", status=410),
        },
        {
            "fi/405": b"<p>Vain luettavaksi</p>",
            "en/405": an_answer(folder, b"<p>Only to be read</p>", status=405, headers=(*HTML, *KEPT)),
            "fi/500": b"<p>Vika</p>",
            "en/500": b"<p>Fault</p>",
        },
    )
    return folder


class Got(NamedTuple):
    """A response. `headers` are by name in lower case; one that is there twice is an error."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return decoded(self.body, self.headers.get("content-encoding", "")).decode()


def ask(application: Callable[..., Any], path: str, method: str = "GET", query: str = "", **headers: str) -> Got:
    """One request through Python's own check of WSGI; `path` as people write it, headers as `if_none_match`."""
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin-1")}
    environ |= {"QUERY_STRING": query, "SCRIPT_NAME": "", "HTTP_HOST": "localhost", "HTTP_USER_AGENT": "test"}
    setup_testing_defaults(environ)
    return asked(application, environ | {f"HTTP_{name.upper()}": value for name, value in headers.items()})


def asked(application: Callable[..., Any], environ: dict[str, Any], *, checked: bool = True) -> Got:
    seen: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[..., Any]:
        assert exc_info or not seen, "called twice without a reason"
        seen[:] = [status, headers]
        return lambda data: None

    replied = (validator(application) if checked else application)(environ, start_response)
    try:
        body = b"".join(replied)
    finally:
        if hasattr(replied, "close"):
            replied.close()
    names = [name.lower() for name, _ in seen[1]]
    assert len(set(names)) == len(names), f"a header twice: {names}"
    return Got(int(seen[0].split()[0]), {name.lower(): value for name, value in seen[1]}, body)


def site_below(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """What is below the layer: says that it was asked."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Below", "1")])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [b"the site itself"]


def a_layer(folder: Path, below: Callable[..., Any] = site_below) -> BakedPages:
    return BakedPages(below, folder)


def failing(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """A site below that cannot answer."""
    raise ValueError("what the visitor wrote")

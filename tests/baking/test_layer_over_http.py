"""The layer behind the server that is really used, in several processes: every byte on the wire is in its place."""

import http.client
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from config.headers import PUBLIC
from config.supervisor import web_server
from tests.baking.bakery import EXIT, an_answer, bake
from tests.processes import PATIENCE

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE, OTHER = b"<p>The page.</p>" * 1000, b"<p>Smuggled!</p>"
REFUSED = b"<p>Refused.</p>"
SMUGGLED = b"GET /en/other/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
LAST = b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def baked(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("site") / "baked"


@pytest.fixture(autouse=True)
def answers(baked) -> None:
    bake(
        baked,
        {"/en/": PAGE, "/en/other/": OTHER, "/exit/": an_answer(baked, status=302, headers=EXIT)},
        {"en/405": REFUSED},
    )


@pytest.fixture(scope="module")
def ports(baked) -> Iterator[list[int]]:
    """Two servers of two processes each, on one baked folder. They have no database."""
    bake(baked, {"/en/": PAGE})
    with ExitStack() as stack:
        yield [stack.enter_context(served(baked.parent)) for _ in range(2)]


@contextmanager
def served(data: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "DATA_DIR": str(data),
        "DATABASE_URL": f"sqlite:///{data}/none.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    }
    log = data / f"log-{port}"
    with log.open("wb") as output:
        server = subprocess.Popen(
            web_server("127.0.0.1", port), cwd=ROOT, env=environment, stdout=output, stderr=output, process_group=0
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while not _answers(port):
            assert server.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/en/")
        return connection.getresponse().status == 200
    except OSError:
        return False


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def said(port: int, *parts: bytes) -> tuple[list[int], bytes]:
    """The statuses and all the bytes that come back on one connection until the server closes it."""
    found = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        try:
            for part in parts:
                connection.sendall(part)
            while received := connection.recv(65536):
                found += received
        except ConnectionError:
            pass  # it was closed with something unread
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", found)], found


def test_a_page_comes_whole_and_its_head_says_the_same(ports):
    status, headers, body = ask(ports[0], "/en/")
    assert (status, body) == (200, PAGE)
    assert {name.lower(): value for name, value in PUBLIC}.items() <= headers.items()
    headed = ask(ports[0], "/en/", "HEAD")
    assert headed[0] == 200 and headed[2] == b""
    assert {**headed[1], "date": ""} == {**headers, "date": ""}
    assert headed[1]["content-length"] == str(len(PAGE))


def test_what_was_sent_once_is_not_sent_again(ports):
    tag = ask(ports[0], "/en/", accept_encoding="br")[1]["etag"]
    status, headers, body = ask(ports[0], "/en/", accept_encoding="br", if_none_match=tag)
    assert (status, body, headers["etag"]) == (304, b"", tag)
    assert {"content-length", "content-type", "content-encoding"}.isdisjoint(headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS"])
def test_another_method_is_refused(ports, method):
    status, headers, body = ask(ports[0], "/en/", method)
    assert (status, headers["allow"], body) == (405, "GET, HEAD", REFUSED)


@pytest.mark.parametrize("path", ["/en/", "/en", "/exit/"])
@pytest.mark.parametrize("first", ["HEAD", "GET"])
def test_answers_follow_each_other_on_one_connection(ports, path, first):
    request = f"{first} {path} HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: *\r\n\r\n".encode()
    statuses, found = said(ports[0], request * 3 + LAST)
    assert statuses == [{"/en/": 304, "/en": 301, "/exit/": 302}[path]] * 3 + [200]
    assert found.endswith(b"\r\n\r\n" + PAGE)


def with_body(method: str, body: bytes, *, is_chunked: bool) -> bytes:
    head = f"{method} /en/ HTTP/1.1\r\nHost: localhost\r\n".encode()
    if is_chunked:
        return head + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    return head + b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


@pytest.mark.parametrize("is_chunked", [False, True])
@pytest.mark.parametrize(("method", "status"), [("POST", 405), ("GET", 200), ("HEAD", 200)])
def test_the_body_of_a_request_is_never_read_as_the_next_request(ports, method, status, is_chunked):
    request = with_body(method, SMUGGLED, is_chunked=is_chunked)
    statuses, found = said(ports[0], request + LAST)
    assert statuses == [status, 200]
    assert found.endswith(b"\r\n\r\n" + PAGE)
    assert OTHER not in found


@pytest.mark.parametrize("is_chunked", [False, True])
@pytest.mark.parametrize("repeated", [1, 500, 20_000])
def test_a_body_that_comes_late_or_is_large_is_not_either(ports, repeated, is_chunked):
    request = with_body("POST", SMUGGLED * repeated, is_chunked=is_chunked)
    end = request.index(b"\r\n\r\n") + 4
    for parts in [
        (request, LAST),
        (request[:end], request[end:], LAST),
        (request[: end + 20], request[end + 20 :], LAST),
    ]:
        statuses, found = said(ports[0], *parts)
        # The server answers and then either goes on behind the body or closes the connection.
        assert statuses in ([405, 200], [405], [])
        assert OTHER not in found


def test_every_process_shows_a_change_at_its_next_request(ports, baked):
    for number in range(20):
        page = f"<p>Version {number}.</p>".encode() * (number + 1)
        bake(baked, {"/en/": page} if number % 2 else {"/en/": page, "/en/new/": page})
        for _ in range(4):
            for port in ports:
                assert ask(port, "/en/")[2] == page
                # Were it gone from the answers, it would be asked of Django, which has no database here.
                assert (ask(port, "/en/new/")[0] == 200) == (number % 2 == 0)

"""What nginx does with what visitors send: it goes to the application as it is, and nowhere else."""

import socket
import ssl

import pytest

from config.headers import HTTPS_ONLY, PUBLIC
from tests.deploy.front import VISITOR, Front, ask_over_tls, free_port
from tests.deploy.stand_ins import TYPED, a_certificate

pytestmark = [pytest.mark.nginx, pytest.mark.once]

FORM = "/en/contact/"
SECRET = b"He has my passport"


def test_an_answer_of_the_application_passes_untouched_whatever_its_status(front_of, upstream):
    with front_of() as front, upstream.answering():
        got = front.ask(FORM, "POST", SECRET)
    assert (got.status, got.body) == (503, TYPED)
    assert got.header("X-Frame-Options") == "SAMEORIGIN"
    names = {name for name, _value in got.headers}
    assert names == {"server", "date", "content-length", "connection", "x-frame-options"}


def test_the_application_is_told_the_host_and_nothing_of_who_asks(front_of, upstream):
    with front_of() as front, upstream.answering():
        front.ask(f"{FORM}?a=%2F", "POST", SECRET, host=f"localhost:{front.port}")
    ((path, headers, body),) = upstream.requests
    assert (path, body) == (f"{FORM}?a=%2F", SECRET)
    assert headers == {
        "host": f"localhost:{front.port}",
        "connection": "close",
        "content-length": str(len(SECRET)),
    }


@pytest.mark.parametrize("size", [200_000, 256 * 1024])
def test_what_is_sent_never_touches_a_disk(front_of, upstream, size):
    with front_of() as front, upstream.answering():
        folder = front.folder / "body"
        before = folder.stat().st_mtime_ns
        assert front.ask(FORM, "POST", b"a" * size).body == TYPED
        assert front.ask("/editor/images/", "POST", b"a" * 9_000_000).body == TYPED
        # To make and remove a file changes the folder.
        assert folder.stat().st_mtime_ns == before
    assert [len(body) for _path, _headers, body in upstream.requests] == [size, 9_000_000]
    with front_of(("client_body_buffer_size 257k", "client_body_buffer_size 16k")) as front, upstream.answering():
        assert front.ask(FORM, "POST", b"a" * size).body == TYPED
        assert folder.stat().st_mtime_ns != before


def test_what_is_too_large_or_of_no_said_length_is_refused_unread(front_of, upstream):
    with front_of() as front, upstream.answering():
        before = (front.folder / "body").stat().st_mtime_ns
        large = front.ask(FORM, "POST", b"a" * (256 * 1024 + 1))
        pieces = front.ask(FORM, "POST", b"1\r\na\r\n" * 60_000 + b"0\r\n\r\n", transfer_encoding="chunked")
        assert (large.status, large.text) == (413, "413 in en")
        assert (pieces.status, pieces.text) == (411, "400 in en")
        assert (front.folder / "body").stat().st_mtime_ns == before
    assert not upstream.requests


def test_another_name_than_the_sites_own_gets_nothing(front_of, upstream):
    with front_of() as front, upstream.answering():
        for path in ("/en/", FORM, "/static/none.css"):
            got = front.ask(path, host="elsewhere.example")
            assert got.status == 400, path
        assert front.ask("/en/", host="127.0.0.1:80").status == 200
    assert not upstream.requests


def test_no_file_tells_who_came_or_what_for(front_of, upstream, baked):
    crooked = baked / "tree/en/crooked/index.html"
    crooked.parent.mkdir()
    crooked.symlink_to(crooked)  # cannot be opened, which nginx finds critical

    def visit(front: Front) -> bytes:
        with upstream.answering():
            for path in ("/en/", FORM, "/en/crooked/", "/static/none.css", "/exit/", "/en/%00", f"/en/{'a' * 9000}"):
                front.ask(path)
            front.ask(FORM, "POST", b"a" * 300_000)
        upstream.socket.close()
        for path in (FORM, "/exit/", "/en/none/"):
            front.ask(path)
        return front.written()

    with front_of() as front:
        silent = visit(front)
    for word in (VISITOR, "127.0.0.", "/en/", "crooked", "contact", "exit"):
        assert word.encode() not in silent, word


def test_what_nginx_would_write_without_the_sites_own_words_is_seen(front_of, baked):
    with front_of(("    access_log off;\n", "")) as front:
        front.ask("/en/")
    assert VISITOR.encode() in front.written()


@pytest.mark.parametrize("level", ["crit", "emerg"])
def test_only_emergencies_are_written_for_what_is_critical_names_the_visitor(
    front_of, upstream, baked, tmp_path, level
):
    crooked = baked / "tree/en/crooked/index.html"
    crooked.parent.mkdir()
    crooked.symlink_to(crooked)
    log = tmp_path / "log"
    with front_of(("error_log stderr emerg", f"error_log {log} {level}")) as front, upstream.answering():
        front.ask("/en/crooked/")
    assert (VISITOR in log.read_text()) == (level == "crit")


def test_the_exit_does_not_wait_for_an_application_that_hangs(front_of, upstream):
    """It takes connections and never answers."""
    with front_of() as front:
        got = front.ask("/exit/")
    assert (got.status, got.header("Location")) == (302, "https://weather.example/")


def test_whoever_sends_too_slowly_is_hung_up_on(front_of):
    begun = b"POST /en/contact/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n"
    with front_of() as front:
        slow = [socket.create_connection(("127.0.0.1", front.port), 30) for _ in range(2)]
        slow[0].sendall(begun)
        slow[1].sendall(begun + b"\r\nmess")
        for connection in slow:
            assert connection.recv(1000) == b""
            connection.close()


def test_over_tls_the_browser_is_told_to_stay_there(front_of, tmp_path):
    certificate = a_certificate(tmp_path / "certificate.pem")
    plain = free_port()
    listening = ("listen 80 ", f"listen {plain} "), ("listen [::]:80 ", f"listen [::]:{plain} ")
    context = ssl.create_default_context(cafile=certificate)
    with front_of(*listening, certificate=certificate) as front:
        got = ask_over_tls(front.port, context, "/en/")
        assert (got.status, got.text) == (200, "<h1>Welcome</h1>")
        for name, value in {**dict(PUBLIC), **dict(HTTPS_ONLY)}.items():
            assert got.all(name) == [value]
        led = Front(front.folder, plain).ask("/en/contact/?a=%2F")
        assert (led.status, led.header("Location")) == (301, f"https://localhost:{front.port}/en/contact/?a=%2F")
        assert not led.all("Strict-Transport-Security")
        for name, value in set(PUBLIC) - set(HTTPS_ONLY):
            assert led.all(name) == [value]

"""nginx with the site's own configuration, in a folder and on a port of its own, and requests to it."""

import gzip
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import NamedTuple

import brotli

from setup.programs import search_path
from tests.processes import PATIENCE

VISITOR = "127.0.0.77"
# As Debian's nginx.conf, where it matters: logs and compression are on until the site's own files say otherwise.
WRAPPER = """
{user}
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 2;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    access_log {folder}/access.log;
    gzip on;
    include site/site.conf;
}}
"""


class Got(NamedTuple):
    """A response. `headers` are as sent, each name in lower case."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for found, value in self.headers if found == name.lower()]

    def header(self, name: str) -> str:
        """The one header of that name; empty when there is none. Twice is an error."""
        values = self.all(name)
        assert len(values) < 2, f"{name} is sent {len(values)} times"
        return values[0] if values else ""

    @property
    def text(self) -> str:
        decode = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[self.header("Content-Encoding")]
        return decode(self.body).decode()


@dataclass
class Front:
    """A running nginx. Its configuration is in `folder`/site, all that it writes in `folder`."""

    folder: Path
    port: int

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Got:
        """One request of a visitor; headers as `if_none_match`."""
        return ask(HTTPConnection("127.0.0.1", self.port, 30, (VISITOR, 0)), path, method, body, **headers)

    def reload(self) -> None:
        """Has the configuration read again, and waits until only workers that have read it are left."""
        before = self._workers()
        run_nginx(self.folder, "-s", "reload")
        eventually(lambda: self._workers() and not self._workers() & before)

    def written(self) -> bytes:
        """All that nginx has written anywhere in its folder."""
        ours = self.folder / "site"
        return b"".join(
            path.read_bytes() for path in self.folder.rglob("*") if path.is_file() and ours not in path.parents
        )

    def _workers(self) -> set[str]:
        pid = (self.folder / "pid").read_text().strip()
        return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def ask(connection: HTTPConnection, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Got:
    named = {"Host": "localhost"} | {name.replace("_", "-").title(): value for name, value in headers.items()}
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    if body is not None and "Transfer-Encoding" not in named:
        named.setdefault("Content-Length", str(len(body)))
    for name, value in named.items():
        connection.putheader(name, value)
    connection.endheaders()
    try:
        if body:
            connection.send(body)
    except (BrokenPipeError, ConnectionResetError):
        pass  # it has answered without reading all
    try:
        answer = connection.getresponse()
        found = [(name.lower(), value) for name, value in answer.getheaders()]
        return Got(answer.status, found, answer.read())
    finally:
        connection.close()


def ask_over_tls(port: int, context: ssl.SSLContext, path: str) -> Got:
    return ask(HTTPSConnection("localhost", port, timeout=30, context=context), path)


@contextmanager
def nginx_in(folder: Path, port: int) -> Iterator[Front]:
    """Runs nginx on the configuration in `folder`/site until the end."""
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(WRAPPER.format(folder=folder, user=user))
    run_nginx(folder, "-t")
    run_nginx(folder)
    try:
        eventually(lambda: is_open(port))
        yield Front(folder, port)
    finally:
        run_nginx(folder, "-s", "stop")
        eventually(lambda: not is_open(port))


def run_nginx(folder: Path, *arguments: str) -> None:
    program = shutil.which("nginx", path=search_path())
    command = [str(program), "-q", "-p", str(folder), "-c", str(folder / "nginx.conf"), *arguments]
    # Started by itself it stays in the background and would hold a pipe open.
    with (folder / "said").open("w+") as said:
        status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False).returncode
        said.seek(0)
        assert status == 0, said.read()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def eventually(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it did not come to be so"
        time.sleep(0.05)

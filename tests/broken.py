"""Databases that do not answer, in each of the ways in which they may not."""

import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite

from config.postgresql.base import DatabaseWrapper as PostgreSQL
from config.sqlite import ExistingFile, make_file

KINDS = ("rubbish", "missing", "empty", "truncated", "locked", "no server")


@contextmanager
def broken_database(kind: str, folder: Path) -> Iterator[None]:
    """The default database replaced by one that fails: one of `KINDS`."""
    with using(PostgreSQL, HOST="127.0.0.1", PORT="1") if kind == "no server" else _broken_file(kind, folder):
        yield


@contextmanager
def _broken_file(kind: str, folder: Path) -> Iterator[None]:
    path = folder / "broken.sqlite3"
    if kind == "rubbish":
        path.write_bytes(b"rubbish " * 10_000)
    elif kind == "empty":
        make_file(path)
    elif kind == "truncated":
        with sqlite3.connect(path) as whole:
            whole.executescript("CREATE TABLE referrals_epoch (number); CREATE TABLE other (words)")
        path.write_bytes(path.read_bytes()[:4096])
    with using(SQLite, NAME=str(path), OPTIONS={"factory": ExistingFile, "timeout": 0.05}):
        if kind != "locked":
            yield
            return
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            holder.close()


@contextmanager
def using(backend: type[BaseDatabaseWrapper], **changes: Any) -> Iterator[None]:
    """The default database replaced by another."""
    with _replaced(backend(settings.DATABASES["default"] | {"OPTIONS": {}} | changes, "default")):
        yield


@contextmanager
def another_connection() -> Iterator[None]:
    """The default connection replaced by one to the same database, which no test has a transaction on."""
    with _replaced(connections["default"].copy()):
        yield


@contextmanager
def _replaced(connection: BaseDatabaseWrapper) -> Iterator[None]:
    kept = connections["default"]
    connections["default"] = connection
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = kept


@contextmanager
def hanging_server() -> Iterator[tuple[int, list[socket.socket]]]:
    """A port that takes connections and never answers; and the connections that it has taken."""
    taken: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def take() -> None:
            while True:
                try:
                    taken.append(listening.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=take)
        thread.start()
        try:
            yield listening.getsockname()[1], taken
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()
            for connected in taken:
                connected.close()

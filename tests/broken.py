"""Databases that do not answer, in each of the ways in which they may not."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite

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

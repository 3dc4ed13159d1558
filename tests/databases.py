"""A database of its own for a test that starts the site as a process, on the server the tests run against."""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.processes import eventually


@contextmanager
def own_database(folder: Path, like: str = "") -> Iterator[str]:
    """Yields the DATABASE_URL of a database: a file in `folder`, or one on PostgreSQL, dropped afterwards. Empty,
    or a copy of the one at the DATABASE_URL `like`, which nobody may use meanwhile."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith(("postgres://", "postgresql://")):
        if like:
            source, copy = like.removeprefix("sqlite:///"), folder / "site.sqlite3"
            copy.touch(mode=0o600)
            with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(copy)) as made:
                original.backup(made)
        yield f"sqlite:///{folder}/site.sqlite3"
        return
    name = f"test_site_{secrets.token_hex(6)}"
    server = urlsplit(given)
    with psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True) as connection:
        template = sql.Identifier(urlsplit(like).path[1:] if like else "template1")
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), template)
        assert eventually(lambda: _succeeds(connection, create)), f"{like} is in use"
        try:
            yield server._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _succeeds(connection: psycopg.Connection, statement: sql.Composed) -> bool:
    """Whether it was done; not while somebody uses the database that it copies."""
    try:
        connection.execute(statement)
    except psycopg.errors.ObjectInUse:
        return False
    return True

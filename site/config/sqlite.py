"""A SQLite file that is gone stays gone: opening it makes no empty one in its place. Only `migrate` makes a file."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote


class ExistingFile(sqlite3.Connection):
    """A connection to a file that is there already; raises `sqlite3.OperationalError` where there is none."""

    def __init__(self, database: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(f"file:{quote(str(database))}?mode=rw", *args, **kwargs)


def make_file(path: Path) -> None:
    """An empty database, for its owner's eyes only, as is its folder where that is new. What cannot be made is
    complained of when it is opened."""
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)

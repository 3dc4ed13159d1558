"""The text that a new site starts with, as TOML files: one place for every seeded word and number.

`shared.toml` holds the facts, shared texts, figures and offices; `pages/` one file per page, in the order of
the tree. Read by `home.setting_up`, and as the last resort of the public pages when the database is gone.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent

# The languages that every text here is written in. The site may have more.
LANGUAGES = ("fi", "en")


class ContentError(Exception):
    """Content that cannot be used; the text names the file, the place in it and what is wrong."""


def read(path: Path) -> dict[str, Any]:
    """The tables of one TOML file. Raises `ContentError` when it cannot be read as TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ContentError(f"{path.name}: {error}") from error


@cache
def shared() -> dict[str, Any]:
    """`shared.toml`, read once in the life of the process."""
    return read(FOLDER / "shared.toml")


def require_keys(table: Any, where: str, required: set[str], optional: set[str] = frozenset()) -> None:
    """Raises `ContentError` unless `table` is a table with all of `required` and nothing outside both sets."""
    if not isinstance(table, dict):
        raise ContentError(f"{where}: a table is expected here.")
    if missing := required - table.keys():
        raise ContentError(f"{where}: missing {', '.join(sorted(missing))}.")
    if unknown := table.keys() - required - optional:
        raise ContentError(f"{where}: unknown {', '.join(sorted(unknown))}.")

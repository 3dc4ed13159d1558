"""The text that a new site starts with, as TOML files: one place for every seeded word and number.

`shared.toml` holds the facts, shared texts, figures and offices; `pages/` one file per page. Read by
`home.setting_up`, and as the last resort of the public pages when the database is gone.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


class ContentError(Exception):
    """A content file that cannot be used; the text names the file, the place in it and what is wrong."""


def read(path: Path) -> dict[str, Any]:
    """The tables of one TOML file. Raises `ContentError` naming it when it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ContentError(f"{path.name}: {error}") from error


@cache
def shared() -> dict[str, Any]:
    """`shared.toml`, read once in the life of the process."""
    return read(FOLDER / "shared.toml")

"""The content files as objects, checked as far as can be told without the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from home.content import FOLDER, LANGUAGES, ContentError, markup, read, require_keys

FRONT = "front"
TYPES = frozenset({FRONT, "article", "offices"})

Table = Mapping[str, Any]


@dataclass(frozen=True)
class PageDocument:
    """One file of `pages/`. `shared` holds the fields that have no language, `languages` a table for each."""

    file: str
    key: str
    type: str
    parent: str | None
    shared: Table
    languages: Mapping[str, Table]


@dataclass(frozen=True)
class Documents:
    """All seeded content. Pages come after the pages above them; texts by key, then by language."""

    pages: tuple[PageDocument, ...]
    texts: Mapping[str, Mapping[str, str]]
    facts: Table
    figures: tuple[Table, ...]
    offices: tuple[Table, ...]


def load(folder: Path = FOLDER) -> Documents:
    """Reads `shared.toml` and `pages/*.toml` in `folder`. Raises `ContentError`."""
    shared = read(folder / "shared.toml")
    require_keys(shared, "shared.toml", {"facts", "texts", "figures", "offices"})
    pages = tuple(_page(path) for path in sorted((folder / "pages").glob("*.toml")))
    _check_tree(pages)
    return Documents(
        pages=pages,
        texts={key: _text(table, f"shared.toml [texts.{key}]") for key, table in shared["texts"].items()},
        facts=shared["facts"],
        figures=_rows(
            shared,
            "figures",
            {"date", "people", "source_fi", "source_en"},
            {"children", "admitted_as_minors", "break_note_fi", "break_note_en"},
        ),
        offices=_rows(
            shared,
            "offices",
            {"kind", "place", "name_fi", "name_en"},
            {"street_address", "latitude", "longitude"},
        ),
    )


def _text(table: Any, where: str) -> dict[str, str]:
    require_keys(table, where, set(LANGUAGES))
    texts = {code: markup.plain(text, f"{where} {code}") for code, text in table.items()}
    for code, text in texts.items():
        if not text:
            raise ContentError(f"{where}: the text is empty in {code}.")
    return texts


def _rows(shared: Table, name: str, required: set[str], optional: set[str]) -> tuple[Table, ...]:
    for place, row in enumerate(shared[name], start=1):
        require_keys(row, f"shared.toml [[{name}]] number {place}", required, optional)
    return tuple(shared[name])


def _page(path: Path) -> PageDocument:
    document = read(path)
    for code in LANGUAGES:
        if code not in document:
            raise ContentError(f"{path.name}: the language {code} is missing.")
    key, kind, parent = document.get("key"), document.get("type"), document.get("parent")
    if not key:
        raise ContentError(f"{path.name}: key is missing.")
    if kind not in TYPES:
        raise ContentError(f"{path.name}: type must be one of {', '.join(sorted(TYPES))}, not “{kind}”.")
    if (parent is None) != (kind == FRONT):
        raise ContentError(f"{path.name}: every page has a parent, except the front page, which has none.")
    own = {"key", "type", "parent", *LANGUAGES}
    return PageDocument(
        file=path.name,
        key=key,
        type=kind,
        parent=parent,
        shared={name: value for name, value in document.items() if name not in own},
        languages={code: _language(document[code], kind, f"{path.name} [{code}]") for code in LANGUAGES},
    )


def _language(table: Any, kind: str, where: str) -> Table:
    filled = {"heading"} if kind == FRONT else {"heading", "address"}
    if not isinstance(table, dict) or not all(table.get(name) for name in filled):
        raise ContentError(f"{where}: {' and '.join(sorted(filled))} must be given.")
    # Wagtail has a column of its own called search_description, which has no language.
    return {"description" if name == "search_description" else name: value for name, value in table.items()}


def _check_tree(pages: tuple[PageDocument, ...]) -> None:
    seen: set[str] = set()
    addresses: set[tuple[str | None, str, str]] = set()
    for page in pages:
        if page.key in seen:
            raise ContentError(f"{page.file}: the key “{page.key}” is another page's.")
        if page.parent is not None and page.parent not in seen:
            raise ContentError(f"{page.file}: the parent “{page.parent}” is no page before this one.")
        seen.add(page.key)
        for code, table in page.languages.items():
            address = (page.parent, code, table.get("address", ""))
            if address in addresses:
                raise ContentError(f"{page.file} [{code}]: the address “{address[2]}” is another page's.")
            addresses.add(address)
    if [page.type for page in pages].count(FRONT) != 1:
        raise ContentError("pages: there must be one page of the type front.")

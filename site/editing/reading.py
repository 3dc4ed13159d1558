"""The words of stored pages, as readers of one language and level read them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from editing.survey import Content
from home.facts import current_facts
from home.language.reader import Reader, Reading, levels
from home.models import SharedText


class PageReader:
    """Reads pages whole: shared texts, numbers and places in the law where the page shows them."""

    def __init__(self) -> None:
        rows = list(SharedText.objects.all())
        self._keys = {row.pk: row.key for row in rows}
        self._reader = Reader(current_facts(), {row.key: row.by_language() for row in rows} | _NO_TEXT)

    def readings(self, content: Content, language: str) -> Iterator[Reading]:
        return _readings(self._reader, self._keys, content, language)


def own_words(content: Content, language: str) -> dict[str, str]:
    """By level, what the page itself says: nothing of what is stored elsewhere."""
    readings = _readings(Reader(None, _NO_TEXT), {}, content, language)
    return {reading.level: reading.text for reading in readings}


# What stands for a shared text that is not read.
_NO_TEXT: dict[str, Mapping[str, str]] = {"": defaultdict(str)}


def _readings(reader: Reader, keys: Mapping[int, str], content: Content, language: str) -> Iterator[Reading]:
    table = {name: _plain(value, keys) for name, value in content.table(language).items()}
    for level, shown in levels(table):
        yield Reading(str(content.page.pk), language, level, tuple(reader.read(shown, "", language)))


def _plain(raw: Any, keys: Mapping[int, str]) -> Any:
    """The pieces of a stored stream or list as a content file has them; a shared text by its key, of `keys`."""
    if isinstance(raw, list):
        return [_plain(piece, keys) for piece in raw]
    if not isinstance(raw, Mapping):
        return raw
    if raw.keys() >= {"type", "value"}:
        value = keys.get(raw["value"], "") if raw["type"] == "shared" else _plain(raw["value"], keys)
        return value if raw["type"] == "item" else {"block": raw["type"], "value": value}
    return {name: _plain(value, keys) for name, value in raw.items()}

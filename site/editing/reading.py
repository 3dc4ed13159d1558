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
        texts: dict[Any, Mapping[str, str]] = defaultdict(lambda: defaultdict(str))
        for row in SharedText.objects.all():
            # A text is named by its key, a piece of a page names it by its number.
            texts[row.key] = texts[row.pk] = row.by_language()
        self._reader = Reader(current_facts(), texts)

    def readings(self, content: Content, language: str) -> Iterator[Reading]:
        return _readings(self._reader, content, language)


def own_words(content: Content, language: str) -> dict[str, str]:
    """By level, what the page itself says: nothing of what is stored elsewhere."""
    reader = Reader(None, defaultdict(lambda: defaultdict(str)))
    return {reading.level: reading.text for reading in _readings(reader, content, language)}


def _readings(reader: Reader, content: Content, language: str) -> Iterator[Reading]:
    table = {name: _plain(value) for name, value in content.table(language).items()}
    for level, shown in levels(table):
        yield Reading(str(content.page.pk), language, level, tuple(reader.read(shown, "", language)))


def _plain(raw: Any) -> Any:
    """The pieces of a stored stream or list as a content file has them."""
    if isinstance(raw, list):
        return [_plain(piece) for piece in raw]
    if not isinstance(raw, Mapping):
        return raw
    if raw.keys() >= {"type", "value"}:
        value = _plain(raw["value"])
        return value if raw["type"] == "item" else {"block": raw["type"], "value": value}
    return {name: _plain(value) for name, value in raw.items()}

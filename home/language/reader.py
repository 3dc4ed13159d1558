"""What stands in a page in one language, taken apart into passages, whether it comes from a content file or a row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from home.facts import Facts
from home.language.passages import Kind, Passage, passages_of_html
from home.placeholders import PLAIN
from pages.care import LAW

# These names hold no words but keys, addresses and dates.
_NO_WORDS = frozenset({"address", "figure", "page", "signs_page", "block", "date", "url"})
_HEADINGS = ("heading", "title", "situation", "label")
_EASY_PREFIX = "easy_"


@dataclass(frozen=True)
class Reading:
    """What a reader of one page reads in one language, from top to bottom. `level`: "standard" or "easy"."""

    page: str
    language: str
    level: str
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        return "\n".join(passage.text for passage in self.passages)


def levels(table: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A page's fields in one language as each level shows them: "standard", and "easy" where there is a text."""
    easy = {name: value for name, value in table.items() if name.startswith(_EASY_PREFIX)}
    yield "standard", {name: value for name, value in table.items() if name not in easy}
    if any(easy.values()):
        # The heading is the same on both.
        yield "easy", {"heading": table["heading"]} | easy


class Reader:
    """`facts`: those that stand for their names; None leaves the names. `texts`: shared texts by key, each by
    language."""

    def __init__(self, facts: Facts | None, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._values = {f"{{{name}}}": value(facts) for name, value in PLAIN.items()} if facts else {}
        self._texts = texts
        self._laws = {f"{{{key}}}": text for key, text in texts.items() if key.startswith(LAW)}

    def read(self, value: Any, name: str, language: str) -> Iterator[Passage]:
        """The passages of whatever stands in the content under `name`: a text, a list, or a table."""
        if isinstance(value, str) and name not in _NO_WORDS:
            yield from self._text(value, name, language)
        elif isinstance(value, list):
            for item in value:
                # A list of bare lines is shown as a list.
                yield from self.read(item, "item" if isinstance(item, str) else name, language)
        elif isinstance(value, Mapping):
            yield from self._table(value, name, language)

    def _table(self, table: Mapping[str, Any], name: str, language: str) -> Iterator[Passage]:
        block = table.get("block")
        if block == "shared":
            yield from self.lines(self._texts[table["value"]][language], language)
        elif block is not None:
            yield from self.read(table.get("value"), block, language)
        else:
            for key, value in table.items():
                yield from self.read(value, key, language)

    def lines(self, text: str, language: str) -> list[Passage]:
        lines = self._filled(text, language).splitlines()
        return [Passage(Kind.PARAGRAPH, line.strip()) for line in lines if line.strip()]

    def _text(self, text: str, name: str, language: str) -> list[Passage]:
        if "<" in text:
            return passages_of_html(self._filled(text, language))
        if name.endswith(_HEADINGS):
            return [Passage(Kind.HEADING, self._filled(text, language))]
        if name == "item":
            return [Passage(Kind.ITEM, self._filled(text, language))]
        return self.lines(text, language)

    def _filled(self, text: str, language: str) -> str:
        for name, value in self._values.items():
            text = text.replace(name, value)
        for name, languages in self._laws.items():
            text = text.replace(name, languages[language])
        return text

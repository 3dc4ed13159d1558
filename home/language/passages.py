"""Text taken apart: the passages of a piece of HTML, the sentences of a passage, the words of a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from html.parser import HTMLParser

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "legend", "summary", "caption"})
ITEMS = frozenset({"li", "dd", "td", "label", "option", "button"})
# Others that begin a passage of their own.
BREAKS = frozenset({"p", "div", "section", "ul", "ol", "dl", "table", "tr", "br", "nav", "main", "form", "details"})
UNREAD = frozenset({"script", "style", "template", "svg", "title"})

# A number is one word, however its digits are grouped; so is what hyphens, dots or slashes hold together.
_WORD = re.compile(r"\+?\d+(?:[ \u00a0,]\d+)+|[^\W_]+(?:[-–'’.:@/][^\W_]+)*")
_END = re.compile(r"(?<=[.!?])[”\"’']?\s+(?=[”\"“‘']?[A-ZÅÄÖ0-9{])")
_FINISHED = re.compile(r"[.!?:][”\"’')]*\Z")


class Kind(Enum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True)
class Passage:
    """What is read in one go: a heading, a paragraph, one item of a list."""

    kind: Kind
    text: str

    @property
    def sentences(self) -> list[str]:
        return [sentence for sentence in _END.split(self.text) if sentence.strip()]


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def is_whole(sentence: str) -> bool:
    """Whether it is a sentence, and not a heading or a bare item of a list."""
    return bool(_FINISHED.search(sentence))


def passages_of_html(html: str, outside: Kind = Kind.PARAGRAPH) -> list[Passage]:
    """The passages of `html`, in order. `outside` is the kind of those that stand in no heading or item."""
    reader = _Reader(outside)
    reader.feed(html)
    reader.close()
    return list(reader.finished())


class _Reader(HTMLParser):
    def __init__(self, outside: Kind) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Passage] = []
        self.open: list[str] = []
        self.outside = outside
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in HEADINGS | ITEMS | BREAKS:
            self._end_passage()
        if tag in HEADINGS | ITEMS | UNREAD:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in HEADINGS | ITEMS | BREAKS:
            self._end_passage()
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data: str) -> None:
        if not UNREAD.intersection(self.open):
            self.pieces.append(data)

    def _end_passage(self) -> None:
        text = re.sub(r"[ \t\r\n]+", " ", "".join(self.pieces)).strip()
        self.pieces = []
        if text:
            self.found.append(Passage(self._kind(), text))

    def _kind(self) -> Kind:
        if HEADINGS.intersection(self.open):
            return Kind.HEADING
        return Kind.ITEM if ITEMS.intersection(self.open) else self.outside

    def finished(self) -> Iterator[Passage]:
        self._end_passage()
        yield from self.found

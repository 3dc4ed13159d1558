"""Text of the content files: which HTML may stand in it, and how its links become the editor's."""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

from home.content import ContentError
from home.placeholders import PLAIN
from pages.care import LAW

# As the editor's own rich text: what is not here, an editor could not keep.
TAGS = frozenset({"p", "ul", "ol", "li", "b", "i", "a", "h3", "br"})
EMPTY = frozenset({"br"})
OUTSIDE = ("https://", "tel:", "mailto:")

_BRACED = re.compile(r"\{([^{}]*)\}")

# Turns "page" and "signs" into the attributes of a link in the editor's own notation.
LinkResolver = Callable[[str, str], dict[str, str]]


def plain(text: object, where: str) -> str:
    """`text` without white space around it. Raises `ContentError` for anything but text with known placeholders."""
    if not isinstance(text, str):
        raise ContentError(f"{where}: text is expected here.")
    for name in _BRACED.findall(text):
        if name not in PLAIN and not name.startswith(LAW):
            raise ContentError(f"{where}: unknown placeholder {{{name}}}; known are {', '.join(sorted(PLAIN))}.")
    return text.strip()


def rich(text: object, where: str, resolve: LinkResolver) -> str:
    """The HTML `text` with its `page:` and `route:` links resolved.

    Raises `ContentError` for a tag or attribute that the editor has not, tags that do not match, or a link
    that leads nowhere.
    """
    parser = _Rewriter(where, resolve)
    parser.feed(plain(text, where))
    parser.close()
    if parser.open:
        raise ContentError(f"{where}: <{parser.open[-1]}> is never closed.")
    return "".join(parser.pieces)


class _Rewriter(HTMLParser):
    def __init__(self, where: str, resolve: LinkResolver) -> None:
        super().__init__(convert_charrefs=True)
        self.where = where
        self.resolve = resolve
        self.open: list[str] = []
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise ContentError(f"{self.where}: <{tag}> is not allowed; allowed are {', '.join(sorted(TAGS))}.")
        given = dict(attributes)
        written = self._link(given.pop("href", None) or "") if tag == "a" else {}
        if given:
            raise ContentError(f"{self.where}: <{tag}> cannot have {', '.join(sorted(given))}.")
        attributes_written = "".join(f' {name}="{escape(value)}"' for name, value in written.items())
        self.pieces.append(f"<{tag}{attributes_written}>")
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ContentError(f"{self.where}: </{tag}> closes nothing, or something else first.")
        self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.open and data.strip():
            raise ContentError(f"{self.where}: “{data.strip()[:40]}” stands outside a paragraph or list.")
        self.pieces.append(escape(data, quote=False))

    def handle_comment(self, data: str) -> None:
        raise ContentError(f"{self.where}: a comment cannot stand in the text.")

    def _link(self, target: str) -> dict[str, str]:
        kind, _, name = target.partition(":")
        if kind in {"page", "route"}:
            return self.resolve(kind, name)
        if target.startswith(OUTSIDE) and target not in OUTSIDE:
            return {"href": target}
        raise ContentError(
            f"{self.where}: the link “{target}” leads nowhere; use page:key, route:name or a whole address."
        )

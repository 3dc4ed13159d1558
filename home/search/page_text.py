"""What a page says in one language, piece by piece, and what it shows that is stored elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import translation
from wagtail import blocks
from wagtail.models import Page
from wagtail.rich_text import RichText, get_text_for_indexing

from home.texts import SharedText
from pages.blocks import OfficesBlock
from pages.care import LAW
from pages.models import Office, OfficesPage, SitePage

# How loudly a word is said.
HEADING = 24.0
SUBHEADING = 5.0
OPENING = 4.0
TEXT = 1.0

_OF_FIELDS = {"heading": HEADING, "search_title": HEADING, "intro": OPENING, "description": OPENING, "address": 0.0}
_OF_BLOCKS = {"heading": SUBHEADING, "title": SUBHEADING, "situation": SUBHEADING, "label": SUBHEADING}
# The words of a link tell of the page that it leads to.
_PAGE_LINK = re.compile(r'<a [^>]*linktype="page".*?</a>', re.DOTALL)
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass
class PageText:
    """`pieces`: loudness and text. `shows`: see `models.Shown`."""

    pieces: list[tuple[float, str]] = field(default_factory=list)
    shows: set[str] = field(default_factory=set)


def page_text(page: SitePage, language: str) -> PageText:
    """`page`: of its own type. Empty where the page is not in `language`."""
    read = PageText()
    if not page.is_translated(language):
        return read
    with translation.override(language):
        for name, value in _translated(page, language):
            loudness = _OF_FIELDS.get(name, SUBHEADING if name.endswith("_heading") else TEXT)
            if loudness:
                read.pieces += _said(value, loudness, language, read.shows)
        if isinstance(page, OfficesPage):
            read.pieces += _offices(language, read.shows)
    return read


def every(model: type[models.Model]) -> str:
    """What a page shows that shows all of `model`."""
    return model._meta.label_lower


def one(row: models.Model) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def _translated(row: models.Model, language: str) -> Iterator[tuple[str, Any]]:
    """Plain name and value of each field that is kept in `language`."""
    for own in row._meta.fields:
        if getattr(own, "language", None) == language and hasattr(own, "translated_field"):
            yield own.translated_field.name, getattr(row, own.name)


def _said(value: Any, loudness: float, language: str, shows: set[str]) -> Iterator[tuple[float, str]]:
    if isinstance(value, RichText):
        value = value.source
    if isinstance(value, str):
        text = get_text_for_indexing(_PAGE_LINK.sub(" ", value)) if "<" in value else value
        yield loudness, _PLACEHOLDER.sub(lambda found: _law(found[1], language, shows), text)
    elif isinstance(value, blocks.StreamValue):
        for piece in value:
            if isinstance(piece.block, OfficesBlock):
                yield from _offices(language, shows)
            else:
                yield from _said(piece.value, _OF_BLOCKS.get(piece.block_type, loudness), language, shows)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _said(part, _OF_BLOCKS.get(name, loudness), language, shows)
    elif isinstance(value, blocks.list_block.ListValue | list | tuple):
        for part in value:
            yield from _said(part, loudness, language, shows)
    elif isinstance(value, models.Model) and not isinstance(value, Page):
        shows.add(one(value))
        for _name, part in _translated(value, language):
            yield from _said(part, loudness, language, shows)


def _law(name: str, language: str, shows: set[str]) -> str:
    """The place in the law that stands for a placeholder; a blank for any other."""
    row = SharedText.objects.filter(key=name).first() if name.startswith(LAW) else None
    if row is None:
        return " "
    shows.add(one(row))
    return row.by_language()[language]


def _offices(language: str, shows: set[str]) -> Iterator[tuple[float, str]]:
    shows.add(every(Office))
    for office in Office.objects.all():
        yield SUBHEADING, office.place
        for _name, part in _translated(office, language):
            yield SUBHEADING, part or ""

"""The links of a page to other places of the site, found in what is stored, and whether they lead anywhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from editing.survey import Content, Survey, own_columns
from pages.addresses import tree_urls, versions_of
from pages.languages import CODES
from pages.site_page import SitePage

_ANCHOR = re.compile(r"<a\s([^>]*)>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


class Problem(models.TextChoices):
    DELETED = "deleted", _("the page is deleted")
    UNPUBLISHED = "unpublished", _("the page is not published")
    LANGUAGE = "language", _("the page is not in this language")
    NOTHING = "nothing", _("there is nothing at this address")


@dataclass(frozen=True)
class Link:
    """`target`: the number of a page, or an address. `languages`: of the readers that it is shown to; none where each
    reader is shown only what is in their language."""

    field: Any
    languages: tuple[str, ...]
    target: int | str
    words: str = ""


def links_of(content: Content) -> Iterator[Link]:
    for own in own_columns(type(content.page)):
        value, language = content.columns[own.name], getattr(own, "language", None)
        label = getattr(own, "translated_field", own).verbose_name
        if not value:
            continue
        if isinstance(own, StreamField):
            found = _in_block(own.stream_block, value)
        elif isinstance(own, RichTextField):
            found = _in_html(value)
        elif isinstance(own, models.ForeignKey) and issubclass(own.related_model, Page):
            yield Link(label, tuple(code for code in CODES if content.is_in(code)), value)
            continue
        else:
            continue
        for target, words in found:
            yield Link(label, (language,) if language else (), target, words)


def _in_block(block: blocks.Block, raw: Any) -> Iterator[tuple[int | str, str]]:
    """Target and words of each link in a stored piece."""
    if not raw:
        return
    if isinstance(block, blocks.BaseStreamBlock):
        for piece in raw:
            if child := block.child_blocks.get(piece["type"]):
                yield from _in_block(child, piece["value"])
    elif isinstance(block, blocks.ListBlock):
        for piece in raw:
            is_wrapped = isinstance(piece, dict) and piece.keys() >= {"type", "value"}
            yield from _in_block(block.child_block, piece["value"] if is_wrapped else piece)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _in_block(child, raw.get(name))
    elif isinstance(block, blocks.PageChooserBlock):
        yield raw, ""
    elif isinstance(block, blocks.RichTextBlock):
        yield from _in_html(raw)


def _in_html(html: str) -> Iterator[tuple[int | str, str]]:
    for written, inside in _ANCHOR.findall(html):
        attributes, words = dict(_ATTRIBUTE.findall(written)), unescape(strip_tags(inside)).strip()
        if attributes.get("linktype") == "page" and attributes.get("id", "").isdigit():
            yield int(attributes["id"]), words
        elif address := _address_here(unescape(attributes.get("href", ""))):
            yield address, words


def _address_here(href: str) -> str | None:
    """The path of an address of this site; None for every other."""
    parts = urlsplit(href)
    is_here = (
        not parts.netloc or href.startswith(f"{settings.PUBLIC_URL}/") or parts.hostname in settings.ALLOWED_HOSTS
    )
    return parts.path if is_here and parts.path.startswith("/") else None


class Targets:
    """What links may lead to now."""

    def __init__(self, survey: Survey) -> None:
        self._pages = {page.pk: page for page in survey.pages}
        self._known: dict[str, bool] = {}

    def title(self, target: int | str) -> str:
        return str(self._pages.get(target, target))

    def problem(self, target: int | str, language: str | None) -> Problem | None:
        """`language`: None where it does not matter."""
        if isinstance(target, str):
            if target not in self._known:
                self._known[target] = self._answers(target)
            return None if self._known[target] else Problem.NOTHING
        page: SitePage | None = self._pages.get(target)
        if page is None:
            return Problem.DELETED
        if not page.live:
            return Problem.UNPUBLISHED
        return Problem.LANGUAGE if language and not page.is_translated(language) else None

    def _answers(self, path: str) -> bool:
        if path.startswith(settings.STATIC_URL) or Redirect.normalise_path(path) in self._redirected:
            return True
        path = path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"
        if path in self._published:
            return True
        with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
            try:
                return resolve(path).url_name != "wagtail_serve"
            except Resolver404:
                return False

    @cached_property
    def _published(self) -> frozenset[str]:
        front_page = SitePage.objects.filter(sites_rooted_here__is_default_site=True).first()
        urls = tree_urls(front_page) if front_page else {}
        versions = (versions_of(self._pages[pk], own) for pk, own in urls.items() if pk in self._pages)
        return frozenset(urlsplit(url).path for own in versions for url in own.values())

    @cached_property
    def _redirected(self) -> frozenset[str]:
        return frozenset(Redirect.objects.values_list("old_path", flat=True))

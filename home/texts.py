"""Lines where one careless word frightens, misleads or promises too much: written once, used by key."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from home import content
from home.remembered import Remembered
from pages.care import ToConfirm
from pages.languages import NeutralColumns, language_groups
from pages.shared_form import SharedForm

Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Text:
    """A shared text in one language: the one asked for, or the default one where that is missing."""

    paragraphs: tuple[str, ...]
    language: str


@register_snippet
class SharedText(NeutralColumns, ToConfirm):
    """One text in every language. Its key is in templates, so it is neither made nor deleted by hand."""

    key = models.SlugField(_("key"), max_length=40, unique=True, editable=False)
    text = models.TextField(
        _("text"),
        help_text=_(
            "Plain text, one paragraph a line. {helpline}, {helpline_abroad}, {emergency} and {email} become links;"
            " {days} becomes the days until a message has left the backups. Where the key begins with law_, the text"
            " is a place in the law, shown in every text where the key stands in braces. Say the same in every"
            " language."
        ),
    )

    base_form_class = SharedForm
    panels = [FieldPanel("key", read_only=True), *language_groups("text"), FieldPanel("to_confirm")]

    class Meta:
        verbose_name = _("shared text")
        verbose_name_plural = _("shared texts")
        ordering = ["key"]
        default_permissions = ("change", "view")

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        remembered.reread()

    def by_language(self) -> dict[str, str]:
        return {code: getattr(self, f"text_{code}") or "" for code, _name in settings.LANGUAGES}


def _read() -> Texts:
    return _seeded() | {row.key: row.by_language() for row in SharedText.objects.all()}


def _seeded() -> dict[str, Mapping[str, str]]:
    return dict(content.shared().get("texts", {}))


remembered: Remembered[Texts] = Remembered("texts", _read, _seeded, lambda kept: _seeded() | kept)


def shared_text(key: str) -> Text:
    """The text of `key` in the active language. Raises `LookupError` when no such key was ever seeded."""
    return text_in(remembered.current()[key])


def law_reference(key: str) -> str:
    """The place in the law of `key` in the active language; empty when there is no such key."""
    languages = remembered.current().get(key)
    return " ".join(text_in(languages).paragraphs) if languages else ""


def text_in(languages: Mapping[str, str]) -> Text:
    """A text that is kept by language, in the active one; each line is a paragraph."""
    language = get_language() or settings.LANGUAGE_CODE
    if not languages.get(language):
        language = settings.LANGUAGE_CODE
    lines = (line.strip() for line in languages.get(language, "").splitlines())
    return Text(tuple(line for line in lines if line), language)

"""PDFs for readers: each says in which language it is. Readers are given only those that a published page offers."""

from pathlib import PurePath

from babel import Locale
from babel.numbers import format_decimal
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from pages.languages import active_language

# By their codes (BCP 47): those that the people speak for whom a brochure may be made.
LANGUAGES = (
    *("fi", "sv", "en", "se", "am", "ar", "bg", "bn", "ckb", "es", "et", "fa", "fr", "hi", "hu", "ku", "lt", "lv"),
    *("my", "ne", "pl", "ps", "pt", "ro", "ru", "si", "so", "sq", "sw", "ta", "th", "ti", "fil", "tr", "uk", "ur"),
    *("vi", "zh-Hans"),
)


class PdfDocument(AbstractDocument):
    # Required by its form: Wagtail saves the file first where several are uploaded at once.
    language = models.CharField(
        _("language of the document"),
        max_length=12,
        blank=True,
        help_text=_("Readers see it beside the link."),
    )

    admin_form_fields = ("title", "file", "language", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("PDF")
        verbose_name_plural = _("PDFs")

    @property
    def url(self) -> str:
        """Where the editor's own lists lead, behind the sign-in."""
        return reverse("editor_pdf", args=[self.name])

    @property
    def public_url(self) -> str:
        return reverse("pdf", args=[self.name])

    @property
    def name(self) -> str:
        return PurePath(self.file.name).name

    @property
    def language_name(self) -> str:
        """In the active language."""
        return language_name(self.language)

    @property
    def direction(self) -> str:
        return Locale.parse(self.language, sep="-").text_direction

    @property
    def shown_size(self) -> str:
        size = self.get_file_size() or 0
        amount, unit = (size / 1_000_000, "MB") if size >= 1_000_000 else (max(1, round(size / 1_000)), "kB")
        return f"{format_decimal(round(amount, 1), locale=active_language())}\N{NO-BREAK SPACE}{unit}"


def language_name(code: str, language: str = "") -> str:
    """The name of the language of `code`, in `language` or else in the active one."""
    shown = Locale.parse(language or active_language(), sep="-")
    return Locale.parse(code, sep="-").get_display_name(shown) or code

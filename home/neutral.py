"""Translated models that are saved the same whatever language the editor's interface is in."""

from typing import Any

from django.conf import settings
from django.utils import translation
from wagtail.admin.panels import FieldPanel


class NeutralColumns:
    """Mixin, first in the bases: modeltranslation writes the column without a language from the active
    language, which in the editor is the interface's. Under it that column always holds the default language."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            super().save(*args, **kwargs)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            super().full_clean(*args, **kwargs)


def language_panels(name: str) -> list[FieldPanel]:
    """One panel per language for the translated field `name`."""
    return [FieldPanel(f"{name}_{code}") for code, _name in settings.LANGUAGES]

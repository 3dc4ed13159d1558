"""Fields that are kept once per language: how they are named, read, saved, and laid out for editors."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname, get_language
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from pages.care import care_panels

DEFAULT = settings.LANGUAGE_CODE
CODES = tuple(code for code, _name in settings.LANGUAGES)


# A page can be read in versions: in each language as it is usually written, and in some in easy language too.
# A version is named by the language's code, the easy one with this behind it.
_EASY = "-easy"


def easy(language: str) -> str:
    """The version in easy `language`."""
    return f"{language}{_EASY}"


def is_easy(version: str) -> bool:
    return version.endswith(_EASY)


def language_of_version(version: str) -> str:
    return version.removesuffix(_EASY)


VERSIONS = (*CODES, *map(easy, CODES))


def name_of(version: str) -> str:
    """What a version is called to editors."""
    name = dict(settings.LANGUAGES)[language_of_version(version)]
    return gettext("%s, easy version") % name if is_easy(version) else name


def active_language() -> str:
    """The active language, or the default one where the active one is not a language of the site:
    the editor's interface speaks more languages than the site does."""
    return get_language()


def localized(name: str, language: str) -> str:
    """The name of the column that holds the field `name` in `language`."""
    return build_localized_fieldname(name, language)


def value_in(row: models.Model, name: str, language: str) -> Any:
    """The field `name` of `row` in `language`, never another language's; None or empty where it is not filled."""
    return getattr(row, localized(name, language))


def language_of_value(row: models.Model, name: str) -> str:
    """The language that `row.name` is read in now: the active one, or the default one where that is empty."""
    language = active_language()
    return language if value_in(row, name, language) else DEFAULT


class NeutralColumns:
    """Mixin, first in the bases. modeltranslation fills the column without a language from the active
    language, which in the editor is the interface's; under it that column always holds the default language."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        with translation.override(DEFAULT):
            super().save(*args, **kwargs)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        with translation.override(DEFAULT):
            super().full_clean(*args, **kwargs)


class LanguageFieldPanel(FieldPanel):
    """One language of a translated field, under the field's plain name: the tab or group says the language."""

    def on_model_bound(self) -> None:
        super().on_model_bound()
        if not self.heading:
            self.heading = capfirst(self.db_field.translated_field.verbose_name)

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        # Wagtail gives this only to the plain class of text fields, which a translated one is not.
        if type(self.db_field.translated_field) is models.TextField:
            options.setdefault("widgets", {})[self.field_name] = AdminAutoHeightTextInput
        return options


class OtherHeadings(Panel):
    """What the page is called in the other languages, beside the heading that is being written in `language`."""

    def __init__(self, language: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.language = language

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"language": self.language}

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages/editor/other_headings.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"headings": self._headings()}

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self._headings())

        def _headings(self) -> list[dict[str, str]]:
            others = [(code, name) for code, name in settings.LANGUAGES if code != self.panel.language]
            return [
                {"code": code, "language": name, "text": text}
                for code, name in others
                if (text := value_in(self.instance, "heading", code))
            ]


def panels_in(language: str, names: Sequence[str]) -> list[FieldPanel]:
    return [LanguageFieldPanel(localized(name, language)) for name in names]


def language_groups(*names: str) -> list[MultiFieldPanel]:
    """One group of panels per language, for forms without tabs."""
    return [MultiFieldPanel(panels_in(code, names), heading=name) for code, name in settings.LANGUAGES]


def easy_group(language: str, names: Sequence[str]) -> list[MultiFieldPanel]:
    """The group of an easy version's fields; none where there are no fields."""
    if not names:
        return []
    help_text = _(
        "The same in easy language, at an address of its own. Empty: there is no easy version in this language."
    )
    return [MultiFieldPanel(panels_in(language, names), heading=_("Easy version"), help_text=help_text)]


def language_tabs(
    *names: str, easy_names: Sequence[str] = (), address: bool = True, shared: Sequence[Any] = (), form: type
) -> TabbedInterface:
    """A page's editor: a tab per language with the fields `names`, then one for what all languages share.

    `form` is the form class; `easy_names` are the fields of the easy version, a group of their own; `shared` holds
    panels of fields that have no language. `address` is False for the front page, whose address is the language alone.
    """
    tabs = [
        ObjectList(
            [
                LanguageFieldPanel(
                    localized("heading", code),
                    classname="title",
                    required_on_save=code == DEFAULT,
                    help_text=_("What the page is about, in the reader's words. It may be long; it is wrapped."),
                ),
                OtherHeadings(code),
                *panels_in(code, names),
                *easy_group(code, easy_names),
                MultiFieldPanel(
                    [
                        FieldRowPanel(panels_in(code, ("address", "search_title") if address else ("search_title",))),
                        *panels_in(code, ("description",)),
                    ],
                    heading=_("Address and search engines"),
                ),
            ],
            heading=name,
        )
        for code, name in settings.LANGUAGES
    ]
    settings_tab = ObjectList(
        [*shared, *care_panels(), FieldPanel("show_in_menus"), FieldPanel("take_away"), PublishingPanel()],
        heading=_("Settings"),
    )
    return TabbedInterface([*tabs, settings_tab], base_form_class=form)

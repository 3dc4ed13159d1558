"""All pages as they are published and as their newest drafts say, read in a fixed number of questions to the
database: what the reports work from."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Revision

from pages.languages import is_easy, language_of_version, localized
from pages.models import SitePage


@dataclass(frozen=True)
class Content:
    """What a page says, published or as a draft: by column, streams as they are stored."""

    page: SitePage
    columns: Mapping[str, Any]

    def value(self, name: str, language: str) -> Any:
        return self.columns.get(localized(name, language))

    def table(self, language: str) -> dict[str, Any]:
        """Everything kept in `language`, by plain name."""
        return {name: self.value(name, language) for name in translated_names(type(self.page))}

    def is_in(self, version: str) -> bool:
        """As `SitePage.is_in`."""
        language = language_of_version(version)
        names, easy_names = self.page.translated_when_filled, self.page.easy_when_filled
        if is_easy(version):
            names = (*names, *easy_names)
        return (bool(easy_names) or not is_easy(version)) and all(self.value(name, language) for name in names)


@dataclass(frozen=True)
class Survey:
    """`pages`: each of its own type, in the order of the tree. `drafts`: by page, where the newest draft says
    something else than readers see."""

    pages: tuple[SitePage, ...]
    drafts: Mapping[int, Content]

    def current(self) -> Iterator[Content]:
        """Of every page what readers see; of one that they do not see, its newest draft."""
        for page in self.pages:
            yield content_of(page) if page.live or page.pk not in self.drafts else self.drafts[page.pk]

    def published(self) -> Iterator[Content]:
        return (content_of(page) for page in self.pages if page.live)


def read_survey() -> Survey:
    pages = tuple(SitePage.objects.order_by("path").specific())
    newest = {page.latest_revision_id: page for page in pages if page.has_unpublished_changes or not page.live}
    revisions = Revision.objects.filter(pk__in=[number for number in newest if number])
    drafts = (_draft(newest[revision.pk], revision.content) for revision in revisions)
    return Survey(pages, {draft.page.pk: draft for draft in drafts})


def content_of(page: SitePage) -> Content:
    """What `page`, of its own type, says in its row."""
    return Content(page, {own.name: _stored(getattr(page, own.attname)) for own in own_columns(type(page))})


def _draft(page: SitePage, content: Mapping[str, Any]) -> Content:
    columns = {}
    for own in own_columns(type(page)):
        value = content.get(own.name)
        columns[own.name] = json.loads(value) if isinstance(own, StreamField) and value else value
    return Content(page, columns)


def _stored(value: Any) -> Any:
    return list(value.raw_data) if hasattr(value, "raw_data") else value


@cache
def translated_names(model: type[SitePage]) -> tuple[str, ...]:
    """The fields of `model` that are kept once per language, in the order of the model."""
    of_languages = (own.translated_field.name for own in model._meta.fields if hasattr(own, "translated_field"))
    return tuple(dict.fromkeys(of_languages))


@cache
def own_columns(model: type[SitePage]) -> tuple[models.Field, ...]:
    """What the site itself keeps of a page; not the column of a translated field that has no language."""
    return tuple(
        own
        for own in model._meta.fields
        if issubclass(own.model, SitePage) and own.name not in translated_names(model) and not own.primary_key
    )


def language_name(language: str) -> str:
    return dict(settings.LANGUAGES).get(language, language)

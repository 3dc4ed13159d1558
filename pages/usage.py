"""Where something is used: what would break if it went."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import models
from django.db.models import Q
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.models import Page, ReferenceIndex
from wagtail.snippets.models import get_snippet_models


class PageLink(NamedTuple):
    """A link from a page's text. `language`: of the text; None where it is the same text in every language."""

    page_id: int
    language: str | None


def users_of(row: models.Model) -> list[models.Model]:
    """The pages, settings and snippets that refer to `row`, each once, as they are kept now: what only a draft of a
    published page refers to is not among them."""
    kinds = (Page, *get_snippet_models())
    users = [user for user, _references in ReferenceIndex.get_grouped_references_to(row) if isinstance(user, kinds)]
    if not isinstance(row, Page):
        return users
    return [user for user in users if not (isinstance(user, Page) and user.pk == row.pk)] + _settings_that_name(row)


def is_standing(page: Page) -> bool:
    """Whether every page leads to `page`: the front page, and those that a setting of the whole site names."""
    return page.pk is not None and (page.is_site_root() or bool(_settings_that_name(page)))


def _settings_that_name(page: Page) -> list[models.Model]:
    """Wagtail's index of references knows no settings."""
    named: dict[type[models.Model], Q] = {}
    for relation in Page._meta.get_fields(include_hidden=True):
        if relation.one_to_many and issubclass(relation.related_model, BaseGenericSetting):
            model = relation.related_model
            named[model] = named.get(model, Q()) | Q(**{relation.field.name: page.pk})
    return [row for model, condition in named.items() for row in model._default_manager.filter(condition)]


def links_of(page: Page) -> Iterator[PageLink]:
    """The pages that the text of `page` leads to, as the object holds it: a draft's links too."""
    fields = [field for field in page._meta.get_fields() if hasattr(field, "extract_references")]
    translated = {field.translated_field.name for field in fields if hasattr(field, "translated_field")}
    for field in fields:
        value = None if field.name in translated else field.value_from_object(page)
        for model, key, *_where in field.extract_references(value) if value else ():
            if issubclass(model, Page):
                yield PageLink(int(key), getattr(field, "language", None))

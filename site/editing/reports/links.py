"""Links inside the site that lead nowhere, or to a page that the reader cannot read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect

from editing.links import Link, Problem, Targets, links_of
from editing.reports.base import Report, RowFilterSet, by_language, column, one_of, thing_column
from editing.survey import Content, Survey, content_of, language_name, read_survey
from home.models import StandingPages
from pages.languages import CODES
from pages.models import SitePage


class Where(models.TextChoices):
    PUBLISHED = "published", _("published text")
    DRAFT = "draft", _("draft")


@dataclass(frozen=True)
class Row:
    """`thing`: the page, setting or redirect that the link is in. `where`: in which of its texts."""

    thing: models.Model
    field: str
    language: str
    words: str
    target: str
    problem: Problem
    where: frozenset[Where] = frozenset({Where.PUBLISHED})

    @property
    def title(self) -> str:
        return self.thing.old_path if isinstance(self.thing, Redirect) else str(self.thing)

    @property
    def page(self) -> str:
        return str(self.thing.pk) if isinstance(self.thing, SitePage) else ""

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def problem_label(self) -> Any:
        return self.problem.label

    @property
    def where_label(self) -> str:
        return ", ".join(str(where.label) for where in Where if where in self.where)


def rows(survey: Survey) -> Iterator[Row]:
    targets = Targets(survey)
    for page in survey.pages:
        found: dict[Row, set[Where]] = {}
        for where, content in _texts(survey, page):
            for row in _broken(page, links_of(content), targets):
                found.setdefault(row, set()).add(where)
        yield from (replace(row, where=frozenset(where)) for row, where in found.items())
    for standing in StandingPages.objects.all():
        yield from _broken(standing, _chosen(standing), targets)
    for redirect in Redirect.objects.exclude(redirect_page=None).order_by("old_path"):
        language = translation.get_language_from_path(redirect.old_path)
        link = Link(_("redirect"), (language,) if language else (), redirect.redirect_page_id)
        yield from _broken(redirect, [link], targets)


def _texts(survey: Survey, page: SitePage) -> Iterator[tuple[Where, Content]]:
    if page.live:
        yield Where.PUBLISHED, content_of(page)
    if page.pk in survey.drafts:
        yield Where.DRAFT, survey.drafts[page.pk]


def _chosen(standing: StandingPages) -> Iterator[Link]:
    for own in standing._meta.fields:
        if own.is_relation and (target := getattr(standing, own.attname)):
            yield Link(own.verbose_name, CODES, target)


def _broken(thing: models.Model, links: Any, targets: Targets) -> Iterator[Row]:
    for link in links:
        problem = targets.problem(link.target, None)
        if problem is not None:
            language = link.languages[0] if len(link.languages) == 1 else ""
            yield Row(thing, str(link.field), language, link.words, targets.title(link.target), problem)
            continue
        for language in link.languages:
            if problem := targets.problem(link.target, language):
                yield Row(thing, str(link.field), language, link.words, targets.title(link.target), problem)


def pages_to_choose() -> list[tuple[str, str]]:
    return [(str(pk), title) for pk, title in SitePage.objects.order_by("path").values_list("pk", "title")]


class LinksFilterSet(RowFilterSet):
    page = one_of(_("Page"), pages_to_choose)
    language = by_language()
    where = one_of(_("Found in"), Where.choices)


class LinksReport(Report):
    name = "links"
    page_title = _("Broken links inside the site")
    header_icon = "link"
    filterset_class = LinksFilterSet

    @property
    def columns(self) -> list[Any]:
        return [
            thing_column(_("Page"), self.request.user),
            column("language_name", _("Language")),
            column("field", _("Field")),
            column("words", _("Words of the link")),
            column("target", _("Leads to")),
            column("problem_label", _("What is wrong")),
            column("where_label", _("Found in")),
        ]

    def rows(self) -> Iterator[Row]:
        return rows(read_survey())

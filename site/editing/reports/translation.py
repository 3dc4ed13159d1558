"""Which pages are missing in a language, or say there what the Finnish said before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editing.models import VersionText
from editing.reports.base import Report, RowFilterSet, by_language, column, one_of, page_column, state_of
from editing.reports.still_right import StillRightColumn
from editing.survey import Content, Survey, language_name, read_survey
from pages.languages import DEFAULT, VERSIONS, easy, is_easy, language_of_version
from pages.models import SitePage


class State(models.TextChoices):
    MISSING = "missing", _("missing")
    OLDER = "older", _("older than the Finnish")
    EASY_MISSING = "easy_missing", _("easy version missing")
    EASY_OLDER = "easy_older", _("easy version older than the text")


@dataclass(frozen=True)
class Row:
    page: SitePage
    version: str
    state: State
    # When the version itself last changed, and the one that it follows.
    changed: date | None = None
    original_changed: date | None = None

    @property
    def language(self) -> str:
        return language_of_version(self.version)

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def state_label(self) -> Any:
        return self.state.label

    @property
    def status(self) -> Any:
        return state_of(self.page)


def original_of(version: str) -> str:
    """The version that `version` says the same as."""
    return language_of_version(version) if is_easy(version) else DEFAULT


def rows(survey: Survey) -> Iterator[Row]:
    changed: dict[int, dict[str, Any]] = {}
    for page, version, at in VersionText.objects.values_list("page", "version", "changed_at"):
        changed.setdefault(page, {})[version] = at
    for content in survey.current():
        yield from _of_page(content, changed.get(content.page.pk, {}))


def _of_page(content: Content, changed: dict[str, Any]) -> Iterator[Row]:
    page = content.page
    for version in VERSIONS:
        language, original = language_of_version(version), original_of(version)
        if not content.is_in(version):
            if not is_easy(version):
                yield Row(page, version, State.MISSING)
            elif content.is_in(language) and content.is_in(easy(DEFAULT)):
                yield Row(page, version, State.EASY_MISSING)
        elif page.live and version in changed and original in changed and changed[version] < changed[original]:
            days = (timezone.localdate(changed[one]) for one in (version, original))
            yield Row(page, version, State.EASY_OLDER if is_easy(version) else State.OLDER, *days)


class TranslationFilterSet(RowFilterSet):
    language = by_language()
    state = one_of(_("State"), State.choices)


class TranslationReport(Report):
    name = "translation"
    page_title = _("Translation state")
    header_icon = "globe"
    filterset_class = TranslationFilterSet
    columns = [
        page_column(),
        column("language_name", _("Language")),
        column("state_label", _("State")),
        column("changed", _("Changed")),
        column("original_changed", _("The text that it follows changed")),
        column("status", _("Status")),
        StillRightColumn("still_right", label=""),
    ]

    def rows(self) -> Iterator[Row]:
        return rows(read_survey())

"""How much there is to read on each published page and how plainly it is written, beside the limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.reading import PageReader
from editing.reports.base import Report, RowFilterSet, by_language, column, one_of, page_column
from editing.survey import Survey, language_name, read_survey
from home.language import terms
from home.language.measures import LIMITS, Limits, Measures, measures_of
from pages.languages import CODES
from pages.models import SitePage


class Level(models.TextChoices):
    STANDARD = "standard", _("standard")
    EASY = "easy", _("easy")


NO_LIMITS = Limits(mean=float("inf"), longest=10**9)


@dataclass(frozen=True)
class Row:
    page: SitePage
    language: str
    level: Level
    measures: Measures

    @property
    def language_name(self) -> str:
        return language_name(self.language)

    @property
    def level_label(self) -> Any:
        return self.level.label

    @property
    def words(self) -> int:
        return self.measures.words

    @property
    def mean(self) -> float | None:
        return round(self.measures.mean, 1) if self.measures.sentences else None

    @property
    def longest(self) -> int:
        return self.measures.longest

    @property
    def long_words(self) -> float | None:
        """None where they are not measured: only Finnish makes words so long."""
        return None if self.limits_here.long_words is None else round(100 * self.measures.long_words, 1)

    @property
    def limits_here(self) -> Limits:
        return LIMITS.get((self.language, self.level.value), NO_LIMITS)

    @property
    def too_much(self) -> str:
        """Each measure that is over its limit, with the limit."""
        limits, found = self.limits_here, []
        if self.measures.mean > limits.mean:
            found.append(gettext("mean sentence over %(limit)s words") % {"limit": f"{limits.mean:g}"})
        if self.measures.longest > limits.longest:
            found.append(gettext("longest sentence over %(limit)s words") % {"limit": limits.longest})
        if limits.long_words is not None and self.measures.long_words > limits.long_words:
            found.append(gettext("long words over %(limit)s %%") % {"limit": f"{100 * limits.long_words:g}"})
        if limits.page_words is not None and self.measures.words > limits.page_words:
            found.append(gettext("page over %(limit)s words") % {"limit": limits.page_words})
        return "; ".join(found)

    @property
    def limits(self) -> str:
        return OVER if self.too_much else WITHIN


OVER, WITHIN = "over", "within"


def rows(survey: Survey) -> Iterator[Row]:
    """The most to read first."""
    reader, known = PageReader(), terms.load()
    found = [
        Row(content.page, language, Level(reading.level), measures_of(reading, known))
        for content in survey.published()
        for language in CODES
        if content.is_in(language)
        for reading in reader.readings(content, language)
    ]
    yield from sorted(found, key=lambda row: -row.words)


class LanguageFilterSet(RowFilterSet):
    language = by_language()
    level = one_of(_("Level"), Level.choices)
    limits = one_of(_("Limits"), [(OVER, _("over a limit")), (WITHIN, _("within the limits"))])


class LanguageReport(Report):
    name = "language"
    page_title = _("How much there is to read")
    header_icon = "pilcrow"
    filterset_class = LanguageFilterSet
    columns = [
        page_column(),
        column("language_name", _("Language")),
        column("level_label", _("Level")),
        column("words", _("Words")),
        column("mean", _("Mean sentence")),
        column("longest", _("Longest sentence")),
        column("long_words", _("Long words, %")),
        column("too_much", _("Over the limit")),
    ]

    def rows(self) -> Iterator[Row]:
        return rows(read_survey())

"""What waits for somebody at their desk, in a line each."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import ngettext_lazy
from wagtail.models import TaskState

from editing.reports import confirm, failures, links, review, translation
from editing.reports.base import Report
from editing.survey import read_survey

WAITING = ngettext_lazy("%(count)s page waits for your approval.", "%(count)s pages wait for your approval.", "count")
NOT_BAKED = ngettext_lazy(
    "Readers do not see %(count)s page as it should be.",
    "Readers do not see %(count)s pages as they should be.",
    "count",
)
BROKEN = ngettext_lazy(
    "%(count)s link inside the site is broken.", "%(count)s links inside the site are broken.", "count"
)
MINE = ngettext_lazy(
    "You are responsible for %(count)s page that is to be looked at again.",
    "You are responsible for %(count)s pages that are to be looked at again.",
    "count",
)
REVIEWS = {
    review.State.OVERDUE: ngettext_lazy(
        "%(count)s page should have been looked at again by now.",
        "%(count)s pages should have been looked at again by now.",
        "count",
    ),
    review.State.SOON: ngettext_lazy(
        "%(count)s page is to be looked at again within 30 days.",
        "%(count)s pages are to be looked at again within 30 days.",
        "count",
    ),
    review.State.UNSET: ngettext_lazy(
        "%(count)s page has no day on which somebody looks at it again.",
        "%(count)s pages have no day on which somebody looks at them again.",
        "count",
    ),
}
TRANSLATIONS = {
    translation.State.OLDER: ngettext_lazy(
        "%(count)s translation is older than the Finnish.",
        "%(count)s translations are older than the Finnish.",
        "count",
    ),
    translation.State.MISSING: ngettext_lazy(
        "%(count)s translation is missing.", "%(count)s translations are missing.", "count"
    ),
    translation.State.EASY_OLDER: ngettext_lazy(
        "%(count)s easy version is older than its text.",
        "%(count)s easy versions are older than their texts.",
        "count",
    ),
    translation.State.EASY_MISSING: ngettext_lazy(
        "%(count)s easy version is missing in one language.",
        "%(count)s easy versions are missing in one language.",
        "count",
    ),
}
UNCERTAIN = ngettext_lazy("%(count)s thing is to be confirmed.", "%(count)s things are to be confirmed.", "count")


class Due(NamedTuple):
    text: str
    url: str


def what_is_due(user: Any) -> list[Due]:
    """The most urgent first. The pages are read once for all lines."""
    return [Due(line % {"count": count}, url) for count, line, url in _counted(user) if count]


def _counted(user: Any) -> Iterator[tuple[int, Any, str]]:
    survey = read_survey()
    waiting = TaskState.objects.reviewable_by(user).count()
    yield waiting, WAITING, reverse("wagtailadmin_reports:workflow", query={"reviewable": "true"})
    yield len(list(failures.rows())), NOT_BAKED, failures.FailuresReport.url()
    yield len(list(links.rows(survey))), BROKEN, links.LinksReport.url()
    reviews = [row for row in review.rows(survey) if row.state in review.DUE]
    mine = sum(str(user.pk) in row.responsible for row in reviews)
    yield mine, MINE, review.ReviewReport.url(responsible=review.MINE)
    yield from _by_state(Counter(row.state for row in reviews), REVIEWS, review.ReviewReport)
    translations = Counter(row.state for row in translation.rows(survey))
    yield from _by_state(translations, TRANSLATIONS, translation.TranslationReport)
    yield len(list(confirm.rows(survey))), UNCERTAIN, confirm.ConfirmReport.url()


def _by_state(counts: Counter[Any], lines: dict[Any, Any], report: type[Report]) -> Iterator[tuple[int, Any, str]]:
    for state, line in lines.items():
        yield counts[state], line, report.url(state=state.value)

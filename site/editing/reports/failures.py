"""Pages that could not be made anew, so that readers see them as they were, or that lack something."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baking.models import Failure
from editing.reports.base import Report, column, page_column
from pages.models import SitePage


@dataclass(frozen=True)
class Row:
    path: str
    page: SitePage | None
    reason: str
    since: datetime


def rows() -> Iterator[Row]:
    failures = list(Failure.objects.all())
    pages = SitePage.objects.in_bulk([failure.page for failure in failures if failure.page])
    for failure in failures:
        yield Row(failure.path, pages.get(failure.page), failure.reason, _by_the_clock(failure.since))


def _by_the_clock(moment: datetime) -> datetime:
    """As spreadsheets know it: without a time zone."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0)


class FailuresReport(Report):
    name = "not-baked"
    page_title = _("Pages that readers do not see as they should be")
    header_icon = "warning"
    columns = [
        page_column(),
        column("path", _("Address")),
        column("reason", _("Reason")),
        column("since", _("Since")),
    ]

    def rows(self) -> Iterator[Row]:
        return rows()

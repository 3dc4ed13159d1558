"""Everything that somebody noted as not certain yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import TitleColumn

from editing.reports.base import FIRST, Report, RowFilterSet, column, one_of
from editing.survey import Survey, read_survey
from home.models import SharedText, SiteFacts
from pages.models import Figure, Office


class Kind(models.TextChoices):
    PAGE = "page", _("page")
    TEXT = "text", _("shared text")
    FACTS = "facts", _("shared facts")
    FIGURE = "figure", _("figure")
    OFFICE = "office", _("office")


STORED_ONCE = {Kind.TEXT: SharedText, Kind.FACTS: SiteFacts, Kind.FIGURE: Figure, Kind.OFFICE: Office}


@dataclass(frozen=True)
class Row:
    kind: Kind
    thing: models.Model
    note: str

    @property
    def title(self) -> str:
        return str(self.thing)

    @property
    def kind_label(self) -> Any:
        return self.kind.label


def rows(survey: Survey) -> Iterator[Row]:
    for content in survey.current():
        if note := content.columns["to_confirm"]:
            yield Row(Kind.PAGE, content.page, note)
    for kind, model in STORED_ONCE.items():
        for thing in model.objects.exclude(to_confirm=""):
            yield Row(kind, thing, thing.to_confirm)


class ConfirmFilterSet(RowFilterSet):
    kind = one_of(_("Kind"), Kind.choices)


class ConfirmReport(Report):
    name = "to-confirm"
    page_title = _("To be confirmed")
    header_icon = "help"
    filterset_class = ConfirmFilterSet

    @property
    def columns(self) -> list[Any]:
        # Leads only to what this person may change.
        finder = AdminURLFinder(self.request.user)
        return [
            TitleColumn(
                "title",
                label=_("Title"),
                sort_key="title",
                width=FIRST,
                get_url=lambda row: finder.get_edit_url(row.thing),
            ),
            column("kind_label", _("Kind")),
            column("note", _("What is not certain")),
        ]

    def rows(self) -> Iterator[Row]:
        return rows(read_survey())

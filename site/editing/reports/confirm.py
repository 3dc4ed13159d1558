"""Everything that somebody noted as not certain yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from editing.reports.base import Report, RowFilterSet, column, one_of, thing_column
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
        return [
            thing_column(_("Title"), self.request.user),
            column("kind_label", _("Kind")),
            column("note", _("What is not certain")),
        ]

    def rows(self) -> Iterator[Row]:
        return rows(read_survey())

"""Which pages somebody should read again, who does, and on which places in the law each rests."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.reports.base import Report, RowFilterSet, column, one_of, page_column
from editing.survey import Survey, content_of, read_survey
from home.models import SharedText
from home.texts import law_reference
from pages.care import ANSWERING, LAW
from pages.models import SitePage

SOON = timedelta(days=30)
_NAMED = re.compile(rf"\{{({LAW}[a-z_]+)\}}")


class State(models.TextChoices):
    OVERDUE = "overdue", _("the day has passed")
    SOON = "soon", _("within 30 days")
    UNSET = "unset", _("no day set")
    LATER = "later", _("later")


DUE = (State.OVERDUE, State.SOON, State.UNSET)

# To choose among the responsible, beside each person's number.
MINE, NOBODY, CLOSED = "mine", "nobody", "closed"


@dataclass(frozen=True)
class Row:
    page: SitePage
    state: State
    person: Any
    laws: tuple[str, ...]

    @property
    def review_by(self) -> date | None:
        return self.page.review_by

    @property
    def state_label(self) -> Any:
        return self.state.label

    @property
    def person_name(self) -> str:
        if self.person is None:
            return gettext("nobody")
        name = self.person.get_full_name() or self.person.get_username()
        return name if self.person.is_active else gettext("%(name)s (account closed)") % {"name": name}

    @property
    def responsible(self) -> frozenset[str]:
        if self.person is None:
            return frozenset({NOBODY})
        return frozenset({str(self.person.pk)} | (set() if self.person.is_active else {CLOSED}))

    @property
    def law(self) -> frozenset[str]:
        return frozenset(self.laws)

    @property
    def law_names(self) -> str:
        return "; ".join(law_reference(key) or key for key in self.laws)


def rows(survey: Survey) -> Iterator[Row]:
    """Of every published page, the most urgent first."""
    pages = [page for page in survey.pages if page.live]
    people = get_user_model().objects.in_bulk({page.responsible_id for page in pages if page.responsible_id})
    keys = dict(SharedText.objects.filter(key__startswith=LAW).values_list("pk", "key"))
    found = (Row(page, _state(page.review_by), people.get(page.responsible_id), _laws(page, keys)) for page in pages)
    order = list(State)
    yield from sorted(found, key=lambda row: (order.index(row.state), row.review_by or date.max))


def _state(review_by: date | None) -> State:
    if review_by is None:
        return State.UNSET
    today = timezone.localdate()
    if review_by < today:
        return State.OVERDUE
    return State.SOON if review_by <= today + SOON else State.LATER


def _laws(page: SitePage, keys: dict[int, str]) -> tuple[str, ...]:
    """The keys of the places that the page rests on: those that are chosen for it, and those that its text names."""
    columns = content_of(page).columns
    chosen = [keys[piece["value"]] for piece in columns["law_references"] if piece["value"] in keys]
    named = _NAMED.findall(json.dumps([value for value in columns.values() if isinstance(value, str | list)]))
    return tuple(dict.fromkeys([*chosen, *(key for key in named if key in keys.values())]))


def people_to_choose() -> list[tuple[str, Any]]:
    people = get_user_model().objects.filter(groups__name__in=ANSWERING).order_by("username").distinct()
    own = [(str(person.pk), person.get_full_name() or person.get_username()) for person in people]
    return [(MINE, _("me")), (NOBODY, _("nobody")), (CLOSED, _("an account that is closed")), *own]


def laws_to_choose() -> list[tuple[str, str]]:
    keys = SharedText.objects.filter(key__startswith=LAW).values_list("key", flat=True)
    return [(key, law_reference(key) or key) for key in keys]


class ReviewFilterSet(RowFilterSet):
    state = one_of(_("State"), State.choices, empty=_("Due"))
    responsible = one_of(_("Responsible person"), people_to_choose)
    law = one_of(_("Place in the law"), laws_to_choose)

    def filter_queryset(self, queryset: list[Row]) -> list[Row]:
        chosen = self.form.cleaned_data
        # A change in the law concerns pages that are not due, too.
        if not chosen.get("state") and not chosen.get("law"):
            queryset = [row for row in queryset if row.state in DUE]
        return super().filter_queryset(queryset)

    def admits(self, row: Any, name: str, value: str) -> bool:
        if name == "responsible" and value == MINE:
            value = str(self.request.user.pk)
        return super().admits(row, name, value)


class ReviewReport(Report):
    name = "review"
    page_title = _("Pages to look at again")
    header_icon = "calendar-check"
    filterset_class = ReviewFilterSet
    columns = [
        page_column(),
        column("review_by", _("Look at it again by")),
        column("state_label", _("State")),
        column("person_name", _("Responsible person")),
        column("law_names", _("Places in the law")),
    ]

    def rows(self) -> Iterator[Row]:
        return rows(read_survey())

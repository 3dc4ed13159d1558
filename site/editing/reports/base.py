"""What all reports share: rows that were worked out, filtered, sorted, shown and exported by one list of columns."""

from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

import django_filters
from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

# Of these rights on any page, whoever has one may see the reports.
WORK_ON_PAGES = ["add", "change", "publish"]

# Of the first column, in points: a heading in it is not broken up inside its words.
FIRST = "240"


class RowFilterSet(WagtailFilterSet):
    """Each filter admits the rows whose attribute of its name is what was chosen, or holds it among others."""

    class Meta:
        model = Page
        fields: list[str] = []

    def filter_queryset(self, queryset: list[Any]) -> list[Any]:
        chosen = {name: value for name, value in self.form.cleaned_data.items() if value}
        return [row for row in queryset if all(self.admits(row, name, value) for name, value in chosen.items())]

    def admits(self, row: Any, name: str, value: str) -> bool:
        own = getattr(row, name)
        return value in own if isinstance(own, frozenset) else value == own


def one_of(label: Any, choices: Any, empty: Any = None) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=empty or _("All"))


def by_language() -> django_filters.ChoiceFilter:
    return one_of(_("Language"), settings.LANGUAGES)


class Report(ReportView):
    """`name`: in its address. `columns` are shown and exported alike; a row is any object with their attributes."""

    name = ""
    results_template_name = "editing/report_results.html"
    any_permission_required = WORK_ON_PAGES
    permission_policy = page_permission_policy

    @abstractmethod
    def rows(self) -> Iterable[Any]:
        """Worked out anew for each request, in the order in which they are shown."""

    def get_queryset(self) -> list[Any]:
        rows = list(self.rows())
        if self.ordering:
            column = next(one for one in self.columns if one.sort_key == self.ordering.removeprefix("-"))
            # Rows that are alike stay in the order of the report; those without a value come last either way.
            filled = [row for row in rows if column.get_value(row) not in (None, "")]
            empty = [row for row in rows if column.get_value(row) in (None, "")]
            filled.sort(key=lambda row: _sorted_by(column.get_value(row)), reverse=self.ordering.startswith("-"))
            rows = filled + empty
        return rows

    # --- Addresses ---

    @classmethod
    def url(cls, **filters: str) -> str:
        return reverse(f"editing:{cls.name}", query=filters or None)

    def get_index_url(self) -> str:
        return self.url()

    def get_index_results_url(self) -> str:
        return reverse(f"editing:{self.name}_results")

    # --- On the screen ---

    def get_table_kwargs(self) -> dict[str, Any]:
        # On a narrow screen the table is moved, not squeezed together.
        return super().get_table_kwargs() | {"attrs": {"style": "min-width: 56rem"}}

    # --- Spreadsheets ---

    @cached_property
    def list_export(self) -> list[str]:
        return [column.name for column in self._with_values]

    @cached_property
    def export_headings(self) -> dict[str, Any]:
        return {column.name: column.label for column in self._with_values}

    def to_row_dict(self, item: Any) -> OrderedDict[str, Any]:
        # Texts that wait for a language are texts by now, so that they are looked at as such.
        values = ((column.name, column.get_value(item)) for column in self._with_values)
        return OrderedDict((name, str(value) if isinstance(value, Promise) else value) for name, value in values)

    @property
    def _with_values(self) -> list[Column]:
        """Not those that hold a button."""
        return [column for column in self.columns if isinstance(column, Column)]

    def get_filename(self) -> str:
        return self.name


def _sorted_by(value: Any) -> Any:
    return str(value).casefold() if isinstance(value, str | Promise) else value


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def page_column() -> TitleColumn:
    """The heading of `row.page`, leading to its editor; empty where there is no such page any more."""
    return TitleColumn(
        "page",
        label=_("Page"),
        accessor=lambda row: str(row.page or ""),
        get_url=lambda row: row.page and edit_url(row.page),
        sort_key="page",
        width=FIRST,
    )


def thing_column(label: Any, user: Any) -> TitleColumn:
    """The title of a row, leading to where `user` may change `row.thing`: a page, or what else the site keeps."""
    finder = AdminURLFinder(user)

    def editor_of(row: Any) -> str | None:
        # Whoever sees a report may open every page.
        return edit_url(row.thing) if isinstance(row.thing, Page) else finder.get_edit_url(row.thing)

    return TitleColumn("title", label=label, get_url=editor_of, sort_key="title", width=FIRST)


def column(name: str, label: Any, **kwargs: Any) -> Column:
    return Column(name, label=label, sort_key=name, **kwargs)


def state_of(page: Page) -> Any:
    if not page.live:
        return _("not published")
    return _("published, with a newer draft") if page.has_unpublished_changes else _("published")

"""The figures as a file that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable

from django.utils.formats import get_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pages.figures import Figure, shown_count


def figures_csv(figures: Iterable[Figure]) -> str:
    """A line of headings and one for each figure, in the active language. Days as in ISO 8601; counts in plain digits,
    words where they are too small to be shown, nothing where they are not known.

    The separator is the one that spreadsheets of the language expect: a semicolon where the comma is for decimals.
    """
    separator = ";" if get_format("DECIMAL_SEPARATOR") == "," else ","
    headings = (
        _("date"),
        _("people in the System"),
        _("of them children"),
        _("clients admitted as minors"),
        _("source"),
        _("break in the series"),
    )
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerow(capfirst(heading) for heading in headings)
    for figure in figures:
        counts = (figure.people, figure.children, figure.admitted_as_minors)
        shown = (shown_count(count, grouped=False) for count in counts)
        writer.writerow([figure.date.isoformat(), *shown, figure.source, figure.break_note])
    return file.getvalue()

"""How many people are in the Assistance System: each count stored once, with its date and source, and shown as a
sentence, a bar, a row of a table and a line of a file."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from pages.care import ToConfirm
from pages.languages import NeutralColumns, language_groups
from pages.shared_form import SharedForm

# A smaller count could tell something of one person, so no shape shows it.
SMALLEST_SHOWN = 5


def is_hidden(number: int | None) -> bool:
    return number is not None and number < SMALLEST_SHOWN


def shown_count(number: int | None, grouped: bool = True) -> str:
    """`number` in the active language's way: 1 563 with a no-break space, 1,563; plain digits where not `grouped`.
    Words in place of a count that is too small; empty where it is not known."""
    if number is None:
        return ""
    if is_hidden(number):
        return gettext("fewer than %(number)s") % {"number": SMALLEST_SHOWN}
    return number_format(number, force_grouping=True) if grouped else str(number)


@register_snippet
class Figure(NeutralColumns, ToConfirm):
    """The state on one day. `children` are clients' children in the System and are part of `people`;
    `admitted_as_minors` are clients and another group. None: not known."""

    date = models.DateField(_("date"), unique=True, help_text=_("The day that the count is for."))
    people = models.PositiveIntegerField(_("people in the System"), help_text=_("Clients and their children."))
    children = models.PositiveIntegerField(
        _("of them children"), null=True, blank=True, help_text=_("Minor children in clients' care.")
    )
    admitted_as_minors = models.PositiveIntegerField(
        _("clients admitted as minors"),
        null=True,
        blank=True,
        help_text=_("Clients who were under 18 when they were admitted. Not the same group as the children."),
    )
    source = models.CharField(_("source"), max_length=255)
    break_note = models.CharField(
        _("break in the series"),
        max_length=255,
        blank=True,
        help_text=_("What was counted differently until the figure before. Shown between the two."),
    )

    base_form_class = SharedForm
    panels = [
        FieldPanel("date"),
        FieldPanel("people"),
        FieldPanel("children"),
        FieldPanel("admitted_as_minors"),
        *language_groups("source", "break_note"),
        FieldPanel("to_confirm"),
    ]

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}: {self.people}"

    def clean(self) -> None:
        super().clean()
        for name in ("children", "admitted_as_minors"):
            part = getattr(self, name)
            if part is not None and self.people is not None and part > self.people:
                raise ValidationError({name: _("This cannot be more than all people in the System.")})

    @property
    def day(self) -> str:
        # Translators: a date as it is written in running text, in the letters of Django's `date` filter.
        return date_format(self.date, pgettext("date in text", "j F Y"))

    @property
    def sentence(self) -> str:
        """The count in words, in the active language."""
        counts = {"day": self.day, "people": shown_count(self.people)}
        if self.children is None:
            return gettext("On %(day)s the Assistance System had %(people)s people.") % counts
        return ngettext(
            "On %(day)s the Assistance System had %(people)s people, %(children)s of them a child in a client's care.",
            "On %(day)s the Assistance System had %(people)s people, %(children)s of them children in clients' care.",
            max(self.children, SMALLEST_SHOWN),
        ) % {**counts, "children": shown_count(self.children)}

    @property
    def minors_sentence(self) -> str:
        """The clients admitted as minors in words, in the active language; empty where it is not known."""
        if self.admitted_as_minors is None:
            return ""
        sentence = ngettext(
            "%(count)s client was under 18 when admitted. This is not the same group as the clients' children.",
            "%(count)s clients were under 18 when admitted. This is not the same group as the clients' children.",
            max(self.admitted_as_minors, SMALLEST_SHOWN),
        )
        return capfirst(sentence % {"count": shown_count(self.admitted_as_minors)})

    @property
    def row(self) -> tuple[str, str, str]:
        """The counts as a table shows them: people, children, clients admitted as minors. Empty: not known."""
        return shown_count(self.people), shown_count(self.children), shown_count(self.admitted_as_minors)


@dataclass(frozen=True)
class Bar:
    """One figure in a chart. Widths are shares of the chart's, in the notation of SVG; a part that must not be told
    apart has none."""

    figure: Figure
    others: str
    children: str


def bars(figures: Iterable[Figure]) -> list[Bar]:
    """Bars on one scale, whose ends leave room for the line around them."""
    shown = list(figures)
    unit = 99 / max((figure.people for figure in shown if figure.people), default=1)

    def share(number: int) -> str:
        return f"{number * unit:.1f}%" if number and not is_hidden(number) else ""

    return [
        Bar(figure, share(figure.people - apart), share(apart))
        for figure in shown
        for apart in (0 if is_hidden(figure.children) else figure.children or 0,)
    ]

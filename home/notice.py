"""The notice on every page, for emergencies: "the helpline is out of order". It has an end, and goes by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from home.placeholders import unknown_in
from home.remembered import Remembered
from home.texts import Text, text_in
from pages.languages import CODES, NeutralColumns, language_groups, localized, value_in
from pages.shared_form import SharedForm

LONGEST = 400


@dataclass(frozen=True)
class Notice:
    """What was switched on last: text by language, and until when, in seconds since 1970. Ended from the start
    where nothing is switched on."""

    texts: Mapping[str, str] = field(default_factory=dict)
    ends_at: float = 0.0


@register_setting(icon="warning")
class SiteNotice(NeutralColumns, BaseGenericSetting):
    """The one row that publishers change."""

    is_shown = models.BooleanField(
        _("shown on every page"),
        default=False,
        help_text=_("Shown as soon as it is saved, with nobody else's approval. It goes by itself at its end."),
    )
    ends_at = models.DateTimeField(
        _("end"),
        null=True,
        blank=True,
        help_text=_(
            "When the notice goes. Choose from the calendar, or write it so: 2026-11-25 12:00. It can be changed"
            " meanwhile."
        ),
    )
    text = models.TextField(
        _("text"),
        blank=True,
        max_length=LONGEST,
        help_text=_(
            "What has happened, and what to do now. One paragraph a line. {helpline}, {emergency} and {email} become"
            " links. Say the same in every language."
        ),
    )

    base_form_class = SharedForm
    panels = [FieldPanel("is_shown"), FieldPanel("ends_at"), *language_groups("text")]

    class Meta:
        verbose_name = verbose_name_plural = _("notice on every page")
        default_permissions = ("change", "view")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        super().clean()
        if not self.is_shown:
            return
        wrong: dict[str, Any] = {
            localized("text", code): _("Everybody must be able to read it: write it in every language.")
            for code in CODES
            if not (value_in(self, "text", code) or "").strip()
        }
        for code in CODES:
            if names := unknown_in(value_in(self, "text", code) or ""):
                wrong[localized("text", code)] = _(
                    "Nothing stands for %(name)s: use one of the names above, or write it out."
                ) % {"name": names[0]}
        if self.ends_at is None:
            wrong["ends_at"] = _("Say when the notice goes.")
        elif self.ends_at <= timezone.now():
            wrong["ends_at"] = _("This moment has passed already.")
        if wrong:
            raise ValidationError(wrong)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)
        remembered.reread()

    def as_notice(self) -> Notice:
        if not self.is_shown or self.ends_at is None:
            return Notice()
        return Notice({code: value_in(self, "text", code) or "" for code in CODES}, self.ends_at.timestamp())


def _read() -> Notice:
    row = SiteNotice.objects.first()
    return row.as_notice() if row else Notice()


remembered: Remembered[Notice] = Remembered("notice", _read, Notice, lambda kept: Notice(**kept))


def current_notice() -> Text | None:
    """The notice in the active language, or the default one where it lacks that; None while there is none.

    While the database is gone it is the last known one, until its end.
    """
    notice = remembered.current()
    return text_in(notice.texts) if time() < notice.ends_at else None


def take_down_ended() -> None:
    """Switches the notice off when its end has passed, with the row that has every page baked without it."""
    if _ended(timezone.now()).exists():
        with transaction.atomic():
            # Asked again: somebody may just have given it more time.
            for row in _ended(timezone.now()).select_for_update():
                row.is_shown = False
                row.save()


def _ended(now: datetime) -> models.QuerySet[SiteNotice]:
    return SiteNotice.objects.filter(is_shown=True, ends_at__lte=now)

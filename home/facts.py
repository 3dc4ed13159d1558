"""Numbers and addresses that stand on many pages, stored once: helpline, emergency number, e-mail, exit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from home import content
from home.remembered import Remembered
from pages.care import ToConfirm
from pages.languages import NeutralColumns, language_groups
from pages.shared_form import SharedForm


@dataclass(frozen=True)
class Facts:
    """The facts as pages show them. Telephone numbers as printed; `helpline_tel` as dialled."""

    helpline_display: str
    helpline_abroad: str
    emergency: str
    email: str
    exit_url: str
    backup_days: int
    reading_times_by_language: Mapping[str, str] = field(default_factory=dict)

    @property
    def helpline_tel(self) -> str:
        """For `tel:` links, from a Finnish and a foreign subscription alike."""
        return self.helpline_abroad.replace(" ", "")

    @property
    def reading_times(self) -> str:
        """When messages are read, in the active language; empty while nothing has been promised in it."""
        return self.reading_times_by_language.get(get_language() or settings.LANGUAGE_CODE, "")


def seeded_backup_days() -> int:
    return content.shared()["facts"]["backup_days"]


@register_setting(icon="info-circle")
class SiteFacts(NeutralColumns, ToConfirm, BaseGenericSetting):
    """The one row that editors change."""

    helpline_display = models.CharField(
        _("helpline, as printed"),
        max_length=32,
        validators=[RegexValidator(r"\A0\d*( \d+)+\Z", _("Write digits in groups, for example 029 54 63 177."))],
        help_text=_("As it is dialled in Finland, digits in groups."),
    )
    helpline_abroad = models.CharField(
        _("helpline, from abroad"),
        max_length=32,
        validators=[
            RegexValidator(r"\A\+[1-9]\d*( \d+)+\Z", _("Write the country code first, for example +358 29 546 3177."))
        ],
        help_text=_("The same number with the country code. Every telephone link dials this."),
    )
    emergency = models.CharField(
        _("emergency number"),
        max_length=8,
        validators=[RegexValidator(r"\A\d{2,8}\Z", _("Write digits only, for example 112."))],
    )
    email = models.CharField(_("e-mail address"), max_length=254, validators=[EmailValidator()])
    exit_url = models.CharField(
        _("where the quick exit leads"),
        max_length=255,
        validators=[URLValidator(schemes=["https"])],
        help_text=_("An everyday site that surprises nobody, for example the weather. It must start with https://."),
    )
    reading_times = models.CharField(
        _("when messages are read"),
        max_length=255,
        blank=True,
        help_text=_("Shown on the forms. Leave empty if no time can be promised: the forms then say so."),
    )
    backup_days = models.PositiveSmallIntegerField(
        _("days until a deleted message has left the backups"),
        default=seeded_backup_days,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text=_("Promised to visitors: it must not be shorter than backups are really kept."),
    )

    base_form_class = SharedForm
    panels = [
        MultiFieldPanel(
            [FieldPanel("helpline_display"), FieldPanel("helpline_abroad"), FieldPanel("emergency")],
            heading=_("Telephone"),
        ),
        FieldPanel("email"),
        FieldPanel("exit_url"),
        MultiFieldPanel(language_groups("reading_times"), heading=_("When messages are read")),
        FieldPanel("backup_days"),
        FieldPanel("to_confirm"),
    ]

    class Meta:
        verbose_name = verbose_name_plural = _("shared facts")
        default_permissions = ("change", "view")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        super().clean()
        national = self.helpline_display.replace(" ", "").removeprefix("0")
        if not self.helpline_abroad.replace(" ", "").endswith(national):
            raise ValidationError({"helpline_abroad": _("The two helpline numbers are not the same number.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)
        remembered.reread()

    def as_facts(self) -> Facts:
        seeded = _seeded()
        names = ("helpline_display", "helpline_abroad", "emergency", "email", "exit_url", "backup_days")
        return Facts(
            # Wagtail's settings view makes an empty row when there is none.
            **{name: getattr(self, name) or getattr(seeded, name) for name in names},
            reading_times_by_language={
                code: getattr(self, f"reading_times_{code}") or "" for code, _name in settings.LANGUAGES
            },
        )


def _read() -> Facts:
    row = SiteFacts.objects.first()
    return row.as_facts() if row else _seeded()


def _seeded() -> Facts:
    return Facts(**content.shared()["facts"])


remembered = Remembered("facts", _read, _seeded, lambda kept: Facts(**kept))


def current_facts() -> Facts:
    """The facts now; the last known ones while the database is gone, the seeded ones before any are known."""
    return remembered.current()

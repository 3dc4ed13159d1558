"""The offices, stored once for every page that names them."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from pages import finland
from pages.care import ToConfirm
from pages.languages import NeutralColumns, language_groups
from pages.shared_form import SharedForm


class Spot(NamedTuple):
    """On the map, in whole units from the left and from the top; `beside` is where the name begins."""

    x: int
    y: int
    beside: int


@register_snippet
class Office(NeutralColumns, ToConfirm):
    """Where services are arranged from. Where the street address is empty, pages say nothing of it."""

    class Kind(models.TextChoices):
        MAIN = "main", _("Main office")
        BRANCH = "branch", _("Branch office")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    place = models.CharField(_("place"), max_length=100, unique=True, help_text=_("The town or village."))
    street_address = models.CharField(
        _("street address"), max_length=255, blank=True, help_text=_("Leave empty if visitors are not to know it.")
    )
    latitude = models.FloatField(
        _("degrees north"),
        null=True,
        blank=True,
        validators=[MinValueValidator(59.5), MaxValueValidator(70.2)],
        help_text=_("For the map, of the town or village: 60.17 for Helsinki. Without it the office is only listed."),
    )
    longitude = models.FloatField(
        _("degrees east"),
        null=True,
        blank=True,
        validators=[MinValueValidator(19), MaxValueValidator(31.7)],
        help_text=_("24.94 for Helsinki."),
    )
    name = models.CharField(_("name"), max_length=255)

    base_form_class = SharedForm
    panels = [
        FieldPanel("kind"),
        FieldPanel("place"),
        FieldPanel("street_address"),
        FieldPanel("latitude"),
        FieldPanel("longitude"),
        *language_groups("name"),
        FieldPanel("to_confirm"),
    ]

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        # The main office first: its kind sorts after the branches'.
        ordering = ["-kind", "place"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        for name, other in (("latitude", self.longitude), ("longitude", self.latitude)):
            if getattr(self, name) is None and other is not None:
                raise ValidationError({name: _("Give both, or neither.")})

    @property
    def spot(self) -> Spot | None:
        """Where the map shows it; None where that is not known."""
        if self.latitude is None or self.longitude is None:
            return None
        x, y = finland.position(self.latitude, self.longitude)
        return Spot(round(x), round(y), round(x) + 18)

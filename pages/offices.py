"""The offices, stored once for every page that names them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from pages.languages import NeutralColumns, language_groups


@register_snippet
class Office(NeutralColumns, models.Model):
    """Where services are arranged from. Where the street address is empty, pages say nothing of it."""

    class Kind(models.TextChoices):
        MAIN = "main", _("Main office")
        BRANCH = "branch", _("Branch office")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    place = models.CharField(_("place"), max_length=100, unique=True, help_text=_("The town or village."))
    street_address = models.CharField(
        _("street address"), max_length=255, blank=True, help_text=_("Leave empty if visitors are not to know it.")
    )
    name = models.CharField(_("name"), max_length=255)

    panels = [
        FieldPanel("kind"),
        FieldPanel("place"),
        FieldPanel("street_address"),
        *language_groups("name"),
    ]

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        # The main office first: its kind sorts after the branches'.
        ordering = ["-kind", "place"]

    def __str__(self) -> str:
        return self.name

"""Pages that every page leads to: the three doors and the footer. Editors choose them, by page not by address."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from pages.shared_form import SharedForm

DOORS = ("help_page", "worried_page", "professionals_page")
FOOTER = ("safe_use_page", "privacy_page", "accessibility_page")


def _page(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


@register_setting(icon="link")
class StandingPages(BaseGenericSetting):
    help_page = _page(_("door: I need help"))
    worried_page = _page(_("door: I am worried about someone"))
    professionals_page = _page(_("door: I meet victims at work"))
    safe_use_page = _page(_("footer: use this site safely"))
    privacy_page = _page(_("footer: privacy"))
    accessibility_page = _page(_("footer: accessibility and feedback"))

    base_form_class = SharedForm
    panels = [
        MultiFieldPanel([PageChooserPanel(name) for name in DOORS], heading=_("The three doors")),
        MultiFieldPanel([PageChooserPanel(name) for name in FOOTER], heading=_("Footer of every page")),
    ]

    class Meta:
        verbose_name = verbose_name_plural = _("standing pages")
        default_permissions = ("change", "view")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

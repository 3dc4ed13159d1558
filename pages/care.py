"""What editors note beside a text, so that it stays true: when to look at it again, who does, what is not certain, and
on which places in the law it rests."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.blocks import SnippetChooserBlock

# How the keys of shared texts begin that name a place in the law. Wherever {law_…} stands in a text, it is shown.
LAW = "law_"

# Roles, by the names of their groups, whose people may answer for a page.
ANSWERING = ("editor", "publisher")


class ToConfirm(models.Model):
    """Mixin: a note on what is not certain. It is for staff; no page shows it."""

    to_confirm = models.TextField(
        _("to be confirmed"),
        blank=True,
        help_text=_("What is not certain yet, and who can say. Readers do not see it. Empty it when it is certain."),
    )

    class Meta:
        abstract = True


class PlaceInTheLawBlock(SnippetChooserBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__("home.SharedText", **kwargs)

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        if chosen is not None and not chosen.key.startswith(LAW):
            raise ValidationError(_("Choose a text whose key begins with law_: only those name a place in the law."))
        return chosen

    class Meta:
        icon = "openquote"
        label = _("Place in the law")


class LawReferences(blocks.StreamBlock):
    """The same in every language: each place is a shared text, which has them all."""

    place = PlaceInTheLawBlock()

    class Meta:
        required = False
        max_num = 12


def care_panels() -> list[Any]:
    """How the fields are laid out in a page's editor."""
    return [
        MultiFieldPanel(
            [FieldPanel("review_by"), FieldPanel("responsible"), FieldPanel("to_confirm")],
            heading=_("Keeping it true"),
        ),
        FieldPanel("law_references"),
    ]

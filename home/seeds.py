"""What the set-up command has put into the database, so that it can tell an editor's work from its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeedRecord(models.Model):
    """One seeded thing. It is the command's own as long as its values still have this fingerprint."""

    key = models.CharField(max_length=80, unique=True)  # such as "page:help" or "text:before_form"
    model = models.CharField(max_length=80)  # such as "pages.articlepage"
    object_id = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)  # SHA-256 in hexadecimal of the values as stored

    class Meta:
        verbose_name = _("seed record")
        verbose_name_plural = _("seed records")
        ordering = ["key"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.key

"""What is still to be baked, and what could not be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """Something that readers see has changed. Written in the transaction of the change itself, and kept until
    everything that the change may have touched has been baked."""

    # A number, not a reference: the page may be gone. None: a fact that any page may show.
    page = models.PositiveBigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change to bake")
        verbose_name_plural = _("changes to bake")
        default_permissions = ()


class Failure(models.Model):
    """An address whose page could not be made, so that readers go on seeing what was baked there before; or whose page
    lacks something that it should show."""

    path = models.CharField(max_length=2000, unique=True)
    page = models.PositiveBigIntegerField(null=True, db_index=True)
    # What went wrong, in the program's words. Pages are made for nobody in particular: no visitor's word is in it.
    reason = models.CharField(max_length=500)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("page that could not be baked")
        verbose_name_plural = _("pages that could not be baked")
        default_permissions = ()
        ordering = ["path"]

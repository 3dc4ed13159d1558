"""When the text of each version of a page last changed for its readers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionText(models.Model):
    """Written when a page is published. `digest` is of the words alone: how the editor stores them changes more often
    than what they say. Dates kept beside the digest cost the same however long a page's history is."""

    page = models.ForeignKey("pages.SitePage", on_delete=models.CASCADE, related_name="+")
    # Of `pages.languages`.
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    # Or when somebody last found that it still says the same as the text that it follows.
    changed_at = models.DateTimeField()

    # Else Wagtail would name it among the places where a page is used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text of a version")
        verbose_name_plural = _("texts of versions")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "version"], name="one_text_of_each_version")]

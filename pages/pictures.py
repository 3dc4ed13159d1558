"""Pictures and their sizes. Readers are given only sizes that a published page shows; the rest is for the editor."""

from pathlib import PurePath
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError
from wagtail.models import Page, ReferenceIndex

from pages.languages import CODES, NeutralColumns, active_language, localized, value_in

# How wide, in points, a picture is made for pages; a smaller picture is shown as it is.
WIDTHS = (320, 640, 960, 1280)
# Light enough for a slow connection, with no fault that is seen at once.
FOR_PAGES = "|format-webp|webpquality-76"

# What Pillow raises for a file that is no whole picture, or none.
BROKEN = (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError)


class CannotBeShown(Exception):
    """A picture has no whole file, or no words. Its text says so, for the editor."""


class Size(NamedTuple):
    url: str
    width: int
    height: int


class Picture(NeutralColumns, AbstractImage):
    """Wagtail's own `description` stays empty: it has no language."""

    alt = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_(
            "Read aloud in place of the picture. What does the picture tell here? One or two short sentences, without"
            " “picture of”. Do not name a person whom one could recognise."
        ),
    )
    is_decorative = models.BooleanField(
        _("it only decorates"),
        default=False,
        help_text=_("The page says the same without it: screen readers pass over it."),
    )

    admin_form_fields = (
        "title",
        "file",
        *(localized("alt", code) for code in CODES),
        "is_decorative",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def is_described(self) -> bool:
        return self.is_decorative or all(value_in(self, "alt", code) for code in CODES)

    @property
    def default_alt_text(self) -> str:
        """For the editor's own lists."""
        return value_in(self, "alt", active_language()) or self.title

    def shown_alt(self) -> str:
        """What screen readers say in the active language; empty where they pass over it. Raises `CannotBeShown`."""
        alt = "" if self.is_decorative else value_in(self, "alt", active_language())
        if not alt and not self.is_decorative:
            raise CannotBeShown(_("The picture “%s” has no alternative text.") % self.title)
        return alt

    def sizes(self, in_editor: bool = False) -> list[Size]:
        """Those for a page, the smallest first, made where they are not there yet; `in_editor`: at addresses behind
        the sign-in. Raises `CannotBeShown`."""
        widths = [width for width in WIDTHS if width < self.width] + [min(self.width, WIDTHS[-1])]
        try:
            made = [self._whole(f"width-{width}{FOR_PAGES}") for width in dict.fromkeys(widths)]
        except SourceImageIOError as error:
            raise CannotBeShown(_("The file of the picture “%s” is missing or broken.") % self.title) from error
        return [Size(one.editor_url if in_editor else one.url, one.width, one.height) for one in made]

    def generate_rendition_file(self, *args: Any, **kwargs: Any) -> File:
        """Says of a broken file what Wagtail says of a missing one, and the editor shows that as no picture."""
        try:
            return super().generate_rendition_file(*args, **kwargs)
        except BROKEN as error:
            raise SourceImageIOError(type(error).__name__) from error

    def _whole(self, spec: str) -> "Rendition":
        found = self.get_rendition(spec)
        if not found.file.storage.exists(found.file.name):
            found.delete()
            found = self.get_rendition(spec)
        return found


class Rendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="one_of_each_size")
        ]

    @property
    def is_for_pages(self) -> bool:
        return self.filter_spec.endswith(FOR_PAGES)

    @property
    def url(self) -> str:
        return reverse("picture", args=[self.name]) if self.is_for_pages else self.editor_url

    @property
    def editor_url(self) -> str:
        return reverse("editor_picture", args=[self.name])

    @property
    def name(self) -> str:
        return PurePath(self.file.name).name


def pages_that_show(upload: models.Model) -> set[int]:
    """The numbers of the published pages that show a picture or lead to a document."""
    numbers = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(upload),
        to_object_id=str(upload.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    ).values_list("object_id", flat=True)
    return set(Page.objects.live().filter(pk__in=[int(number) for number in numbers]).values_list("pk", flat=True))

"""Pictures as editors upload them: kept as the picture alone, with words for those who do not see it."""

import secrets
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pages.languages import CODES, localized

# How each format that may be uploaded is written again, and the modes in which it can be.
WRITING: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "jpeg": ({"quality": 92}, ("L", "RGB")),
    "png": ({}, ("L", "LA", "RGB", "RGBA")),
    "webp": ({"quality": 92}, ("RGB", "RGBA")),
}
# Points. A larger picture is made smaller: no page shows more than half of this.
LARGEST_SIDE = 2_560


class PictureField(WagtailImageField):
    """Takes out of an uploaded file all but the picture: phones write into it where it was taken, when and by whom."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail's speaks of a damaged file, which an SVG is not.
        self.error_messages["invalid_image"] = _(
            "This is not a whole picture of a kind that is taken: JPEG, PNG or WebP. SVG is not taken, under any name."
        )

    def to_python(self, data: Any) -> UploadedFile | None:
        try:
            if data:
                self.refuse_by_its_head(data)
            upload = super().to_python(data)
            return picture_alone(upload, upload.image.format_name) if upload else None
        except (OSError, SyntaxError, ValueError) as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error

    def refuse_by_its_head(self, data: UploadedFile) -> None:
        """A picture of too many points, from the size that the file itself names: Wagtail looks when all points are
        in memory already. And one that moves; a phone's JPEG that holds a second picture does not."""
        moves = False
        try:
            with Image.open(data, formats=list(WRITING)) as opened:
                points = opened.width * opened.height
                moves = opened.format in ("PNG", "WEBP") and getattr(opened, "is_animated", False)
        except Image.DecompressionBombError:
            points = 2 * (Image.MAX_IMAGE_PIXELS or 0)
        data.seek(0)
        if points > self.max_image_pixels:
            message = self.error_messages["file_too_many_pixels"]
            amounts = {"num_pixels": points, "max_pixels_count": self.max_image_pixels}
            raise ValidationError(message % amounts, code="file_too_many_pixels")
        if moves:
            raise ValidationError(_("This picture moves. Choose one that stands still."), code="moves")


class PictureForm(BaseImageForm):
    """Wagtail's, with a field that cleans. A picture has a text in every language, or somebody says that it only
    decorates.

    Where several are uploaded at once, Wagtail first sends each file alone and then asks for the words: so a picture
    without words can be in the library, but no page takes it (`pages.pictures.Picture.is_described`).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(label=field.label, required=field.required, widget=field.widget)
        for code, name in settings.LANGUAGES:
            alt = self.fields[localized("alt", code)]
            alt.label = _("Alternative text: %s") % name
            alt.widget = forms.Textarea({"rows": 2, "maxlength": alt.max_length})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        names = [localized("alt", code) for code in CODES]
        if all(self.add_prefix(name) not in self.data for name in names):
            return cleaned
        given = [name for name in names if cleaned.get(name)]
        if cleaned.get("is_decorative"):
            if given:
                message = _(
                    "The picture has an alternative text. Empty the texts, or say that it does not only decorate."
                )
                self.add_error("is_decorative", message)
            return cleaned
        for name in names:
            if name not in given and name not in self.errors:
                self.add_error(name, _("Say here what the picture tells, or tick that it only decorates."))
        return cleaned


def picture_alone(upload: UploadedFile, kind: str) -> UploadedFile:
    """The same picture, upright, no larger than `LARGEST_SIDE`, in a new file under a name that says nothing and
    never comes back.

    `kind` is one of `WRITING`. Raises what Pillow raises for a broken file.
    """
    options, modes = WRITING[kind]
    upload.seek(0)
    with Image.open(upload) as opened:
        picture = in_common_colours(ImageOps.exif_transpose(opened), opened.info.get("icc_profile"))
    if picture.mode not in modes:
        picture = picture.convert("RGBA" if "RGBA" in modes and picture.has_transparency_data else "RGB")
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    # Pillow writes some of what it has read here into the new file unasked, comments among it.
    picture.info = {}
    written = BytesIO()
    picture.save(written, kind, **options)
    name = f"{secrets.token_hex(8)}{PurePath(upload.name or '').suffix.lower()}"
    return InMemoryUploadedFile(written, "file", name, f"image/{kind}", written.tell(), None)


def in_common_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In the colours that every browser takes for granted: a profile of the camera's own is not kept, for it can
    hold anything."""
    if picture.mode.startswith("I"):
        # Of sixteen bits the upper eight; Pillow would cut off what is brighter than they can say.
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if profile is None or picture.mode in ("1", "L", "LA"):
        return picture
    if picture.mode in ("P", "PA"):
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    target = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=target) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a profile that is broken, or for other colours

"""Pictures as editors upload them: kept as the picture alone."""

import secrets
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from PIL import Image, ImageOps
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

# How each format that may be uploaded is written again, and the modes in which it can be.
WRITING: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "jpeg": ({"quality": 92}, ("L", "RGB")),
    "png": ({}, ("L", "LA", "RGB", "RGBA")),
    "webp": ({"quality": 92}, ("RGB", "RGBA")),
}


class PictureField(WagtailImageField):
    """Takes out of an uploaded file all but the picture: phones write into it where it was taken, when and by whom."""

    def to_python(self, data: Any) -> UploadedFile | None:
        try:
            if data:
                self.refuse_too_many_points(data)
            upload = super().to_python(data)
            return picture_alone(upload, upload.image.format_name) if upload else None
        except (OSError, SyntaxError, ValueError) as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error

    def refuse_too_many_points(self, data: UploadedFile) -> None:
        """From the size that the file itself names: Wagtail looks when all points are in memory already."""
        try:
            with Image.open(data, formats=list(WRITING)) as opened:
                points = opened.width * opened.height
        except Image.DecompressionBombError:
            points = 2 * (Image.MAX_IMAGE_PIXELS or 0)
        data.seek(0)
        if points > self.max_image_pixels:
            message = self.error_messages["file_too_many_pixels"]
            amounts = {"num_pixels": points, "max_pixels_count": self.max_image_pixels}
            raise ValidationError(message % amounts, code="file_too_many_pixels")


class PictureForm(BaseImageForm):
    """Wagtail's, with a field that cleans."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PictureField(label=field.label, required=field.required, widget=field.widget)


def picture_alone(upload: UploadedFile, kind: str) -> UploadedFile:
    """The same picture, upright, in a new file under a name that says nothing and never comes back.

    `kind` is one of `WRITING`. Raises what Pillow raises for a broken file.
    """
    options, modes = WRITING[kind]
    upload.seek(0)
    with Image.open(upload) as opened:
        colours = opened.info.get("icc_profile")
        picture = ImageOps.exif_transpose(opened)
    if picture.mode not in modes:
        picture = picture.convert("RGBA" if "RGBA" in modes and picture.has_transparency_data else "RGB")
        if opened.mode == "CMYK":
            colours = None
    # Pillow writes some of what it has read here into the new file unasked, comments among it.
    picture.info = {}
    written = BytesIO()
    picture.save(written, kind, icc_profile=colours, **options)
    name = f"{secrets.token_hex(8)}{PurePath(upload.name or '').suffix.lower()}"
    return InMemoryUploadedFile(written, "file", name, f"image/{kind}", written.tell(), None)

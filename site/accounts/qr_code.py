"""A QR code as SVG inside the page: the content security policy allows no image data."""

from io import BytesIO

import qrcode
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage


class _Bare(SvgPathImage):
    """No XML declaration, no fixed size, dark on a light ground whatever the page's colours are."""

    background = "#ffffff"

    def _write(self, stream: BytesIO) -> None:
        stream.write(self.to_string())


def qr_code(text: str) -> SafeString:
    """An <svg> element without a name of its own; `text` shows only as modules, so nothing needs escaping."""
    picture = BytesIO()
    qrcode.make(text, image_factory=_Bare, box_size=8, border=4).save(picture)
    return mark_safe(picture.getvalue().decode())  # noqa: S308

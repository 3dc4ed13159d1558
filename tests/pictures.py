"""Pictures as a phone makes them, with all that it writes into the file beside the picture."""

from io import BytesIO

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

SECRET = "zqTHEPLACEWHEREITWASTAKENqz"
UPSIDE = 6  # EXIF's number for a phone held upright: turn the picture a quarter clockwise
KINDS = ("jpeg", "png", "webp")


def a_picture(kind: str = "jpeg", width: int = 640, height: int = 320) -> bytes:
    """A file that holds `SECRET` in every place that its format has for words, and a picture to be turned upright."""
    exif = Image.Exif()
    exif[Base.Make] = exif[Base.ImageDescription] = SECRET
    exif[Base.Orientation] = UPSIDE
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSAreaInformation] = SECRET
    kept = {"exif": exif, "xmp": f"<x>{SECRET}</x>".encode()}
    if kind == "jpeg":
        kept["comment"] = SECRET
    if kind == "png":
        words = PngInfo()
        words.add_text("Comment", SECRET)
        words.add_itxt("XML:com.adobe.xmp", SECRET)
        kept = {"exif": exif, "pnginfo": words}
    written = BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, kind, **kept)
    assert SECRET.encode() in written.getvalue()
    return written.getvalue()

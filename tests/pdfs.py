"""PDFs as office programs make them, with all that these write beside the pages, and some that do more than show."""

from io import BytesIO

from pypdf import PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

SECRET = "zqWHOWROTEITzq"


def written(writer: PdfWriter) -> bytes:
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def a_writer(pages: int = 1) -> PdfWriter:
    """Names `SECRET` wherever a program writes about people: in the file, as XMP, in a page, in a comment."""
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(200, 300)
    writer.add_metadata({"/Author": SECRET, "/Title": SECRET, "/Producer": SECRET})
    xmp = DecodedStreamObject()
    xmp.set_data(f"<x>{SECRET}</x>".encode())
    xmp.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    page = writer.pages[0]
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/Word"): TextStringObject(SECRET)})
    writer.add_annotation(0, FreeText(text=SECRET, rect=(10, 10, 90, 90)))
    writer.add_annotation(0, Link(rect=(10, 100, 90, 120), url="https://example.org/"))
    return writer


def a_pdf(pages: int = 1) -> bytes:
    content = written(a_writer(pages))
    assert SECRET.encode() in content
    return content


def an_action(kind: str) -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("calc.exe")})


def acting() -> dict[str, bytes]:
    """By what it does, a PDF that does more than show its pages."""
    made = {}
    for name in ("script", "named script", "file", "launch", "launch next", "film"):
        writer = a_writer()
        if name == "script":
            writer.root_object[NameObject("/OpenAction")] = an_action("/JavaScript")
        elif name == "named script":
            script = DictionaryObject({NameObject("/JS"): TextStringObject("app.alert(1)")})
            names = DictionaryObject({NameObject("/JavaScript"): script})
            writer.root_object[NameObject("/Names")] = writer._add_object(names)
        elif name == "file":
            writer.add_attachment("a.exe", b"MZ")
        elif name == "launch":
            writer.root_object[NameObject("/OpenAction")] = an_action("/Launch")
        elif name == "launch next":
            first = an_action("/GoTo")
            first[NameObject("/Next")] = an_action("/Launch")
            writer.root_object[NameObject("/OpenAction")] = writer._add_object(first)
        else:
            film = Link(rect=(1, 1, 2, 2), url="https://example.org/")
            film[NameObject("/Subtype")] = NameObject("/RichMedia")
            writer.add_annotation(0, film)
        made[name] = written(writer)
    return made


def locked() -> bytes:
    writer = a_writer()
    writer.encrypt("password")
    return written(writer)

"""PDFs as editors upload them: kept as the pages alone, without who made them; refused where they would act."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

# How a PDF begins and, within its last bytes, ends.
BEGINNING, END = b"%PDF-", b"%%EOF"
WITHIN = 1024
# What may happen when somebody opens the file or presses something in it: a way within the file, or to a web page.
ACTIONS = {"/GoTo", "/URI", "/Named"}
# What may lie over a page. Comments are left out: they carry the name of whoever made them.
OVERLAYS = {"/Link", "/Widget"}
# What programs write about themselves and about people, wherever it stands.
NOT_KEPT = ("/Metadata", "/PieceInfo", "/LastModified")
# Files within the file, sound, film, forms that are sent.
FORBIDDEN_KEYS = {"/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent", "/AA"}
FORBIDDEN_OVERLAYS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}


class NotAPdf(Exception):
    """The bytes are no whole PDF that can be read."""


class ActsByItself(Exception):
    """The PDF holds scripts, other files, or something that starts or sends."""


class IsLocked(Exception):
    """The PDF needs a password, or forbids to be changed."""


def pages_alone(content: bytes) -> bytes:
    """The same pages in a new file. Raises `NotAPdf`, `IsLocked` and `ActsByItself`."""
    if not content.startswith(BEGINNING) or END not in content[-WITHIN:]:
        raise NotAPdf
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise IsLocked
        if not len(reader.pages):
            raise NotAPdf
        writer = PdfWriter(clone_from=reader)
        for part in _parts(writer.root_object):
            _refuse_what_acts(part)
            for key in NOT_KEPT:
                part.pop(NameObject(key), None)
        for page in writer.pages:
            _leave_out_comments(page)
        # What nothing leads to any more would be written all the same; a copy is made of what can be reached.
        writer = PdfWriter(clone_from=PdfReader(_file(writer)))
        writer.metadata = None
        writer.generate_file_identifiers()
        written = _file(writer)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        # pypdf has no one error for what it does not understand.
        raise NotAPdf from error
    return written.getvalue()


def _file(writer: PdfWriter) -> BytesIO:
    written = BytesIO()
    writer.write(written)
    return written


def _parts(top: DictionaryObject) -> Iterator[DictionaryObject]:
    """Every dictionary that can be reached, each once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [top]
    while waiting:
        part = waiting.pop()
        if isinstance(part, IndirectObject):
            if (part.idnum, part.generation) in seen:
                continue
            seen.add((part.idnum, part.generation))
            part = part.get_object()
        if isinstance(part, DictionaryObject):
            yield part
            # By item, not by value: pypdf's values are what a reference leads to.
            waiting += [part.raw_get(key) for key in part]
        elif isinstance(part, ArrayObject):
            waiting += list.__iter__(part)


def _refuse_what_acts(part: DictionaryObject) -> None:
    if FORBIDDEN_KEYS & set(part) or _at(part, "/Subtype") in FORBIDDEN_OVERLAYS:
        raise ActsByItself
    for key in ("/A", "/OpenAction", "/Next"):
        found = _at(part, key)
        for action in found if isinstance(found, ArrayObject) else [found]:
            action = action.get_object() if isinstance(action, IndirectObject) else action
            if isinstance(action, DictionaryObject) and "/S" in action and _at(action, "/S") not in ACTIONS:
                raise ActsByItself


def _at(part: DictionaryObject, key: str) -> Any:
    """What is there, or what a reference there leads to; None where there is nothing."""
    return part[key] if key in part else None  # noqa: SIM401 - pypdf's get does not follow references


def _leave_out_comments(page: DictionaryObject) -> None:
    overlays = _at(page, "/Annots")
    if not isinstance(overlays, ArrayObject):
        return
    kept = [one for one in list.__iter__(overlays) if _at(one.get_object(), "/Subtype") in OVERLAYS]
    page[NameObject("/Annots")] = ArrayObject(kept)

"""What this room answers beside the tree of pages."""

from pathlib import Path, PurePath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pages.documents import PdfDocument
from pages.figure_file import figures_csv
from pages.figures import Figure
from pages.pictures import Rendition, pages_that_show

PICTURE_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture in a size that a published page shows it in, for everybody. `name` holds no slash. It is asked until
    the page is baked, and by the baker: what is baked is all that readers are given then."""
    found = Rendition.objects.select_related("image").filter(file=f"images/{name}").first()
    if found is None or not found.is_for_pages or not pages_that_show(found.image):
        raise Http404
    return _picture_file(name)


@require_safe
def editor_picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture in any size, for those who are signed in to the editor. What was uploaded is never given out, so
    neither is Wagtail's whole copy of it, which stands beside the others."""
    if ".original." in name:
        raise Http404
    return _picture_file(name)


def _picture_file(name: str) -> HttpResponse:
    content_type = PICTURE_TYPES.get(PurePath(name).suffix)
    if content_type is None:
        raise Http404
    try:
        content = (Path(settings.MEDIA_ROOT) / "images" / name).read_bytes()
    except OSError:
        raise Http404 from None
    return HttpResponse(content, content_type, headers={"Cache-Control": "no-cache"})


@require_safe
def pdf(request: HttpRequest, name: str) -> HttpResponse:
    """A PDF that a published page offers, for everybody."""
    found = PdfDocument.objects.filter(file=f"documents/{name}").first()
    if found is None or not pages_that_show(found):
        raise Http404
    return _pdf_file(name)


@require_safe
def editor_pdf(request: HttpRequest, name: str) -> HttpResponse:
    """A PDF, for those who are signed in to the editor."""
    return _pdf_file(name)


def _pdf_file(name: str) -> HttpResponse:
    try:
        content = (Path(settings.MEDIA_ROOT) / "documents" / name).read_bytes()
    except OSError:
        raise Http404 from None
    # Shown, not saved, where the browser can: a file among the downloads is found by whoever looks at the phone. The
    # browser's own store is told to keep nothing either.
    return HttpResponse(
        content, "application/pdf", headers={"Content-Disposition": "inline", "Cache-Control": "no-store"}
    )


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """All figures as a file, in the language of its address."""
    # With the mark that spreadsheets know UTF-8 by.
    content = figures_csv(Figure.objects.order_by("date")).encode("utf-8-sig")
    return HttpResponse(content, "text/csv; charset=utf-8", headers={"Cache-Control": "no-cache"})

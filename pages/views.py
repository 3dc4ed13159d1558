"""What this room answers beside the tree of pages."""

from pathlib import Path, PurePath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pages.figure_file import figures_csv
from pages.figures import Figure

PICTURE_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture in a size that pages show it in. `name` holds no slash. What was uploaded is never given out, so
    neither is Wagtail's whole copy of it, which stands beside the others."""
    content_type = PICTURE_TYPES.get(PurePath(name).suffix)
    if content_type is None or ".original." in name:
        raise Http404
    try:
        content = (Path(settings.MEDIA_ROOT) / "images" / name).read_bytes()
    except OSError:
        raise Http404 from None
    # Its name never means another picture.
    return HttpResponse(content, content_type, headers={"Cache-Control": "public, max-age=31536000, immutable"})


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """All figures as a file, in the language of its address."""
    # With the mark that spreadsheets know UTF-8 by.
    content = figures_csv(Figure.objects.order_by("date")).encode("utf-8-sig")
    return HttpResponse(content, "text/csv; charset=utf-8", headers={"Cache-Control": "no-cache"})

"""What a public form accepts from the network: how much, from where, in what shape. Checked before it is read."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from config.errors import error_page, forbidden

View = Callable[[HttpRequest], HttpResponse]
# A page with this status is not kept for the Back button (Chromium's back-forward cache).
NOT_KEPT = 203
LARGEST_BODY = 256 * 1024  # bytes
MOST_FIELDS = 60


def public_form(view: View) -> View:
    """A form anyone may post: no cookie, so no CSRF token, but an origin rule; nothing kept by any cache."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        response = refusal(request) if request.method == "POST" else None
        response = response or view(request)
        response["Cache-Control"] = "no-store"
        return response

    return guarded


def refusal(request: HttpRequest) -> HttpResponse | None:
    """The answer to a post that cannot be taken, or None once its fields have been read."""
    if is_foreign(request):
        return forbidden(request)
    if _declared_length(request) > LARGEST_BODY:
        return too_large(request)
    # Whatever character set the browser claims: pages are UTF-8, so forms are.
    request.encoding = "utf-8"
    try:
        _ = request.POST
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return too_large(request)
    except (MultiPartParserError, UnreadablePostError, ValueError):
        return error_page(request, 400, "400")
    if sum(len(values) for _name, values in request.POST.lists()) > MOST_FIELDS:
        return too_large(request)
    return None


def is_foreign(request: HttpRequest) -> bool:
    """Does the browser say that another site sent this?

    Our pages ask for no referrer, which makes browsers send `Origin: null` on our own forms, so null is not
    foreign; Sec-Fetch-Site tells the rest.
    """
    if request.headers.get("Sec-Fetch-Site", "") in {"cross-site", "same-site"}:
        return True
    origin = request.headers.get("Origin", "null")
    try:
        return origin != "null" and urlsplit(origin).netloc.lower() != request.get_host().lower()
    except ValueError:
        return True


def too_large(request: HttpRequest) -> HttpResponse:
    return error_page(request, 413, "413", kilobytes=LARGEST_BODY // 1024)


def _declared_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0

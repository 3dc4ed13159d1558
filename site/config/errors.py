"""Error answers in the visitor's language, with the way to help; none needs the database."""

import logging
import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from config.middleware import is_staff_path
from config.outages import is_certainly_missing, is_outage

log = logging.getLogger(__name__)

RETRY_AFTER = "60"  # seconds that a program should wait before it asks again


def language_of(request: HttpRequest) -> str:
    """The language of the address, else the best one the browser asks for, else Finnish."""
    from_path = translation.get_language_from_path(request.path_info)
    if from_path:
        return from_path
    known = {code for code, _ in settings.LANGUAGES}
    accepted = translation.get_language_from_request(request)
    return accepted if accepted in known else settings.LANGUAGE_CODE


def _body(request: HttpRequest, template: str, context: dict[str, object]) -> str:
    """The page with all that every page has; if that cannot be had, with what stands in the templates themselves."""
    try:
        return render_to_string(template, context, request=request)
    except Exception as error:  # noqa: BLE001 - whatever broke the page asked for may break its error page too
        log.error("An error page was answered without menu and facts: %s.", type(error).__name__)
        return render_to_string(template, context)


def error_page(request: HttpRequest, status: int, template: str, **context: object) -> HttpResponse:
    with translation.override(language_of(request)):
        body = _body(request, f"errors/{template}.html", {"status": status, **context})
        response = HttpResponse(body, status=status)
        response["Content-Language"] = translation.get_language()
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if is_outage(exception):  # the session could not be kept
        return without_database(request)
    return error_page(request, 400, "400")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403, "403")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, 403, "403")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404, "404")


def server_error(request: HttpRequest) -> HttpResponse:
    # Django asks for this answer while it handles the exception, wherever that was raised.
    if is_outage(sys.exc_info()[1]):
        return without_database(request)
    return error_page(request, 500, "500")


def without_database(request: HttpRequest) -> HttpResponse:
    """What can be said to a request that needs the database while that is gone."""
    if is_certainly_missing(request):
        return not_found(request)
    return unavailable(request)


def unavailable(request: HttpRequest, **context: object) -> HttpResponse:
    """The kind 503: what cannot be done now, and the phone number; to staff, what became of their work."""
    response = error_page(request, 503, "503_staff" if is_staff_path(request.path_info) else "503", **context)
    response["Retry-After"] = RETRY_AFTER
    return response

"""Error answers in the visitor's language, with the way to help; none needs the database."""

import json
import logging
import re
import sys
from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
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


def signed_out(request: HttpRequest) -> HttpResponse:
    """To staff who sent something after they had been signed out: what they wrote, since nothing of it was kept."""
    return error_page(request, 403, "signed_out", written=_written(request.POST))


# How a browser names what a form holds besides people's words.
_OF_THE_FORM = re.compile(r"csrfmiddlewaretoken|next|.*-(count|deleted|id|order|type|\d+_FORMS)")


def _written(sent: QueryDict) -> list[str]:
    """The words of a form that was sent. Wagtail's editor sends rich text as JSON, with the text in its blocks."""
    found = []
    for name in sent:
        text = str(sent[name]).strip()
        if _OF_THE_FORM.fullmatch(name):
            continue
        if text.startswith("{"):
            with suppress(ValueError, LookupError, TypeError):
                text = "\n".join(block["text"] for block in json.loads(text)["blocks"])
        if " " in text:
            found.append(text)
    return found


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

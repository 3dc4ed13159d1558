"""What holds for every request before any other code sees it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

Handler = Callable[[HttpRequest], HttpResponse]

FORWARDING_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_REAL_IP",
)


def is_staff_path(path: str) -> bool:
    return path.startswith(settings.STAFF_PATHS)


class PublicPagesCarryNoCookie:
    """Public pages neither read nor set a cookie, so they are the same for staff and for everyone else."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_staff_path(request.path_info):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.cookies.clear()
        vary = [name.strip() for name in response.get("Vary", "").split(",") if name.strip().lower() != "cookie"]
        del response["Vary"]
        patch_vary_headers(response, [name for name in vary if name])
        if response.get("Vary") == "":
            del response["Vary"]
        return response


class LanguageOfTheAddress(LocaleMiddleware):
    """Django's, except that a staff address which does not exist is not looked for among the public pages."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not is_staff_path(request.path_info):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", get_language())
        return response


class DemonstrationStaysAtHome:
    """A demonstration has public keys and passwords: it answers nobody who comes through a proxy."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.DEMO and any(header in request.META for header in FORWARDING_HEADERS):
            return HttpResponseBadRequest("The demonstration is not served through a proxy.\n", "text/plain")
        return self.get_response(request)

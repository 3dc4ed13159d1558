from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from config.errors import language_of


def start(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(f"/{language_of(request)}/")
    response["Vary"] = "Accept-Language"
    return response


def leave(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("https://www.ilmatieteenlaitos.fi/")

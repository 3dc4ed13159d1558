"""Nobody loses what they wrote by being signed out meanwhile: see static/js/editor/saving.js."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


def still_signed_in(request: HttpRequest) -> HttpResponse:
    """Behind the editor's door, so whoever is signed out does not get here. The token that forms are sent with
    changes with every sign-in."""
    return JsonResponse({"token": get_token(request)})


@hooks.register("register_admin_urls")
def address() -> list[URLPattern]:
    return [path("still-signed-in/", still_signed_in, name="still_signed_in")]


@hooks.register("insert_global_admin_js")
def dialogs() -> SafeString:
    context = {"sign_in": reverse("account_login"), "script": static("built/editor-form.js")}
    return render_to_string("editing/saving.html", context)


@hooks.register("insert_global_admin_css")
def style_of_the_dialogs() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/editor/saving.css"))

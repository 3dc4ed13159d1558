"""Wagtail's editor behind our own sign-in.

Wagtail's pages would let a password alone in, set a new one by mail, and send staff without access round in
circles between two sign-in pages; so the first two are closed and the door stands before all the others.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtail_editor
from wagtail.utils.urlpatterns import decorate_urlpatterns

from accounts.doors import editor_required
from baking.publishing import published_whole
from editing.safeguards import safeguarded


def closed(request: HttpRequest, **kwargs: str) -> HttpResponseBase:
    """Refused to everybody."""
    raise PermissionDenied


to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)


urlpatterns = [
    path("login/", to_sign_in),
    path("password_reset/", RedirectView.as_view(pattern_name="account_login")),
    path("password_reset/<path:rest>", closed),
    # Pages that Wagtail's makers use to look at its error pages.
    path("failwhale/", closed),
    path("test404/", closed),
    *decorate_urlpatterns(
        decorate_urlpatterns(
            decorate_urlpatterns(wagtail_editor.urlpatterns, safeguarded),
            published_whole,
        ),
        editor_required,
    ),
]

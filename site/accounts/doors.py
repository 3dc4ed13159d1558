"""Doors: a view behind one is reached only by those whose role opens it.

The second factor is asked before, for every staff address at once: see `accounts.middleware`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.signed_out import signed_out

MANAGE_STAFF = "accounts.manage_staff"

View = Callable[..., HttpResponseBase]
Door = Callable[[View], View]


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The answer to whoever is signed out: the sign-in page, but not in place of what they wrote in the editor."""
    if request.method == "POST" and request.path_info.startswith("/editor/"):
        return signed_out(request)
    return redirect_to_login(request.get_full_path(), reverse("account_login"))


def _door(permission: str) -> Door:
    """A decorator: outsiders are sent to sign in, staff without `permission` get 403, no answer is stored."""

    def door(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return door


intake_worker_required = _door("intake.work_in_intake")
intake_lead_required = _door("intake.lead_intake")
auditor_required = _door("intake.audit_intake")
editor_required = _door("wagtailadmin.access_admin")
administrator_required = _door(MANAGE_STAFF)

"""What holds on every staff address before its view is reached."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from accounts import second_factor
from accounts.doors import to_sign_in
from config.middleware import is_staff_path

# The only staff addresses that need no finished sign-in.
SIGN_IN_PAGES = {
    "account_login",
    "account_logout",
    "account_invitation",
    "account_recovery_codes_once",
    "mfa_authenticate",
}


class SecondFactorRequired:
    """Ends a session that was not opened with a second factor, or was opened too long ago.

    Closed unless proven open: a session that does not say how it was opened counts as neither.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if not is_staff_path(request.path_info) or request.resolver_match.view_name in SIGN_IN_PAGES:
            return None
        if not request.user.is_authenticated or self.may_go_on(request):
            return None
        logout(request)
        return to_sign_in(request)

    @staticmethod
    def may_go_on(request: HttpRequest) -> bool:
        if second_factor.session_age(request) > settings.SESSION_COOKIE_AGE:
            return False
        return not second_factor.is_required() or second_factor.opened_session(request)

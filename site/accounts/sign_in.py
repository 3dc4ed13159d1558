"""Who may sign in. A wrong name, a wrong password and a closed account get the same answer in the same time."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts import second_factor

logger = logging.getLogger(__name__)


class StaffBackend(AuthenticationBackend):
    """Asked at sign-in and again at every request: whoever loses their second factor is out at once."""

    def user_can_authenticate(self, user: Any) -> bool:
        if not super().user_can_authenticate(user):
            return False
        return not second_factor.is_required() or second_factor.is_enrolled(user)

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        user = super().authenticate(request, **credentials)
        # allauth remembers who gave the right password to a closed account, to tell them that it is closed.
        self.unstash_authenticated_user()
        return user


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation only; the pages themselves say what happened, so no messages are left."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        pass

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        pass

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        # Without what was typed: people type passwords into the name field.
        logger.warning("A sign-in was refused.")

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_login"))

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict]:
        """Who has a second factor confirms with it; a password alone confirms only in a demonstration."""
        methods = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"] != "reauthenticate"] or methods

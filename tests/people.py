"""The people of the tests: members of staff with a role, and how they sign in."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role, make_account

PASSWORD = "seven calm herons cross the bay"


def member(role: Role, name: str = "") -> User:
    """A member of staff with `role` who has answered their invitation: password and authenticator app."""
    user = make_account(name or f"{role.value}-person", role, PASSWORD)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return user


def code_of(secret: str) -> str:
    """The six digits that an authenticator app with `secret` shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def app_code(user: User) -> str:
    """The six digits that `user` reads from their phone now."""
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return code_of(decrypt(kept.data["secret"]))


def recovery_code(user: User) -> str:
    """A recovery code of `user` that was not used yet."""
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return kept.wrap().get_unused_codes()[0]


def sign_in(client: Client, user: User, password: str = PASSWORD) -> Client:
    """Signs `user` in as people do, by the pages; with a recovery code, since an app's code is good only once."""
    response = client.post(reverse("account_login"), {"login": user.get_username(), "password": password})
    assert response.headers.get("Location") == reverse("mfa_authenticate"), response.status_code
    response = client.post(reverse("mfa_authenticate"), {"code": recovery_code(user)})
    assert response.status_code == 302, response.status_code
    return client


def signed_in(role: Role, name: str = "") -> Client:
    """The browser of a member of staff with `role` who has signed in."""
    return sign_in(Client(), member(role, name))

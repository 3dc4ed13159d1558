"""The second factor: who has one, whether this session was opened with it, how its secrets are kept."""

import base64
import logging
import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.dispatch import receiver
from django.http import HttpRequest

logger = logging.getLogger(__name__)

# What allauth writes in the session for each kind of second factor.
KINDS = {Authenticator.Type.TOTP.value, Authenticator.Type.RECOVERY_CODES.value}


def is_required() -> bool:
    """Everywhere but in a demonstration, whose passwords are printed anyway."""
    return not settings.DEMO


def is_enrolled(user: AbstractBaseUser) -> bool:
    """Whether `user` has an authenticator app. Recovery codes alone are not enough."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def opened_session(request: HttpRequest) -> bool:
    """Whether whoever is signed in gave a second factor in this session."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" and record.get("type") in KINDS for record in records)


def session_age(request: HttpRequest) -> float:
    """Seconds since the sign-in of this session began; infinite when the session does not say."""
    records = get_authentication_records(request, request.user)
    return time.time() - records[0]["at"] if records else float("inf")


def _fernet(key: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"accounts/v1 second factor").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


class SecretsUnderKey(DefaultMFAAdapter):
    """Keeps the secrets behind codes under SECRET_KEY, so that a copy of the database signs nobody in."""

    def encrypt(self, text: str) -> str:
        return self._keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._keys().decrypt(encrypted_text.encode()).decode()

    @staticmethod
    def _keys() -> MultiFernet:
        return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@receiver(authentication_failed)
def log_refusal(user: AbstractBaseUser, **kwargs: Any) -> None:
    logger.warning("A second factor was refused for account %s.", user.pk)

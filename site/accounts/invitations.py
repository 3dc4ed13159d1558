"""One-time invitations: the only way to a password and a second factor.

A link holds the account and a signed token, is good for 72 hours (PASSWORD_RESET_TIMEOUT) and dies when used,
when a newer one is made, or when the account is closed.
"""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from accounts.models import User
from accounts.roles import Role, account_of, give_role, group_of, set_up_roles


class InvitationDead(Exception):
    """The link was used, is older than 72 hours, was followed by a newer one, or never existed."""


class WrongCode(Exception):
    """The six digits do not come from the secret shown, or were used before."""


class AlreadyEnrolled(Exception):
    """The account has signed in or can; it needs its second factor reset, not a first invitation."""


class AdministratorExists(Exception):
    """There is an administrator who can sign in, so there is no first one to make."""


class _Tokens(PasswordResetTokenGenerator):
    """Signs what changes when an invitation is used or replaced: Django's password and last sign-in, and the state."""

    key_salt = "accounts.invitations"

    def _make_hash_value(self, user: User, timestamp: int) -> str:  # type: ignore[override]
        return f"{super()._make_hash_value(user, timestamp)}|{user.is_active}|{user.has_usable_password()}"


_tokens = _Tokens()


@dataclass(frozen=True)
class Invitation:
    account: str
    token: str

    @property
    def path(self) -> str:
        return reverse("account_invitation", kwargs={"account": self.account, "token": self.token})

    def invited(self, lock: bool = False) -> User:
        """The account that this invitation opens, locked until the transaction ends. Raises InvitationDead."""
        try:
            key = int(force_str(urlsafe_base64_decode(self.account)))
            user = (User.objects.select_for_update() if lock else User.objects).get(pk=key)
        except (ValueError, OverflowError, User.DoesNotExist) as error:
            raise InvitationDead from error
        if not user.is_active or user.has_usable_password() or not _tokens.check_token(user, self.token):
            raise InvitationDead
        return user


@transaction.atomic
def renew(user: User) -> Invitation:
    """Takes away password, second factor and with them every session and older invitation; makes a new one."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    return Invitation(urlsafe_base64_encode(str(user.pk).encode()), _tokens.make_token(user))


@transaction.atomic
def invite(username: str, role: Role) -> Invitation:
    """An invitation for a new account or one that was never opened. Raises AlreadyEnrolled, roles.RoleConflict."""
    set_up_roles()
    user = account_of(username)
    if user.has_usable_password():
        raise AlreadyEnrolled
    give_role(user, role)
    return renew(user)


@transaction.atomic
def invite_first_administrator(username: str) -> Invitation:
    """Raises AdministratorExists, and what `invite` raises. Ends the invitations of others who never enrolled."""
    set_up_roles()
    administrators = User.objects.select_for_update().filter(groups=group_of(Role.ADMINISTRATOR), is_active=True)
    for administrator in administrators:
        if administrator.has_usable_password():
            raise AdministratorExists
        renew(administrator)
    return invite(username, Role.ADMINISTRATOR)


def enrol(invitation: Invitation, password: str, secret: str, code: str) -> User:
    """Password, authenticator app and recovery codes in one act, in which the invitation dies.

    `secret` is base 32, `code` the six digits it gives now. Raises InvitationDead or WrongCode; then nothing changed.
    """
    encoded = make_password(password)  # slow on purpose, so before the lock is taken
    with transaction.atomic():
        user = invitation.invited(lock=True)
        user.password = encoded
        user.save(update_fields=["password"])
        # Checked through the authenticator, so that the code cannot be used a second time to sign in.
        if not TOTP.activate(user, secret).validate_code(code):
            raise WrongCode
        RecoveryCodes.activate(user)
    return user


def recovery_codes_once(user: User) -> list[str]:
    """The recovery codes of `user` the first time they are asked for, afterwards none."""
    with transaction.atomic():
        kept = (
            Authenticator.objects.select_for_update().filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
        )
        if kept is None or kept.wrap().did_view:
            return []
        kept.wrap().mark_as_viewed()
        return kept.wrap().get_unused_codes()

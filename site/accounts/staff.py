"""What an administrator does with the accounts of the editor. Those of the intake do not exist here."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from accounts import invitations
from accounts.invitations import Invitation
from accounts.models import User
from accounts.roles import INTAKE_ROLES, Role, give_role, group_of, role_of

ROLES = tuple(role for role in Role if role not in INTAKE_ROLES)


class NameTaken(Exception):
    """Somebody has this name already. Whether they work in the editor or the intake is not said."""


class NotAllowed(PermissionDenied):
    """It is one's own account, one is no administrator any more, or the role is none of the editor's."""


def editorial() -> QuerySet[User]:
    """The accounts that administrators see: each has a role of the editor, and only that."""
    return (
        User.objects.filter(groups__name__in=ROLES)
        .exclude(groups__name__in=INTAKE_ROLES)
        .order_by("-is_active", "username")
    )


@contextmanager
def _acting(administrator: User, account: User | None = None) -> Iterator[User | None]:
    """One act at a time: nobody acts on their own account, so whoever acts remains as an administrator who can sign
    in, even when two of them close each other's accounts at the same moment. Gives `account` as it is now."""
    with transaction.atomic():
        administrators = User.objects.select_for_update().filter(groups=group_of(Role.ADMINISTRATOR), is_active=True)
        if administrator.pk not in {user.pk for user in administrators}:
            raise NotAllowed
        if account is None:
            yield None
        elif account.pk == administrator.pk:
            raise NotAllowed
        else:
            yield editorial().get(pk=account.pk)


def invite(administrator: User, username: str, role: Role) -> Invitation:
    """An invitation for a new account. Raises NameTaken, NotAllowed."""
    if role not in ROLES:
        raise NotAllowed
    try:
        with _acting(administrator):
            if User.objects.filter(username__iexact=username).exists():
                raise NameTaken
            invitation = invitations.invite(username, role)
            account = User.objects.get(username=username)
            log(account, "accounts.invite", user=administrator, data={"role": role.value})
    except IntegrityError as error:
        raise NameTaken from error
    return invitation


def renew(administrator: User, account: User) -> Invitation:
    """A new invitation in the place of password, second factor and sessions. A closed account stays closed: see
    `reopen`. Raises NotAllowed."""
    with _acting(administrator, account) as present:
        if not present.is_active:
            raise NotAllowed
        log(present, "accounts.renew", user=administrator)
        return invitations.renew(present)


def change_role(administrator: User, account: User, role: Role) -> None:
    """Raises NotAllowed."""
    if role not in ROLES:
        raise NotAllowed
    with _acting(administrator, account) as present:
        log(present, "accounts.role", user=administrator, data={"from": role_of(present), "role": role.value})
        give_role(present, role)


def close(administrator: User, account: User) -> None:
    """Ends sessions and invitations; the account's name stays beside what it has done. Raises NotAllowed."""
    with _acting(administrator, account) as present:
        present.is_active = False
        present.save(update_fields=["is_active"])
        log(present, "accounts.close", user=administrator)


def reopen(administrator: User, account: User) -> Invitation:
    """Whoever comes back begins anew: nobody knows where password and phone have been. Raises NotAllowed."""
    with _acting(administrator, account) as present:
        present.is_active = True
        present.save(update_fields=["is_active"])
        log(present, "accounts.open", user=administrator)
        return invitations.renew(present)

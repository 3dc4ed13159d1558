"""Begins the sign-in of a member of staff again, when their phone or password is lost."""

from typing import Any

from django.core.management.base import CommandError

from accounts.invitations import Invitation, renew
from accounts.management.invitation_command import InvitationCommand
from accounts.models import User


class Command(InvitationCommand):
    help = "Take away password, second factor and sessions of an account and print a one-time invitation."

    def make(self, username: str, **options: Any) -> Invitation:
        user = User.objects.filter(username__iexact=username, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no account called {username}, or it is closed.")
        return renew(user)

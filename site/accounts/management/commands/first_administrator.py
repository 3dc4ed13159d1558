"""Invites the first administrator of a new installation."""

from typing import Any

from django.core.management.base import CommandError

from accounts.invitations import AdministratorExists, AlreadyEnrolled, Invitation, invite_first_administrator
from accounts.management.invitation_command import InvitationCommand


class Command(InvitationCommand):
    help = "Print the one-time invitation of the first administrator; refuses when there is one."

    def make(self, username: str, **options: Any) -> Invitation:
        try:
            return invite_first_administrator(username)
        except AdministratorExists as error:
            raise CommandError("There is an administrator who can sign in already. Use: invite") from error
        except AlreadyEnrolled as error:
            raise CommandError(f"{username} is somebody else's account. Choose another name.") from error

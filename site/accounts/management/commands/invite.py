"""Invites a new member of staff."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from accounts.invitations import AlreadyEnrolled, Invitation, invite
from accounts.management.invitation_command import InvitationCommand
from accounts.roles import Role


class Command(InvitationCommand):
    help = "Make an account when it is missing and print its one-time invitation."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--role", required=True, choices=Role.values)

    def make(self, username: str, **options: Any) -> Invitation:
        try:
            return invite(username, Role(options["role"]))
        except AlreadyEnrolled as error:
            raise CommandError(
                f"{username} can already sign in. To begin again: reset_second_factor {username}"
            ) from error

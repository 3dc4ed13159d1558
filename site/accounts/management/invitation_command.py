"""What commands that print an invitation share."""

from abc import abstractmethod
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.invitations import Invitation
from accounts.models import User
from accounts.roles import RoleConflict


class InvitationCommand(BaseCommand):
    """Prints the link once, on standard output; it is kept nowhere."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    @abstractmethod
    def make(self, username: str, **options: Any) -> Invitation:
        """The invitation whose link is printed."""

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        if not settings.PUBLIC_URL:
            raise CommandError("Set PUBLIC_URL first: the link must say where the site is.")
        try:
            User._meta.get_field("username").run_validators(username)
            invitation = self.make(username, **options)
        except ValidationError as error:
            raise CommandError(f"{username}: {' '.join(error.messages)}") from error
        except RoleConflict as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"Good once, for 72 hours. Hand it to {username} only, by a way that nobody else reads:")
        self.stdout.write(f"{settings.PUBLIC_URL}{invitation.path}")

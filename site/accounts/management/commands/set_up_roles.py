"""Gives every role its permissions, on the front page as it stands now."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.roles import set_up_roles


class Command(BaseCommand):
    help = "Give every role exactly its permissions and set up the publishing workflow. Repeatable."

    def handle(self, *args: Any, **options: Any) -> None:
        set_up_roles()

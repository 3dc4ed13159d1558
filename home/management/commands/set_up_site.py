from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.content import ContentError
from home.setting_up import set_up_site


class Command(BaseCommand):
    help = "Makes the pages, texts, facts and roles of the site. Run again, it never overwrites an editor's change."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = set_up_site()
        except ContentError as error:
            raise CommandError(f"The content cannot be used, and nothing was changed. {error}") from error
        self.stdout.write(
            f"Content: {counts['made']} made, {counts['renewed']} renewed, {counts['unchanged']} unchanged,"
            f" {counts['left']} left as editors have them."
        )

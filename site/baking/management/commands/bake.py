"""Make a file of every published page, now."""

import math
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from baking.baker import Baker, differences
from baking.models import Failure
from baking.rendering import DatabaseGone


class Command(BaseCommand):
    help = "Bakes every published page in every language; the background process does so after each change by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only list the addresses that are not as baked")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["check"]:
                self.check_baked()
            else:
                self.bake(quiet=options["verbosity"] == 0)
        except DatabaseGone as error:
            raise CommandError("The database does not answer; what was baked stays as it is.") from error

    def bake(self, quiet: bool) -> None:
        baker = Baker()
        while baker.step(math.inf):
            pass
        if not quiet:
            self.stdout.write(f"Baked; {len(baker.changed)} addresses are new or changed.")
        failures = list(Failure.objects.all())
        for failure in failures:
            self.stderr.write(f"{failure.path}: {failure.reason}")
        if failures:
            raise CommandError(f"{len(failures)} addresses could not be baked; they keep what was baked before.")

    def check_baked(self) -> None:
        different = differences()
        for path in different:
            self.stdout.write(path)
        if different:
            raise CommandError(f"{len(different)} addresses are not as baked; run `manage.py bake`.")

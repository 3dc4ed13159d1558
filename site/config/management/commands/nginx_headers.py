"""The protective headers for nginx, so that whoever answers, they are the same."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.nginx import COMMITTED, drifted, header_files


class Command(BaseCommand):
    help = "Writes the headers of config/headers.py to site/deploy/nginx/, where nginx includes them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; say what is not as it should be")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            for name, text in header_files().items():
                (COMMITTED / name).write_text(text)
        elif names := drifted():
            raise CommandError(f"Not what config/headers.py says: {', '.join(names)}; run manage.py nginx_headers.")

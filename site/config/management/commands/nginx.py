"""The whole configuration of nginx for this installation: no path in it is written by hand."""

import stat
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.nginx import configuration


class Command(BaseCommand):
    help = "Writes nginx's configuration for DATA_DIR, HOST, PORT and PUBLIC_URL to a folder; README says where to."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--certificate", default="", help="the certificate's file; Let's Encrypt's, if not given")
        parser.add_argument("--certificate-key", default="", help="the file of its key")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            files = configuration(options["certificate"], options["certificate_key"])
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in files.items():
                (folder / name).write_text(text)
        except OSError as error:
            raise CommandError(f"{folder} cannot be written to ({error.strerror}).") from error
        # nginx would say nothing of it, and ask the application for every page while there is one.
        if settings.DATA_DIR.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH) == 0:
            self.stderr.write(f"Nobody but its owner can enter {settings.DATA_DIR} yet; nginx must, see README.")

"""The rescue path: everything sealed, as files that stock `age` opens."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from referrals.intake.rescue import FolderInUse, write_everything


class Command(BaseCommand):
    help = "Writes every wrap and parcel as an .age file into DIR, with a page that says how to open them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that is new or empty")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            wraps, parcels = write_everything(folder)
        except FolderInUse:
            raise CommandError(f"{folder} is not empty; name a folder that is new or empty.") from None
        except OSError as error:
            raise CommandError(f"{folder} cannot be written ({error.strerror}); name another folder.") from error
        self.stdout.write(f"Wrote {wraps} wraps and {parcels} parcels; {folder / 'README.txt'} says how to open them.")

"""Django's own, which makes the file of an SQLite database first: nothing else does."""

from pathlib import Path
from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from config.sqlite import make_file


class Command(migrate.Command):
    def execute(self, *args: Any, **options: Any) -> str | None:
        connection = connections[options["database"]]
        if connection.vendor == "sqlite":
            make_file(Path(connection.settings_dict["NAME"]))
        return super().execute(*args, **options)

"""Serve the site: its own checks first, then the web server and the background process until told to stop."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.checks import ERROR, CheckMessage, run_checks
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from config.port import port_fault


class Command(BaseCommand):
    help = "Checks the installation, then serves it on HOST and PORT until SIGTERM or Ctrl-C."
    # It runs more checks than Django would, and shows them in its own way.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--with-parent", action="store_true", help="stop when the process that started this ends")

    def handle(self, *args: Any, **options: Any) -> None:
        if fault := port_fault(settings.HOST, settings.PORT):
            raise CommandError(fault)
        self.refuse_unready_database()
        self.refuse_unsafe_installation()
        connections.close_all()
        self.stdout.flush()
        os.chdir(settings.BASE_DIR)
        site = str(settings.BASE_DIR / "site")
        paths = [site, str(settings.BASE_DIR), *filter(None, [os.environ.get("PYTHONPATH")])]
        os.environ["PYTHONPATH"] = os.pathsep.join(paths)
        # The supervisor takes this process's place, and its number: signals need no passing on.
        command = [sys.executable, "-m", "config.supervisor", f"--host={settings.HOST}", f"--port={settings.PORT}"]
        command.append(f"--announce=Serving at {settings.PUBLIC_URL or f'http://localhost:{settings.PORT}'}")
        if options["with_parent"]:
            command.append("--with-parent")
        os.execv(sys.executable, command)

    def refuse_unready_database(self) -> None:
        try:
            executor = MigrationExecutor(connection)
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError as error:
            raise CommandError(
                "The database does not answer; start it, or correct DATABASE_URL, and try again."
                " A new one is made by `manage.py migrate`."
            ) from error
        if waiting:
            raise CommandError("The database is older than this release; run `manage.py migrate` and try again.")

    def refuse_unsafe_installation(self) -> None:
        in_earnest = not (settings.DEMO or settings.DEBUG)
        found = run_checks(include_deployment_checks=in_earnest, databases=list(connections))
        found = [message for message in found if not message.is_silenced()]
        for message in found:
            self.stderr.write(one_line(message))
        if any(message.level >= ERROR for message in found):
            raise CommandError("The site does not start with the errors above; put them right and try again.")


def one_line(message: CheckMessage) -> str:
    hint = f" {message.hint}" if message.hint else ""
    return f"{message.id}: {message.msg}{hint}"

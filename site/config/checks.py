"""System checks that refuse an unsafe deployment. `serve` runs them and exits on an error."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections

NOT_DURABLE = "site.E001"
MARKED_DATABASE = "site.E002"
UNMARKED_DATABASE = "site.E003"
DEBUG_IN_EARNEST = "site.W004"


def durability_fault(alias: str = "default") -> str:
    """Why an acknowledged commit on this connection might be lost; empty when it cannot be. Read from the server."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            expected = {"journal_mode": "delete", "synchronous": 3, "secure_delete": 1}
            for pragma, value in expected.items():
                found = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
                if found != value:
                    return f"SQLite's {pragma} is {found}, not {value}."
        elif connection.vendor == "postgresql":
            cursor.execute("SHOW synchronous_commit")
            found = cursor.fetchone()[0]
            if found not in {"on", "remote_apply"}:
                return f"PostgreSQL's synchronous_commit is {found}, not on."
            cursor.execute("SHOW fsync")
            if cursor.fetchone()[0] != "on":
                return "PostgreSQL's fsync is off."
    return ""


def _tables(alias: str) -> list[str]:
    return connections[alias].introspection.table_names()


@register(Tags.database)
def acknowledged_referrals_are_durable(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    faults = [fault for alias in databases or [] if (fault := durability_fault(alias))]
    return [
        Error(
            f"{fault} A referral that was acknowledged could be lost in a power cut.",
            hint="Leave the durable settings of config/settings.py as they are, and those of the database server on.",
            id=NOT_DURABLE,
        )
        for fault in faults
    ]


@register(Tags.database)
def demonstration_stays_a_demonstration(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    from accounts.models import DemonstrationMark, User

    if "default" not in (databases or []):
        return []
    try:
        if DemonstrationMark._meta.db_table not in _tables("default"):
            return []
        marked = DemonstrationMark.objects.exists()
        populated = User.objects.exists()
    except DatabaseError:
        return []
    if marked and not settings.DEMO:
        return [
            Error(
                "This database was filled for a demonstration; its keys and passwords are public.",
                hint="Use an empty database, or set DEMO=1 to run the demonstration.",
                id=MARKED_DATABASE,
            )
        ]
    if settings.DEMO and populated and not marked:
        return [
            Error(
                "DEMO is on, but this database holds real accounts.",
                hint="Unset DEMO, or give the demonstration a data folder and database of its own.",
                id=UNMARKED_DATABASE,
            )
        ]
    return []


@register(Tags.security, deploy=True)
def debug_is_off(**kwargs: Any) -> list[CheckMessage]:
    if not settings.DEBUG:
        return []
    return [Warning("DEBUG shows code and settings to visitors.", hint="Unset DEBUG.", id=DEBUG_IN_EARNEST)]

"""System checks of the intake."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from referrals.intake.models import RecoveryKey, WorkerKey
from referrals.models import Epoch

MARKED_KEY = "intake.E001"


@register(Tags.database)
def demonstration_keys_stay_in_the_demonstration(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Secrets of demonstration keys were made on the server and written to a file."""
    if settings.DEMO or "default" not in (databases or []):
        return []
    try:
        marked = any(model.objects.filter(demonstration=True).exists() for model in (WorkerKey, RecoveryKey, Epoch))
    except DatabaseError:
        return []  # no tables yet, or no database: other checks say so
    if not marked:
        return []
    return [
        Error(
            "A key in this database was made for a demonstration; its secret is known.",
            hint="Use an empty database, or set DEMO=1 to run the demonstration.",
            id=MARKED_KEY,
        )
    ]

"""Is the process alive, and can it do its work? JSON without detail: outsiders read it too."""

import tempfile

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.checks import durability_fault


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"live": True})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database has what is ours and would keep an acknowledged referral, 503 otherwise."""
    try:
        is_ready = not durability_fault() and _has_our_tables() and _can_write()
    except (Error, OSError):
        is_ready = False
    return JsonResponse({"ready": is_ready}, status=200 if is_ready else 503)


def _has_our_tables() -> bool:
    """An empty database answers too: one that was put in the place of a lost one."""
    ours = connection.introspection.django_table_names(only_existing=False)
    return set(ours) <= set(connection.introspection.table_names())


def _can_write() -> bool:
    """Whether the data folder takes files. Raises `OSError` where it is not there or takes none."""
    with tempfile.TemporaryFile(dir=settings.DATA_DIR):
        return True

"""Is the process alive, and can it do its work? JSON without detail: outsiders read it too."""

from django.db import DatabaseError, connection
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
    """200 when the database answers and would keep an acknowledged referral, 503 otherwise."""
    try:
        connection.ensure_connection()
        is_ready = not durability_fault()
    except DatabaseError:
        is_ready = False
    return JsonResponse({"ready": is_ready}, status=200 if is_ready else 503)

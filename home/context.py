from typing import Any

from django.http import HttpRequest


def every_page(request: HttpRequest) -> dict[str, Any]:
    return {}

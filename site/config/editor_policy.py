"""Which of Wagtail's inline scripts the editor's policy lets run.

Wagtail starts its choosers and calendars by inline scripts that differ from page to page: one known function, called
with JSON. Such a script is allowed in the response that it stands in, by its hash. Every other one stays blocked,
whoever wrote it; so do scripts in what a page fetches later, which is why choosers and dates are put into StreamField
and top-level panels only, never into an InlinePanel.
"""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from typing import NoReturn

from django.http import HttpRequest, HttpResponse

from config.headers import EDITOR, SCRIPT_HASHES, policy_for

INITIALISERS = ("initDateChooser", "initDateTimeChooser", "new PageChooser", "new SnippetChooser")
_SCRIPT = re.compile(rf"<script>((?:{'|'.join(INITIALISERS)})\(([^<>]*)\);)</script>")


class AllowInitialisers:
    """Middleware: hands the hashes of a page's own initialisers to the layer that sets its headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        if is_page and policy_for(request.path_info) is EDITOR:
            hashes = script_hashes(response.content.decode(response.charset))
            if hashes:
                response[SCRIPT_HASHES] = " ".join(hashes)
        return response


def script_hashes(page: str) -> list[str]:
    """The source expressions of all initialisers in `page`, each once."""
    found = {script: None for script, arguments in _SCRIPT.findall(page) if _are_data(arguments)}
    return [_source(script) for script in found]


def _are_data(arguments: str) -> bool:
    """Are these the arguments of an initialiser: the id of an element, and options in JSON?"""
    try:
        values = json.loads(f"[{arguments}]", parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False
    return len(values) == 2 and isinstance(values[0], str) and isinstance(values[1], dict)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _source(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"

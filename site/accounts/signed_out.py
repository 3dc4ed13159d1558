"""What staff are answered who sent something from the editor after they had been signed out."""

import json
import re
from contextlib import suppress

from django.http import HttpRequest, HttpResponse, QueryDict

from config.errors import error_page

# How a browser names what a form holds besides people's words.
_OF_THE_FORM = re.compile(r"csrfmiddlewaretoken|next|.*-(count|deleted|id|order|type|\d+_FORMS)")


def signed_out(request: HttpRequest) -> HttpResponse:
    """What they wrote, since nothing of it was kept."""
    return error_page(request, 403, "signed_out", written=_written(request.POST))


def _written(sent: QueryDict) -> list[str]:
    """The words of a form that was sent. Wagtail's editor sends rich text as JSON, with the text in its blocks."""
    found = []
    for name in sent:
        text = str(sent[name]).strip()
        if _OF_THE_FORM.fullmatch(name):
            continue
        if text.startswith("{"):
            with suppress(ValueError, LookupError, TypeError):
                text = "\n".join(block["text"] for block in json.loads(text)["blocks"])
        if " " in text:
            found.append(text)
    return found

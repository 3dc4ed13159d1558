"""`{% load link_previews %}`: what is seen of a link before anybody opens it, in a chat or over a shoulder."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _

from config.addresses import public_address
from home.navigation import standing_page
from pages.languages import active_language
from pages.models import SitePage

register = template.Library()

# A link to one of these, or to a page below it, must not tell what the reader may be going through.
NEUTRAL = ("help_page", "worried_page", "safe_use_page")


@dataclass(frozen=True)
class LinkPreview:
    """`url` is absolute. `locales`: of this page's language first, then of the others it can be read in."""

    url: str
    title: str
    description: str
    locales: tuple[str, ...]


@register.simple_tag(takes_context=True)
def link_preview(context: Mapping[str, Any], page: SitePage) -> LinkPreview:
    request, language = context["request"], active_language()
    links = {code: url for code, url in request.language_links.items() if url}
    codes = (language, *(code for code in links if code != language))
    is_neutral = _is_neutral(request.path, language)
    plain = _("We are a Finnish authority. Help is free and voluntary.")
    return LinkPreview(
        url=public_address(request) + escape_uri_path(request.path),
        title=_("Assistance System") if is_neutral else page.shown_title,
        description=plain if is_neutral else page.shown_description or plain,
        locales=tuple(settings.LOCALES[code] for code in codes if code in settings.LOCALES),
    )


def _is_neutral(path: str, language: str) -> bool:
    tops = [link.url for link in map(standing_page, NEUTRAL) if link]
    return path == f"/{language}/" or path.startswith(tuple(tops))

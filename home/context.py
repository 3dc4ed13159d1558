"""What every template may show: facts, navigation, languages."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from config.middleware import is_staff_path
from home.facts import current_facts
from home.navigation import footer_links, languages, navigation
from home.notice import current_notice


def every_page(request: HttpRequest) -> dict[str, Any]:
    """Everything is read only when a template asks for it, and none of it fails without the database.

    `facts`: `home.facts.Facts`. Public pages only: `navigation` with `doors` and `menu`, `footer_links`,
    each a list of `{title, url, current}`; `languages`, a list of `{code, name, url, current}` whose
    `url` is None where the page does not exist in that language; `site_notice`, a `home.texts.Text` or None.
    """
    context: dict[str, Any] = {"facts": SimpleLazyObject(current_facts)}
    if is_staff_path(request.path_info):
        return context
    return context | {
        "navigation": SimpleLazyObject(lambda: navigation(request)),
        "footer_links": SimpleLazyObject(lambda: footer_links(request)),
        "languages": languages(request),
        "site_notice": SimpleLazyObject(current_notice),
    }

"""Links to pages of the tree, always to an address that answers."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.html import format_html
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from pages.languages import CODES, active_language
from pages.published import known
from pages.site_page import SitePage


class Link(NamedTuple):
    """`language` is set where the page is not in the reader's language and the link leads to another."""

    url: str
    language: str | None = None


def best_link(page: Page | None) -> Link | None:
    """Where a link to `page` leads: to the active language, else to the first one that the page is in.

    None for a page that is gone, not published or in no language: its text stays, without a link.
    """
    if page is None:
        return None
    if (published := known()) is not None:
        return _best(published.urls.get(page.pk, {}).get)
    if not page.live:
        return None
    page = page.specific
    if not isinstance(page, SitePage):
        return Link(page.url) if page.url else None
    return _best(lambda language: page.url_in(language) if page.is_translated(language) else None)


def _best(url_in: Callable[[str], str | None]) -> Link | None:
    active = active_language()
    for language in (active, *CODES):
        if url := url_in(language):
            return Link(url, None if language == active else language)
    return None


class AnsweringPageLinkHandler(PageLinkHandler):
    """Page links in rich text, in the language that the text is shown in."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        if (published := known()) is not None:
            return [_opening_tag(_best(published.urls.get(int(attrs["id"]), {}).get)) for attrs in attrs_list]
        return [_opening_tag(best_link(page)) for page in cls.get_many(attrs_list)]


def _opening_tag(link: Link | None) -> str:
    if link is None:
        # No address: not a link to browsers and screen readers, and the text stays.
        return "<a>"
    if link.language:
        return format_html('<a href="{}" hreflang="{}">', link.url, link.language)
    return format_html('<a href="{}">', link.url)

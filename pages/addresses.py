"""The last part of a page's path, one per language: which are free, which page has one, what paths they make."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Case, Q, Value, When
from django.utils.text import slugify
from wagtail.models import Page

from config.addresses import easy_address, reserved_addresses
from pages.languages import CODES, DEFAULT, easy, localized, value_in

if TYPE_CHECKING:
    from pages.site_page import SitePage

# By page id and version, see `pages.languages`.
Urls = Mapping[int, Mapping[str, str]]

# An address made from a heading is cut here: it has to fit a bookmark, a text message and a poster.
LONGEST_MADE = 60


def own_address(page: "SitePage", language: str) -> str:
    """The address of `page` in `language`; the default language's where it has none of its own."""
    return value_in(page, "address", language) or value_in(page, "address", DEFAULT) or page.slug


def reserved(parent: Page, language: str) -> set[str]:
    """What no page below `parent` may be called in `language`: fixed routes, and the easy version everywhere."""
    always = {easy_address(language)}
    return always | reserved_addresses(language) if parent.is_site_root() else always


def taken(page: "SitePage", parent: Page, language: str) -> dict[str, str]:
    """Addresses of the other pages below `parent` in `language`, each with the page's title."""
    from pages.site_page import SitePage

    own, default = localized("address", language), localized("address", DEFAULT)
    rows = SitePage.objects.child_of(parent).exclude(pk=page.pk).values("title", own, default)
    return {row[own] or row[default]: row["title"] for row in rows}


def complete(page: "SitePage") -> None:
    """Fill what follows from other fields: empty addresses, and Wagtail's own title and slug.

    An address that another page or a fixed route has gets a number. The form has refused such an address
    before; here it comes from a copy, a move, or two drafts published one after the other.
    """
    if page.pk is None:
        # Wagtail gives a copy a title and a slug, an alias a slug, and knows of no other fields.
        heading, address = value_in(page, "heading", DEFAULT), value_in(page, "address", DEFAULT)
        setattr(page, localized("heading", DEFAULT), heading or page.title)
        setattr(page, localized("address", DEFAULT), page.slug if page.alias_of_id else address or page.slug)
    parent = page.get_parent() if page.path else None
    if parent is not None:
        for language in CODES:
            wanted = value_in(page, "address", language) or _made(page, language)
            if wanted:
                not_free = taken(page, parent, language).keys() | reserved(parent, language)
                setattr(page, localized("address", language), _numbered(wanted, not_free))
    page.title = value_in(page, "heading", DEFAULT) or ""
    page.slug = value_in(page, "address", DEFAULT) or ""


def _made(page: "SitePage", language: str) -> str:
    made = slugify(value_in(page, "heading", language) or "")[:LONGEST_MADE].strip("-")
    # A heading in letters that no address can have leaves the default language's address in use.
    return made or ("page" if language == DEFAULT else "")


def _numbered(wanted: str, not_free: set[str]) -> str:
    candidate, number = wanted, 1
    while candidate in not_free:
        number += 1
        ending = f"-{number}"
        candidate = wanted[: 255 - len(ending)] + ending
    return candidate


def child_at(parent: Page, address: str, language: str) -> "SitePage | None":
    """The page below `parent` that answers at `address` in `language`, found by one query."""
    from pages.site_page import SitePage

    own, default = localized("address", language), localized("address", DEFAULT)
    empty = Q(**{own: ""}) | Q(**{f"{own}__isnull": True})
    exact_first = Case(When(**{own: address}, then=Value(0)), default=Value(1))
    return (
        SitePage.objects.child_of(parent)
        .filter(Q(**{own: address}) | empty & Q(**{default: address}))
        .order_by(exact_first, "path")
        .first()
    )


def tree_urls(top: "SitePage", parent_urls: Mapping[str, str] | None = None) -> dict[int, dict[str, str]]:
    """URLs per language of `top` and of every live page below it, by page id, in tree order.

    One query for the whole tree. `parent_urls` places `top` under another page than its parent.
    """
    from pages.site_page import SitePage

    urls: dict[str, dict[str, str]] = {}
    live: dict[int, dict[str, str]] = {}
    for page in (top, *SitePage.objects.descendant_of(top).order_by("path")):
        if page is top and parent_urls is None:
            own = {language: page.url_in(language) for language in CODES}
        else:
            above = parent_urls if page is top else urls[page.path[: -page.steplen]]
            own = {language: f"{above[language]}{own_address(page, language)}/" for language in CODES}
        urls[page.path] = own
        if page.live:
            live[page.pk] = own
    return live


def versions_of(page: "SitePage", urls: Mapping[str, str]) -> dict[str, str]:
    """The URL of each version that `page`, of its own type, can be read in. `urls`: its own per language."""
    possible = dict(urls) | {easy(language): easy_url(url, language) for language, url in urls.items()}
    return {version: url for version, url in possible.items() if page.is_in(version)}


def easy_url(url: str, language: str) -> str:
    """The URL of the easy version of the page at `url`."""
    return f"{url}{easy_address(language)}/"

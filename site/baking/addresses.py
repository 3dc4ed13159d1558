"""Everything that is baked: the published pages in each language they are in, what machines read, redirects."""

from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pages.addresses import Urls

# Routes that answer everybody alike and take no input.
FIXED = ("exit", "robots", "sitemap", "security_txt")
# The same, with an address in each language.
FIXED_IN_EACH_LANGUAGE = ("figures", "help_card")


def baked_addresses(urls: Urls) -> dict[str, int | None]:
    """Every path to bake, percent-decoded, with the number of its page; None where it is no page's.

    `urls`: those of the published pages, see `pages.published.Published`. Raises `django.db.Error`.
    """
    found: dict[str, int | None] = {unquote(url): page for page, own in urls.items() for url in own.values()}
    found |= dict.fromkeys(fixed_addresses())
    for path in Redirect.objects.exclude(old_path__contains="?").values_list("old_path", flat=True):
        # Kept without the slash that every address of a page ends in.
        for spelling in (path, f"{path}/"):
            found.setdefault(spelling, None)
    return found


def fixed_addresses() -> set[str]:
    """The paths that are no page's and lead nowhere else, by which the site itself answers."""
    found = {reverse(name) for name in FIXED}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found |= {reverse(name) for name in FIXED_IN_EACH_LANGUAGE}
    return found


def family(pages: Iterable[int]) -> set[int]:
    """These pages with those above them, which list them, and those below, which show the way to them."""
    found = set(pages)
    for page in Page.objects.filter(pk__in=found):
        found |= {
            *page.get_ancestors().values_list("pk", flat=True),
            *page.get_descendants().values_list("pk", flat=True),
        }
    return found


def paths_of(pages: Iterable[int], addresses: Mapping[str, int | None]) -> list[str]:
    """The paths of those pages, in the order of `addresses`."""
    wanted = set(pages)
    return [path for path, page in addresses.items() if page in wanted]

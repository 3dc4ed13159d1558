"""A page that has moved is still found at its old addresses, in each language, and so are the pages below it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.signals import post_page_move

from config.addresses import easy_address
from pages.addresses import complete, easy_url, tree_urls
from pages.languages import CODES, DEFAULT, easy, localized

if TYPE_CHECKING:
    from pages.site_page import SitePage

Urls = Mapping[int, Mapping[str, str]]

LONGEST_PATH = Redirect._meta.get_field("old_path").max_length


def leave(site: Site, before: Urls, after: Urls) -> None:
    """Lead from each URL of `before` that is no longer the page's to the page, from that of its easy version to the
    easy version.

    Answered with 302: browsers remember a 301, and can loop when an address goes back to what it was.
    """
    from pages.site_page import SitePage

    moved: dict[str, tuple[int, str]] = {}
    now = {url for urls in after.values() for url in urls.values()}
    gone = {page: _differing(urls, after[page]) for page, urls in before.items() if page in after}
    for page in SitePage.objects.filter(pk__in=[page for page, urls in gone.items() if urls]).specific():
        for language, url in gone[page.pk].items():
            moved[Redirect.normalise_path(url)] = page.pk, ""
            if page.is_in(easy(language)):
                now.add(easy_url(after[page.pk][language], language))
                moved[Redirect.normalise_path(easy_url(url, language))] = page.pk, f"/{easy_address(language)}/"
    now = {Redirect.normalise_path(url) for url in now}
    replaced = Redirect.objects.filter(site=site, automatically_created=True, old_path__in={*moved, *now})
    replaced.delete()
    Redirect.objects.bulk_create(
        [
            Redirect(
                old_path=path,
                site=site,
                redirect_page_id=page,
                redirect_page_route_path=part,
                is_permanent=False,
                automatically_created=True,
            )
            for path, (page, part) in moved.items()
            # A longer path does not fit in Wagtail's column; its page is still found through the menu.
            if path not in now and len(path) <= LONGEST_PATH
        ],
        # A redirect that an editor made by hand for the same path stays.
        ignore_conflicts=True,
    )


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    return {language: url for language, url in before.items() if after[language] != url}


@contextmanager
def following(page: "SitePage") -> Iterator[None]:
    """Around saving `page`: its stored URLs, and those below it, keep leading to the pages."""
    from pages.site_page import SitePage

    stored = SitePage.objects.filter(pk=page.pk).first() if page.pk else None
    names = [localized("address", language) for language in CODES]
    if stored is None or all(getattr(stored, name) == getattr(page, name) for name in names):
        yield
        return
    before = tree_urls(stored)
    yield
    site = page.get_site()
    if site:
        leave(site, before, tree_urls(page))


@receiver(post_page_move)
def keep_moved_page_found(
    sender: type[Page], instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """Wagtail moves pages without our `save`, so this is where a moved page is numbered and its old URLs kept."""
    from pages.site_page import SitePage

    if not issubclass(sender, SitePage) or parent_page_before.pk == parent_page_after.pk:
        return
    page = instance.specific
    # Fetched again: moving can change the path of the page that the moved one was under.
    old_parent = SitePage.objects.get(pk=parent_page_before.pk)
    before = tree_urls(page, {language: old_parent.url_in(language) for language in CODES})
    with transaction.atomic(), translation.override(DEFAULT):
        complete(page)
        # Not `page.save`, which would take the address that is not free here for one that was in use.
        Page.save(page, clean=False)
        site = page.get_site()
        if site:
            leave(site, before, tree_urls(page))

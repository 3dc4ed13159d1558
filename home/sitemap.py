"""The published pages and the two forms, for search engines: each in every version it exists in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import translation

from pages.addresses import tree_urls, versions_of
from pages.languages import CODES, DEFAULT, easy, language_of_version
from pages.models import SitePage

FORMS = ("referral_form", "professional_form")


@dataclass(frozen=True)
class Entry:
    """One page in one language. URLs are whole; `alternates` has all languages of the page, this one too."""

    url: str
    alternates: Mapping[str, str]
    for_other_languages: str
    changed: datetime | None = None


def entries(site_address: str) -> Iterator[Entry]:
    """`site_address`: scheme and host, put before every path."""
    front_page = SitePage.objects.filter(sites_rooted_here__is_default_site=True).first()
    urls = tree_urls(front_page) if front_page else {}
    for page in SitePage.objects.filter(pk__in=urls).order_by("path").specific():
        versions = versions_of(page, urls[page.pk])
        start = reverse("start") if page.pk == front_page.pk else None
        # Standard and easy language are two pages to a reader: the languages of each are told apart.
        for kind in (CODES, map(easy, CODES)):
            paths = {language_of_version(version): versions[version] for version in kind if version in versions}
            yield from _in_each_language(site_address, paths, start, page.last_published_at)
    for name in FORMS:
        yield from _in_each_language(site_address, {code: _path(name, code) for code in CODES})


def _in_each_language(
    site_address: str, paths: Mapping[str, str], start: str | None = None, changed: datetime | None = None
) -> Iterator[Entry]:
    """`start`: where a reader of any other language is led; without one, to the default language's page."""
    if not paths:
        return
    alternates = {code: site_address + path for code, path in paths.items()}
    others = site_address + (start or paths.get(DEFAULT) or next(iter(paths.values())))
    for url in alternates.values():
        yield Entry(url, alternates, others, changed)


def _path(name: str, language: str) -> str:
    with translation.override(language):
        return reverse(name)

"""The published pages, read once: for whoever renders many of them in a row."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pages.addresses import Urls, tree_urls, versions_of
from pages.languages import CODES, DEFAULT, value_in

if TYPE_CHECKING:
    from pages.site_page import SitePage


@dataclass(frozen=True)
class Published:
    """`pages`: each of its own type, by number, in the order of the tree. `urls`: of each page in the versions it
    can be read in. What is read of a page here is as it was when all were read."""

    pages: Mapping[int, "SitePage"] = field(default_factory=dict)
    urls: Urls = field(default_factory=dict)

    @cached_property
    def _by_path(self) -> dict[str, "SitePage"]:
        return {page.path: page for page in self.pages.values()}

    @cached_property
    def _by_address(self) -> dict[tuple[str, str, str], "SitePage"]:
        """By path of the page above, language, and own address: the default language's where there is no other."""
        found: dict[tuple[str, str, str], SitePage] = {}
        for is_exact in (True, False):
            for page in self.pages.values():
                for language in CODES:
                    own = value_in(page, "address", language) or ""
                    address = own if is_exact else "" if own else value_in(page, "address", DEFAULT)
                    if address:
                        found.setdefault((page.path[: -page.steplen], language, address), page)
        return found

    def child_at(self, parent: "SitePage", address: str, language: str) -> "SitePage | None":
        """The page below `parent` that answers at `address`; None where no published one does."""
        return self._by_address.get((parent.path, language, address))

    def above(self, page: "SitePage") -> list["SitePage"]:
        """The pages above, the front page first."""
        lengths = range(page.steplen, len(page.path), page.steplen)
        return [self._by_path[page.path[:n]] for n in lengths if page.path[:n] in self._by_path]

    def below(self, page: "SitePage") -> list["SitePage"]:
        """The pages directly below, in the order of the tree."""
        return self._children.get(page.path, [])

    @cached_property
    def _children(self) -> dict[str, list["SitePage"]]:
        found: dict[str, list[SitePage]] = {}
        for page in self.pages.values():
            found.setdefault(page.path[: -page.steplen], []).append(page)
        return found


_known: ContextVar[Published | None] = ContextVar("published", default=None)


def read_published() -> Published:
    """What is published now, in four queries at most. Raises `django.db.Error`."""
    from pages.site_page import SitePage

    front_page = SitePage.objects.filter(sites_rooted_here__is_default_site=True).first()
    if front_page is None:
        return Published()
    urls = tree_urls(front_page)
    pages = {page.pk: page for page in SitePage.objects.filter(pk__in=urls).order_by("path").specific()}
    return Published(pages, {pk: versions_of(page, urls[pk]) for pk, page in pages.items()})


@contextmanager
def known_published(published: Published) -> Iterator[None]:
    """Inside, pages and links are those of `published`, without a question to the database for each."""
    token = _known.set(published)
    try:
        yield
    finally:
        _known.reset(token)


def known() -> Published | None:
    """What `known_published` says here; None where the database is to be asked."""
    return _known.get()

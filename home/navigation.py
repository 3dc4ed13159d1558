"""What leads from every page to the others: doors, menu, footer, languages. Read from the tree, per language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.remembered import Remembered
from home.standing import DOORS, FOOTER, StandingPages
from pages.addresses import own_address
from pages.languages import CODES, active_language
from pages.models import SitePage


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Navigation:
    """One language's links. A page that is not published or not translated is in none of them."""

    doors: tuple[Link, ...] = ()
    menu: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    standing: Mapping[str, Link] = field(default_factory=dict)


def _read(language: str) -> Navigation:
    with translation.override(language):
        front_page = Page.objects.filter(sites_rooted_here__is_default_site=True).only("path", "depth").first()
        if front_page is None:
            return Navigation()
        standing = StandingPages.objects.values(*DOORS, *FOOTER).first() or {}
        in_menu = Q(path__startswith=front_page.path, depth=front_page.depth + 1, show_in_menus=True)
        pages = SitePage.objects.live().filter(in_menu | Q(pk__in=[pk for pk in standing.values() if pk]))
        links = {
            page.pk: Link(page.heading, _url(page, front_page, language))
            for page in pages.order_by("path").specific()
            if page.is_translated(language)
        }

        def chosen(names: tuple[str, ...]) -> tuple[Link, ...]:
            return tuple(links[standing[name]] for name in names if standing.get(name) in links)

        apart = set(standing.values())
        return Navigation(
            doors=chosen(DOORS),
            menu=tuple(link for pk, link in links.items() if pk not in apart),
            footer=chosen(FOOTER),
            standing={name: links[pk] for name, pk in standing.items() if pk in links},
        )


def _url(page: SitePage, front_page: Page, language: str) -> str:
    if page.depth == front_page.depth + 1:
        # What `page.get_url()` says, without a query for the pages above.
        return reverse("wagtail_serve", args=(f"{own_address(page, language)}/",))
    return page.get_url()


def _restored(kept: Mapping[str, Any]) -> Navigation:
    return Navigation(
        doors=tuple(Link(**link) for link in kept["doors"]),
        menu=tuple(Link(**link) for link in kept["menu"]),
        footer=tuple(Link(**link) for link in kept["footer"]),
        standing={name: Link(**link) for name, link in kept["standing"].items()},
    )


_remembered: Mapping[str, Remembered[Navigation]] = {
    code: Remembered(f"navigation {code}", lambda code=code: _read(code), Navigation, _restored) for code in CODES
}


def _here() -> Navigation:
    return _remembered[active_language()].current()


def standing_page(name: str) -> Link | None:
    """The link to one of `home.standing`'s pages, by the name of its field; None where there is no such page."""
    return _here().standing.get(name)


def _marked(links: tuple[Link, ...], request: HttpRequest) -> list[dict[str, Any]]:
    return [{"title": link.title, "url": link.url, "current": link.url == request.path} for link in links]


def navigation(request: HttpRequest) -> dict[str, list[dict[str, Any]]]:
    """`doors`: the three ways in; `menu`: the other pages below the front page that are shown in menus."""
    return {"doors": _marked(_here().doors, request), "menu": _marked(_here().menu, request)}


def footer_links(request: HttpRequest) -> list[dict[str, Any]]:
    """Use this site safely, privacy, accessibility and feedback; then the contact form, which is always there."""
    contact = Link(_("Contact us"), reverse("referral_form"))
    return _marked((*_here().footer, contact), request)


def languages(request: HttpRequest) -> list[dict[str, Any]]:
    """This page in each language of the site: as its view said in `request.language_links`, a dictionary of
    code to URL or None, else the front page."""
    urls = getattr(request, "language_links", None) or {code: f"/{code}/" for code in CODES}
    return [
        {"code": code, "name": name, "url": urls.get(code), "current": code == active_language()}
        for code, name in settings.LANGUAGES
    ]

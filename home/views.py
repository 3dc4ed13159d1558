"""The front door: the start that picks a language, the quick exit, and the two files that machines read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from config.addresses import offer_languages, public_address
from config.errors import language_of
from config.qr_code import qr_code
from home.facts import current_facts
from home.navigation import standing_page
from home.sitemap import entries


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """302 to the front page in the best language that the browser asks for, Finnish otherwise."""
    response = HttpResponseRedirect(f"/{language_of(request)}/")
    response["Vary"] = "Accept-Language"
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """302 to the neutral site that editors chose; without the database, to the last one known."""
    response = HttpResponseRedirect(current_facts().exit_url)
    # Public pages store nothing, and whatever may be stored all the same goes here, at no cost in time. Not
    # "cache": Chromium holds the redirect back until it has walked its whole cache (0.3 s more on a fast
    # machine, seconds on a full phone), while the page stands there for all to see; pages that hold
    # anything typed are never cached. Not "cookies": there are none, and it reaches to sibling hosts.
    response["Clear-Site-Data"] = '"storage"'
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be found. Staff paths are not listed: a list of them is a map for intruders."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('exit')}",
        "",
        f"Sitemap: {public_address(request)}{reverse('sitemap')}",
        "",
    ]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    context = {"entries": entries(public_address(request))}
    response = render(request, "home/sitemap.xml", context, content_type="application/xml; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def help_card(request: HttpRequest) -> HttpResponse:
    """A card to print and give. Its QR code leads to the page "I need help" or, where there is none, to the front
    page, in the language of the card."""
    offer_languages(request, "help_card")
    help_page = standing_page("help_page")
    address = help_page.url if help_page else f"/{get_language()}/"
    code = qr_code(public_address(request) + address)
    response = render(request, "home/help_card.html", {"code": code, "address": address, "help_page": help_page})
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness of the site (RFC 9116)."""
    today = timezone.now()
    # The first day of a month about half a year ahead: it changes once a month, not with each look at it.
    months = today.year * 12 + today.month - 1 + 7
    lines = [
        f"Contact: mailto:{current_facts().email}",
        f"Expires: {months // 12:04}-{months % 12 + 1:02}-01T00:00:00Z",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {public_address(request)}{reverse('security_txt')}",
        "",
    ]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response

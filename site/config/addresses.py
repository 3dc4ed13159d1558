"""The addresses that are not pages of the tree: fixed, one per language, refused to every page."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

ADDRESSES: dict[str, dict[str, str]] = {
    "referral_form": {"fi": "yhteydenotto", "en": "contact"},
    "professional_form": {"fi": "ammattilaisen-yhteydenotto", "en": "professional-referral"},
    "thank_you": {"fi": "kiitos", "en": "thank-you"},
    "reply": {"fi": "vastaus", "en": "reply"},
    "search": {"fi": "haku", "en": "search"},
    "help_card": {"fi": "kortti", "en": "card"},
    "figures": {"fi": "luvut.csv", "en": "figures.csv"},
}

# The last part of the address of an easy version, below the page it belongs to.
EASY = {"fi": "helppo", "en": "easy"}


def address(name: str, language: str) -> str:
    """The path part of `name` in `language`; a language without its own takes the English one."""
    return ADDRESSES[name].get(language, ADDRESSES[name]["en"])


def easy_address(language: str) -> str:
    """The last part of the address of an easy version in `language`; English where it has none of its own."""
    return EASY.get(language, EASY["en"])


def reserved_addresses(language: str) -> set[str]:
    """First path parts, after the language, that no page may have."""
    return {address(name, language) for name in ADDRESSES} | {easy_address(language)}


def public_address(request: HttpRequest) -> str:
    """Scheme and host of the public site, as set, else as asked."""
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"


def offer_languages(request: HttpRequest, name: str) -> None:
    """The page at the address `name` in each language, for the language switch."""
    links = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            links[language] = reverse(name)
    request.language_links = links  # type: ignore[attr-defined]

"""The fixed addresses that can be found: the forms, which are no pages of the tree."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext_lazy as _

from home.search.index import weighed
from home.search.page_text import HEADING, OPENING
from home.search.words import known

TITLES = {
    "referral_form": _("Contact us"),
    "professional_form": _("Professional's contact"),
    "reply": _("Read a reply"),
}


@cache
def fixed_mentions(language: str) -> Mapping[str, Mapping[str, int]]:
    """By name of the address, its words with their weights, as a page's; from `words/<language>.toml`."""
    return {
        name: weighed([(HEADING, said["heading"]), (OPENING, said["words"])], language)
        for name, said in known(language)["addresses"].items()
    }


@cache
def fixed_words(language: str) -> frozenset[str]:
    return frozenset(word for words in fixed_mentions(language).values() for word in words)

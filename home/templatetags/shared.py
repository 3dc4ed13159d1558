"""`{% load shared %}`: the shared texts, and the shared facts inside any text."""

import logging
from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from home.facts import current_facts
from home.navigation import Link
from home.navigation import standing_page as find_standing_page
from home.placeholders import fill
from home.texts import Text
from home.texts import law_reference as find_law_reference
from home.texts import shared_text as find
from pages.templatetags.languages import in_language

log = logging.getLogger(__name__)
register = template.Library()


@register.filter
def with_facts(value: object) -> SafeString:
    """Fills {helpline}, {helpline_abroad}, {emergency}, {email} and {days}; plain text is escaped first."""
    return fill(value, current_facts())


@register.simple_tag
def shared_text(key: str, **words: object) -> SafeString:
    """The shared text of `key` as paragraphs; `words` fill its own placeholders.

    A text that is missing in the active language is shown in the default one, marked with it. An
    unknown key shows nothing and is logged: a form without one of its texts still takes a message.
    """
    try:
        text = find(key)
    except LookupError:
        log.error("There is no shared text %r.", key)
        return SafeString("")
    return _paragraphs(text, words)


@register.simple_tag
def law_reference(key: str) -> str:
    """The place in the law of `key`; empty where there is no such key."""
    return find_law_reference(key)


@register.filter
def paragraphs(text: Text) -> SafeString:
    """A `home.texts.Text` as paragraphs, with the facts filled in."""
    return _paragraphs(text, {})


def _paragraphs(text: Text, words: Mapping[str, object]) -> SafeString:
    facts = current_facts()
    marked = "" if text.language == get_language() else in_language(text.language)
    opening = format_html("<p{}>", marked)
    return format_html_join("\n", "{}{}</p>", ((opening, fill(line, facts, words)) for line in text.paragraphs))


@register.simple_tag
def standing_page(name: str) -> Link | None:
    """`{% standing_page "safe_use_page" as safe_use %}`: its title and url, or nothing where it does not exist."""
    return find_standing_page(name)

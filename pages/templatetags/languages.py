"""`{% load languages %}`: says in which language a text is, and links to pages in the language they are in."""

from django import template
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from wagtail.models import Page

from pages.languages import active_language, language_of_value
from pages.links import Link, best_link

register = template.Library()


@register.simple_tag
def language_of(row: Model, name: str) -> SafeString:
    """The attributes `lang` and `dir` for the field `name` of `row`, after a space; nothing where the text is in
    the page's language."""
    language = language_of_value(row, name)
    return SafeString("") if language == active_language() else in_language(language)


@register.simple_tag
def in_language(language: str) -> SafeString:
    """The attributes `lang` and `dir` for text in `language`, after a space."""
    return format_html(' lang="{}" dir="{}"', language, "rtl" if get_language_info(language)["bidi"] else "ltr")


@register.simple_tag
def link_to(page: Page | None) -> Link | None:
    """Where a link to `page` leads, with `url` and `language`; None where it must not be a link."""
    return best_link(page)

"""How a chapter of the guide names what is on the screen, and shows it."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

register = template.Library()


@register.simple_tag
def label(text: str, **names: str) -> SafeString:
    """What a button or field is called in the editor, given its English source: the same words as on the screen,
    whoever translated them. `names` fill its gaps, in English too."""
    words = gettext(text) % {gap: gettext(name) for gap, name in names.items()} if names else gettext(text)
    return format_html("<b>{}</b>", capfirst(words.strip()))


@register.inclusion_tag("editing/guide/picture.html")
def picture(name: str, alternative: str) -> dict[str, Any]:
    """The picture `name` of the editor in the guide's language; `alternative` says what it shows."""
    return {"address": static(f"img/guide/{get_language()}/{name}.webp"), "alternative": alternative}

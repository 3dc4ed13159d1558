"""Names in braces inside editors' text, such as {helpline}: what they stand for and how they are printed."""

import re
from collections.abc import Callable, Mapping

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from home.facts import Facts
from home.texts import law_reference
from pages.care import LAW

_TAG = re.compile(r"(<[^>]*>)")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def _telephone(printed: str, dialled: str) -> SafeString:
    return format_html('<a href="tel:{}">{}</a>', dialled.replace(" ", ""), printed)


# Ordinary spaces stand inside a printed number, so that it is found and copied as people write it; the
# style sheet keeps a telephone link on one line.
LINKS: dict[str, Callable[[Facts], SafeString]] = {
    "helpline": lambda facts: _telephone(facts.helpline_display, facts.helpline_tel),
    "helpline_abroad": lambda facts: _telephone(facts.helpline_abroad, facts.helpline_tel),
    "emergency": lambda facts: _telephone(facts.emergency, facts.emergency),
    "email": lambda facts: format_html('<a href="mailto:{}">{}</a>', facts.email, facts.email),
}

PLAIN: dict[str, Callable[[Facts], str]] = {
    "helpline": lambda facts: facts.helpline_display,
    "helpline_abroad": lambda facts: facts.helpline_abroad,
    "emergency": lambda facts: facts.emergency,
    "email": lambda facts: facts.email,
    "days": lambda facts: str(facts.backup_days),
}


def unknown_in(text: str) -> list[str]:
    """What stands in braces in `text` as a placeholder does, and is none that everybody may use."""
    return [match[0] for match in _PLACEHOLDER.finditer(text) if match[1] not in PLAIN and not law_reference(match[1])]


def fill(value: object, facts: Facts, words: Mapping[str, object] | None = None) -> SafeString:
    """`value` as safe HTML with its placeholders filled in.

    Plain text is escaped, trusted HTML left as it is. Numbers and addresses become links, but plain text
    where they already stand inside a link; nothing is put inside a tag. `words` are the caller's own
    placeholders, escaped unless marked safe. A placeholder that nobody knows stays as it was written.
    """
    own = words or {}
    depth = 0

    def filled(match: re.Match[str]) -> str:
        name = match[1]
        if name in own:
            return conditional_escape(own[name])
        if name in LINKS and not depth:
            return LINKS[name](facts)
        if name in PLAIN:
            return escape(PLAIN[name](facts))
        if name.startswith(LAW):
            return escape(law_reference(name)) or match[0]
        return match[0]

    pieces = []
    for piece in _TAG.split(conditional_escape(value)):
        if piece.startswith("<"):
            if re.match(r"<a[\s>]", piece, re.IGNORECASE):
                depth += 1
            elif piece.lower().startswith("</a"):
                depth = max(0, depth - 1)
            pieces.append(piece)
        else:
            pieces.append(_PLACEHOLDER.sub(filled, piece))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece was escaped or trusted above

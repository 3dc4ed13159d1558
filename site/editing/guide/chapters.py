"""What the guide holds, in its order, and in which languages it is written."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

# Whoever has the editor in another language reads the first.
LANGUAGES = ("fi", "en")


@dataclass(frozen=True)
class Chapter:
    """`name` is its anchor, and its template in the folder of each language."""

    name: str
    title: Any


# The ten commonest tasks.
TASKS = (
    Chapter("find", _("Sign in and find a page")),
    Chapter("change", _("Change a text in both languages")),
    Chapter("preview", _("See the page as readers will see it")),
    Chapter("submit", _("Ask somebody to approve the page")),
    Chapter("approve", _("Approve what somebody else has written")),
    Chapter("new-page", _("Make a new page")),
    Chapter("schedule", _("Have a page published at a set time")),
    Chapter("back", _("Take a page off the site, or go back to an older version")),
    Chapter("notice", _("Put the emergency notice on every page, and take it down")),
    Chapter("shared", _("Change a phone number, an office, a figure or a shared text")),
)
MORE = (
    Chapter("never", _("What is never written")),
    Chapter("language", _("Writing so that everybody understands")),
    Chapter("pictures", _("Pictures, PDF files and links")),
    Chapter("structure", _("Move, copy and delete pages")),
    Chapter("reports", _("Reports, and what to do about each")),
    Chapter("trouble", _("Two people at once, or signed out in the middle")),
    Chapter("roles", _("Who does what")),
)
CHAPTERS = (*TASKS, *MORE)


def language_of_the_guide() -> str:
    """The language of the editor's interface, where the guide is written in it."""
    active = translation.get_language()
    return active if active in LANGUAGES else LANGUAGES[0]


def written(language: str) -> list[dict[str, Any]]:
    """Every chapter in `language`: name, title, text."""
    with translation.override(language):
        return [
            {
                "name": chapter.name,
                "title": str(chapter.title),
                "text": render_to_string(f"editing/guide/{language}/{chapter.name}.html"),
            }
            for chapter in CHAPTERS
        ]

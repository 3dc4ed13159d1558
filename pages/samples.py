"""What the editor's menu of pieces shows of each: words in the language of the editor's interface."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _


def _paragraph(text: str) -> str:
    return format_html("<p>{}</p>", text)


def heading() -> str:
    return _("What happens then")


def text() -> str:
    return _paragraph(_("You can call without giving your name. The number is {helpline}."))


def callout() -> dict[str, Any]:
    return {"title": _("Remember"), "text": _paragraph(_("A child in danger comes first."))}


def steps() -> list[dict[str, Any]]:
    return [
        {"heading": _("Call"), "text": _paragraph(_("Someone answers day and night."))},
        {"heading": _("Tell"), "text": _paragraph(_("Tell only what you want to tell."))},
    ]


def signs() -> dict[str, Any]:
    return {
        "situation": _("At work"),
        "signs": [_("You get little pay, or none."), _("Someone else keeps your passport.")],
        "now": _paragraph(_("Call {helpline}.")),
    }


def caption() -> str:
    return _("Our office in the autumn.")


def comparison() -> dict[str, Any]:
    columns = (
        (_("Detection"), _("Anyone.")),
        (_("Legal identification"), _("The Assistance System.")),
    )
    return {
        "columns": [
            {"heading": title, "rows": [{"label": _("Who does it?"), "text": _paragraph(who)}]}
            for title, who in columns
        ]
    }


def even_if() -> list[str]:
    return [_("you are not sure"), _("you are a citizen of Finland")]


def self_check() -> list[dict[str, Any]]:
    return [
        {
            "heading": _("Work and money"),
            "questions": [_("Does your pay go to someone else?"), _("Do you have to live where you work?")],
        }
    ]


def question_list() -> list[str]:
    return [_("Does someone else hold your passport or phone?"), _("Are you afraid of someone?")]

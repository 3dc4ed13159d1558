"""An editor's hands: what the browser sends from Wagtail's page forms, and where to."""

from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from pages.models import ArticlePage

FEATURES = ["h3", "bold", "italic", "ol", "ul", "link"]


def text_of(*paragraphs: str) -> dict:
    """A body of text pieces, as the browser sends it."""
    return streamfield([("text", rich_text(f"<p>{text}</p>", features=FEATURES)) for text in paragraphs])


def list_of(values: list) -> dict:
    """The value of a list piece, as the browser sends it."""
    items = {str(n): {"value": value, "deleted": "", "order": str(n), "id": ""} for n, value in enumerate(values)}
    return {"count": str(len(values)), **items}


def settings_form() -> dict[str, object]:
    """The tab that every page's form has beside its languages, with nothing filled in."""
    empty = ("review_by", "responsible", "to_confirm", "show_in_menus", "go_live_at", "expire_at")
    return {"law_references": streamfield([])} | dict.fromkeys(empty, "")


def article_form(**changes: object) -> dict[str, str]:
    """The whole form of an article, filled in in both languages."""
    fields = {"related": streamfield([])} | settings_form()
    for language, heading, text in (("fi", "Tarvitsen apua", "Voit soittaa."), ("en", "I need help", "You can call.")):
        fields |= {
            f"heading_{language}": heading,
            f"intro_{language}": "",
            f"body_{language}": text_of(text),
            f"easy_intro_{language}": "",
            f"easy_body_{language}": streamfield([]),
            f"address_{language}": "",
            f"search_title_{language}": "",
            f"description_{language}": "",
        }
    return nested_form_data(fields | changes)


def url(name: str, *args: object) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def create(editor: Client, parent: Page, action: str = "action-publish", **changes: object):
    return editor.post(
        url("add", "pages", "articlepage", parent.pk), article_form(**changes) | ({action: "1"} if action else {})
    )


def edit(editor: Client, page: Page, action: str = "action-publish", **changes: object):
    return editor.post(url("edit", page.pk), article_form(**changes) | ({action: "1"} if action else {}))


def errors(response) -> dict[str, list[str]]:
    """The messages beside the fields of a form that was sent back."""
    return {name: [str(message) for message in found] for name, found in response.context["form"].errors.items()}


def newest() -> ArticlePage:
    return ArticlePage.objects.latest("pk")

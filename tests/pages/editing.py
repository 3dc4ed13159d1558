"""An editor's hands: what the browser sends from Wagtail's page forms, and where to; and an approving publisher's."""

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.approval import APPROVE
from accounts.models import User
from accounts.roles import Role
from pages.models import ArticlePage, SitePage
from tests.people import member, sign_in

# What `create` and `edit` do besides pressing a button: the page is submitted, and somebody else approves it.
PUBLISH = "submit and approve"
ANOTHER = "another-publisher"
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


def create(editor: Client, parent: Page, action: str = PUBLISH, approver: Client | None = None, **changes: object):
    """A new article of `editor`, with `action` a button of the form; published by `approver`, or another publisher."""
    answer = _send(editor, url("add", "pages", "articlepage", parent.pk), action, changes)
    return approve(newest(), approver) if action == PUBLISH and answer.status_code == 302 else answer


def edit(editor: Client, page: Page, action: str = PUBLISH, approver: Client | None = None, **changes: object):
    """As `create`, for an article that there is."""
    answer = _send(editor, url("edit", page.pk), action, changes)
    return approve(page, approver) if action == PUBLISH and answer.status_code == 302 else answer


def _send(editor: Client, where: str, action: str, changes: dict[str, object]) -> HttpResponse:
    button = "action-submit" if action == PUBLISH else action
    return editor.post(where, article_form(**changes) | ({button: "1"} if button else {}))


def another_publisher() -> Client:
    """The browser of a publisher who has written no page of the test."""
    user = User.objects.filter(username=ANOTHER).first() or member(Role.PUBLISHER, ANOTHER)
    return sign_in(Client(), user)


def approve(page: Page, approver: Client | None = None) -> HttpResponse:
    """Presses "Approve" for what was submitted of `page`, as whoever has written none of it."""
    step = Page.objects.get(pk=page.pk).current_workflow_task_state
    return (approver or another_publisher()).post(url("workflow_action", page.pk, APPROVE, step.pk), {"comment": ""})


def errors(response) -> dict[str, list[str]]:
    """The messages beside the fields of a form that was sent back."""
    return {name: [str(message) for message in found] for name, found in response.context["form"].errors.items()}


def newest() -> ArticlePage:
    return ArticlePage.objects.latest("pk")


def neutral(page: SitePage) -> dict[str, str]:
    names = ["heading", "address", "intro", "title", "slug", "draft_title"]
    names += ["body"] if isinstance(page, ArticlePage) else []
    return type(page).objects.filter(pk=page.pk).rewrite(False).values(*names)[0]


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()

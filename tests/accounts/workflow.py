"""A page on its way from its writer to its readers, for the tests of this room."""

from django.test import Client
from wagtail.models import Page

from tests.pages.editing import article_form, url

ADDRESS = "/en/i-need-help/"


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def approval(**changes: object) -> dict[str, str]:
    """What the browser sends when somebody presses "Approve" at the foot of the page's own form."""
    return article_form(**changes) | {"action-workflow-action": "true", "workflow-action-name": "approve"}


def told(browser: Client, page: Page) -> str:
    return browser.get(url("edit", page.pk)).content.decode()

"""The approval by another person, where Wagtail's page views meet it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem
from wagtail.models import Page

from accounts.approval import APPROVE


def _is_approval(request: HttpRequest) -> bool:
    return bool(request.POST.get("action-workflow-action")) and request.POST.get("workflow-action-name") == APPROVE


@hooks.register("after_edit_page")
def an_author_is_told_that_another_approves(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The approval did nothing when whoever asked for it has written part of the page: see `ApprovalByAnother`."""
    if not _is_approval(request) or not page.workflow_in_progress:
        return None
    messages.error(
        request,
        _("Not published. You have written something of this version, so another publisher must approve it."),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("after_copy_page")
def a_copy_begins_its_own_history(request: HttpRequest, page: Page, copy: Page) -> None:
    """Or everybody who ever saved the page copied would be an author of the copy, and nobody be left to approve it."""
    for made in copy.get_descendants(inclusive=True):
        made.revisions.exclude(pk=made.latest_revision_id).delete()


class SubmitForApproval(SubmitForModerationMenuItem):
    """Wagtail's own names the workflow, which has one name for editors in all languages."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"label": _("Submit for approval")}


@hooks.register("construct_page_action_menu")
def submitting_has_a_name_in_the_editors_language(
    items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    for place, item in enumerate(items):
        if item.name == SubmitForModerationMenuItem.name:
            items[place] = SubmitForApproval(order=item.order)

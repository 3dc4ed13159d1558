"""The approval by another person, where Wagtail's page views meet it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages as wagtail_messages
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


@hooks.register("after_edit_page")
def an_approver_is_told_what_came_of_it(request: HttpRequest, page: Page) -> None:
    """Wagtail says only that the page was updated, which it says of a draft too."""
    if not _is_approval(request) or page.workflow_in_progress:
        return
    shown = Page.objects.get(pk=page.pk)
    if shown.has_unpublished_changes and shown.scheduled_revision:
        when = localize(localtime(shown.scheduled_revision.approved_go_live_at))
        messages.success(request, _("Approved. It will be published on %(when)s.") % {"when": when})
    elif shown.live and not shown.has_unpublished_changes:
        messages.success(request, _("Approved and published. Readers see it now."))


@hooks.register("before_edit_page")
def whoever_may_approve_is_led_to_what_is_new(request: HttpRequest, page: Page) -> None:
    """Wagtail has that comparison in a window that nobody finds."""
    if request.method == "POST" or not page.live or not page.workflow_in_progress:
        return
    task = page.current_workflow_task
    if task and any(name == APPROVE for name, _label, _form in task.get_actions(page, request.user)):
        changes = reverse("wagtailadmin_pages:revisions_compare", args=(page.pk, "live", "latest"))
        wagtail_messages.info(
            request,
            _("Readers see an older text than this one."),
            buttons=[wagtail_messages.button(changes, _("See what is new"), new_window=True)],
        )


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

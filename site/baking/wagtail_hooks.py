"""What editors are told of pages that could not be made for readers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from baking.models import Failure


class FailuresPanel(Component):
    """On the editor's start page: which pages readers do not see as they should be, and why."""

    name = "baking_failures"
    template_name = "baking/failures_panel.html"
    order = 50

    def __init__(self, failures: list[Failure]) -> None:
        self.failures = failures

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"failures": self.failures}


@hooks.register("construct_homepage_panels")
def show_failures(request: HttpRequest, panels: list[Component]) -> None:
    may_mend = page_permission_policy.user_has_any_permission(request.user, ["change", "publish"])
    if may_mend and (failures := list(Failure.objects.all())):
        panels.append(FailuresPanel(failures))


@hooks.register("before_edit_page")
def say_why(request: HttpRequest, page: Page) -> None:
    if request.method == "POST":
        return
    for failure in Failure.objects.filter(page=page.pk):
        messages.error(
            request,
            format_html(
                "{} <code>{}</code> {}",
                _("Readers do not see this page as it should be, at"),
                failure.path,
                failure.reason,
            ),
        )

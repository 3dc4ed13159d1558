"""A button beside a text that is older than the one it follows: somebody has read both, and they say the same."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.ui.tables import BaseColumn
from wagtail.log_actions import LogActionRegistry, log

from editing.models import VersionText

ACTION = "editing.still_right"


class StillRightColumn(BaseColumn):
    cell_template_name = "editing/still_right_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        if instance.changed:
            context["url"] = reverse("editing:still_right", args=[instance.page.pk, instance.version])
            context["token"] = get_token(parent_context["request"])
        return context


@require_POST
def still_right(request: HttpRequest, page: int, version: str) -> HttpResponse:
    """Notes that the text in `version` was as right today as if it had been written today."""
    text = get_object_or_404(VersionText.objects.select_related("page"), page=page, version=version)
    if not text.page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    text.changed_at = timezone.now()
    text.save()
    log(text.page.specific, ACTION, user=request.user, data={"version": version})
    messages.success(request, _("It is noted that both texts say the same."))
    return redirect("editing:translation")


@hooks.register("register_log_actions")
def name_it_in_the_history(actions: LogActionRegistry) -> None:
    actions.register_action(
        ACTION,
        gettext_lazy("Read a translation again"),
        gettext_lazy("A translation was read again: it says the same as the text that it follows"),
    )

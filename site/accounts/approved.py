"""What comes of an approval. Wagtail loads this while it makes its own models, so it imports none."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from accounts.models import User


def publish_approved(workflow_state: "WorkflowState", user: "User | None" = None) -> None:
    """Publishes the version that was approved, or sets it to its time. Raises PermissionDenied where a workflow ends
    without an approval by another person: this is the only door by which a page of the editor gets to readers."""
    step = workflow_state.current_task_state
    task = apps.get_model("accounts.ApprovalByAnother")
    if step is None or step.status != step.STATUS_APPROVED or not isinstance(step.task.specific, task):
        raise PermissionDenied
    step.revision.publish(user=user, skip_permission_checks=True)

"""Nobody publishes alone: a page goes to readers when somebody approves it who has written none of what is new."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

APPROVE = "approve"


def not_yet_approved(page: Page) -> QuerySet[Revision]:
    """The versions of `page` that were saved after the newest one which readers see or somebody else approved."""
    shown = Page.objects.filter(pk=page.pk).values("live_revision")
    settled = page.revisions.filter(Q(pk__in=shown) | Q(task_states__status=TaskState.STATUS_APPROVED))
    newest = settled.order_by("-created_at", "-pk").first()
    if newest is None:
        return page.revisions
    return page.revisions.filter(created_at__gte=newest.created_at).exclude(pk=newest.pk)


def is_author(user: AbstractBaseUser, page: Page) -> bool:
    """Whether `user` saved any version of `page` that waits for approval: not only the last one."""
    return not_yet_approved(page).filter(user_id=user.pk).exists()


class WaitsForAnother(WorkflowLock):
    """Says to those who may change a waiting page what that means for its approval."""

    def get_message(self, user: AbstractBaseUser) -> str | None:
        if self.for_user(user):
            return super().get_message(user)
        if is_author(user, self.object):
            return gettext("You have written something of this version, so another publisher approves it.")
        return gettext("This page waits for approval. If you change it, another publisher must approve it.")


class ApprovalByAnother(AbstractGroupApprovalTask):
    """One of the groups approves, but nobody a page of whose new versions they saved one."""

    lock_class = WaitsForAnother

    class Meta:
        verbose_name = _("approval by another person")
        verbose_name_plural = _("approvals by another person")

    @classmethod
    def get_description(cls) -> str:
        return gettext("Somebody of these groups approves who has written none of what is new.")

    def get_actions(self, obj: Page, user: AbstractBaseUser) -> list[tuple[str, str, bool]]:
        actions = super().get_actions(obj, user)
        if actions and is_author(user, obj):
            return [action for action in actions if action[0] != APPROVE]
        return actions

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: AbstractBaseUser, action_name: str, **kwargs: Any) -> Any:
        """Does nothing for an author, and when somebody decided a moment before.

        Wagtail saves what an approving editor changed in the same request: that must stay, so nothing is raised here.
        """
        waiting = TaskState.objects.select_for_update().filter(status=TaskState.STATUS_IN_PROGRESS)
        step = waiting.filter(pk=task_state.pk).first()
        if step is None or (action_name == APPROVE and is_author(user, step.workflow_state.content_object)):
            return None
        return super().on_action(step, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: AbstractBaseUser, **kwargs: Any) -> QuerySet[TaskState]:
        steps = super().get_task_states_user_can_moderate(user, **kwargs)
        own = [step.pk for step in steps if is_author(user, step.workflow_state.content_object)]
        return steps.exclude(pk__in=own)

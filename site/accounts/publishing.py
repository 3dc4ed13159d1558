"""How a page gets published: an editor submits, a publisher who has not written it approves."""

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Task, TaskState, Workflow, WorkflowPage, WorkflowTask

from accounts.approval import ApprovalByAnother

# Made by Wagtail's own migrations for its own groups.
WAGTAILS_OWN = "Moderators approval"

# Wagtail shows names as they are kept, to editors in all three languages.
NAME = "Hyväksyntä · Godkännande · Approval"
EARLIER_NAMES = ("Julkaisija hyväksyy", "A publisher approves")


def set_up_workflow(approvers: Group) -> None:
    """Every page is published by the approval of one of `approvers`. Repeatable; keeps names changed since."""
    Workflow.objects.filter(name=WAGTAILS_OWN).delete()
    Task.objects.filter(name=WAGTAILS_OWN).delete()
    task = ApprovalByAnother.objects.filter(groups=approvers).first()
    if task is None:
        task = ApprovalByAnother.objects.create(name=NAME)
        task.groups.add(approvers)
    for earlier in GroupApprovalTask.objects.filter(groups=approvers):
        _take_over(earlier, task)
    step = WorkflowTask.objects.filter(task=task).first()
    if step is None:
        step = WorkflowTask.objects.create(workflow=Workflow.objects.create(name=NAME), task=task, sort_order=0)
    Workflow.objects.filter(pk=step.workflow_id, name__in=EARLIER_NAMES).update(name=NAME)
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": step.workflow})


def _take_over(earlier: GroupApprovalTask, task: ApprovalByAnother) -> None:
    """Pages that wait for `earlier` wait for `task` from now on, and what was decided stays in their history."""
    WorkflowTask.objects.filter(task=earlier).update(task=task)
    TaskState.objects.filter(task=earlier).update(task=task)
    earlier.delete()

"""How a page gets published: an editor submits, a publisher approves."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import GroupApprovalTask, Page, Task, Workflow, WorkflowPage, WorkflowTask

# Made by Wagtail's own migrations for its own groups.
WAGTAILS_OWN = "Moderators approval"


def set_up_workflow(approvers: Group) -> None:
    """Every page is published by the approval of one of `approvers`. Repeatable; keeps names changed since."""
    Workflow.objects.filter(name=WAGTAILS_OWN).delete()
    Task.objects.filter(name=WAGTAILS_OWN).delete()
    with translation.override(settings.LANGUAGE_CODE):
        name = gettext("A publisher approves")
    task = GroupApprovalTask.objects.filter(groups=approvers).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.add(approvers)
    step = WorkflowTask.objects.filter(task=task).first()
    if step is None:
        step = WorkflowTask.objects.create(workflow=Workflow.objects.create(name=name), task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": step.workflow})

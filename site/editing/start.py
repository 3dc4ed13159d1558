"""The editor's start page: what is due, each in one line that leads to it, and what each role does most often."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Site

from accounts.doors import MANAGE_STAFF
from editing.due import Due, what_is_due
from editing.reports.hooks import works_on_pages


class Act(NamedTuple):
    text: str
    url: str


class StartPanel(Component):
    """`due`: None for those who have nothing to do with pages."""

    name = "start"
    template_name = "editing/start_panel.html"
    order = 10

    def __init__(self, due: list[Due] | None, acts: list[Act]) -> None:
        self.due, self.acts = due, acts

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"due": self.due, "acts": self.acts}


@hooks.register("construct_homepage_panels")
def show_what_is_due(request: HttpRequest, panels: list[Component]) -> None:
    due = what_is_due(request.user) if works_on_pages(request) else None
    acts = often_done(request)
    if due is not None or acts:
        panels.append(StartPanel(due, acts))


# After those of Wagtail.
@hooks.register("construct_homepage_summary_items", order=1000)
def count_nothing(request: HttpRequest, items: list[Component]) -> None:
    """Not how many pages and pictures there are: nobody does anything about that."""
    items.clear()


def often_done(request: HttpRequest) -> list[Act]:
    """By whoever signed in, as far as their role goes."""
    acts = []
    if request.user.has_perm("home.change_sitenotice"):
        url = reverse("wagtailsettings:edit", args=["home", "sitenotice"])
        acts.append(Act(_("Put a notice on every page"), url))
    if works_on_pages(request) and (site := Site.objects.filter(is_default_site=True).first()):
        front_page = [site.root_page_id]
        acts.append(Act(_("Write a new page"), reverse("wagtailadmin_pages:add_subpage", args=front_page)))
        acts.append(Act(_("Look through the pages"), reverse("wagtailadmin_explore", args=front_page)))
    if request.user.has_perm(MANAGE_STAFF):
        acts.append(Act(_("Staff accounts"), reverse("staff_accounts")))
    return acts

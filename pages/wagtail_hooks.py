from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, re_path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from pages.links import AnsweringPageLinkHandler
from pages.views import editor_picture


@hooks.register("register_admin_urls")
def pictures_of_the_editor() -> list[URLPattern]:
    """What the editor shows of pictures stands behind its sign-in, whether or not a page shows it."""
    return [re_path(r"^pictures/(?P<name>(?a:\w[\w.-]*))$", editor_picture, name="editor_picture")]


@hooks.register("register_rich_text_features", order=100)
def links_lead_to_addresses_that_answer(features: FeatureRegistry) -> None:
    """After Wagtail's own handler of the same name, which this takes the place of."""
    features.register_link_type(AnsweringPageLinkHandler)


@hooks.register("before_edit_page")
def a_step_that_is_over_is_not_taken_again(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail takes for granted that there is a step of the workflow left. There is none when two people approve at
    once."""
    if not request.POST.get("action-workflow-action") or page.current_workflow_task is not None:
        return None
    messages.error(request, _("Somebody has decided on this page already."))
    return redirect("wagtailadmin_pages:edit", page.pk)

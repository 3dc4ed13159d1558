from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, re_path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from pages.links import AnsweringPageLinkHandler
from pages.views import editor_pdf, editor_picture


@hooks.register("register_admin_urls")
def uploads_of_the_editor() -> list[URLPattern]:
    """What the editor shows of pictures and PDFs stands behind its sign-in, whether or not a page shows it."""
    return [
        re_path(r"^pictures/(?P<name>(?a:\w[\w.-]*))$", editor_picture, name="editor_picture"),
        re_path(r"^pdf/(?P<name>[0-9a-f]+\.pdf)$", editor_pdf, name="editor_pdf"),
    ]


@hooks.register("register_rich_text_features", order=100)
def links_lead_to_addresses_that_answer(features: FeatureRegistry) -> None:
    """After Wagtail's own handler of the same name, which this takes the place of."""
    features.register_link_type(AnsweringPageLinkHandler)


@hooks.register("before_edit_page")
def who_saved_meanwhile(request: HttpRequest, page: Page) -> None:
    """Beside what the form says then, see `pages.forms`: who it was, and the way to what they changed."""
    loaded, latest = request.POST.get("loaded_revision_id", ""), page.latest_revision
    if not loaded.isdigit() or latest is None or loaded == str(latest.pk):
        return
    changes = reverse("wagtailadmin_pages:revisions_compare", args=(page.pk, int(loaded), latest.pk))
    messages.warning(
        request,
        _("Saved by %(name)s meanwhile.") % {"name": latest.user or _("somebody")},
        buttons=[messages.button(changes, _("See what was changed"), new_window=True)],
    )


@hooks.register("before_edit_page")
def a_step_that_is_over_is_not_taken_again(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail takes for granted that there is a step of the workflow left. There is none when two people approve at
    once."""
    if not request.POST.get("action-workflow-action") or page.current_workflow_task is not None:
        return None
    messages.error(request, _("Somebody has decided on this page already."))
    return redirect("wagtailadmin_pages:edit", page.pk)

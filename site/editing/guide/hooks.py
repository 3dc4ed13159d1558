from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from editing.guide.views import guide

# Wagtail's own guide is about another editor than ours, in English, and elsewhere on the internet.
ELSEWHERE = ("editor-guide", "whats-new-in-wagtail")


@hooks.register("register_admin_urls")
def address_of_the_guide() -> list[URLPattern]:
    return [path("guide/", guide, name="editors_guide")]


@hooks.register("register_admin_menu_item")
def guide_in_the_menu() -> MenuItem:
    return MenuItem(_("Guide"), reverse("editors_guide"), name="guide", icon_name="help", order=50)


@hooks.register("construct_help_menu")
def nothing_from_elsewhere(request, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(ELSEWHERE)]

"""What nobody does alone in the editor. Readers get a page by its workflow only: see the approval in `accounts`."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import PagePermissionTester


class ByTwoPeople(PagePermissionTester):
    """Nobody publishes; whoever may publish elsewhere withdraws, moves, orders and unschedules here."""

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        return super().can_publish()

    def can_set_view_restrictions(self) -> bool:
        return super().can_publish()


class SitePageCopyForm(CopyForm):
    """A copy is a draft. An alias shows what was approved already, so a publisher makes one alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("publish_copies", None)

    def clean(self) -> dict[str, Any]:
        # Wagtail asks for an alias whether its maker may publish.
        alias = self.cleaned_data.pop("alias", False)
        answers = super().clean()
        parent = answers.get("new_parent_page") or self.page.get_parent()
        if alias and not PagePermissionTester(self.user, parent).can_publish_subpage():
            self.add_error("alias", _("You cannot make an alias there."))
        return answers | {"alias": alias}

"""The administrators' rooms in Wagtail's menu, addresses and history."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from accounts import staff_views
from accounts.doors import MANAGE_STAFF
from accounts.roles import Role

# What the site's history calls what administrators do: the action, its name, the sentence.
ACTS = (
    ("accounts.invite", _("Invite to the editor"), _("Invited as %(role)s")),
    ("accounts.renew", _("New invitation"), _("Password and second factor taken away")),
    ("accounts.role", _("Change the role"), _("Role changed to %(role)s")),
    ("accounts.close", _("Close the account"), _("Account closed")),
    ("accounts.open", _("Open the account again"), _("Account opened again")),
)


@hooks.register("register_admin_urls")
def addresses_of_the_staffs_accounts() -> list[URLPattern]:
    return [
        path("staff/", staff_views.accounts, name="staff_accounts"),
        path("staff/invite/", staff_views.invite, name="staff_invite"),
        path("staff/<int:account>/", staff_views.account, name="staff_account"),
        path("staff/<int:account>/role/", staff_views.change_role, name="staff_role"),
        path("staff/<int:account>/close/", staff_views.close, name="staff_close"),
        path("staff/<int:account>/invitation/", staff_views.renew, name="staff_renew"),
    ]


class StaffAccountsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MANAGE_STAFF)


@hooks.register("register_admin_menu_item")
def staff_accounts_in_the_menu() -> MenuItem:
    return StaffAccountsItem(_("Staff accounts"), reverse("staff_accounts"), name="staff", icon_name="group", order=60)


@hooks.register("register_log_actions")
def what_administrators_do_has_names(actions: LogActionRegistry) -> None:
    for action, label, message in ACTS:
        actions.register_action(action)(_formatter(label, message))


def _formatter(name: Promise, sentence: Promise) -> type[LogFormatter]:
    class StaffFormatter(LogFormatter):
        label = name

        def format_message(self, log_entry: ModelLogEntry) -> str:
            role = log_entry.data.get("role")
            return sentence % {"role": Role(role).label} if role else str(sentence)

    return StaffFormatter

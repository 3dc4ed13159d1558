"""What each role may do, as data, and the verbs that give a role. Nobody is superuser.

A role is one group, and an account has one role. Wagtail's own user management is nobody's. Administrators have
rooms for the accounts of the editor (`accounts.staff`); those of the intake are made by commands only.
"""

from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Site

from accounts.models import User
from accounts.publishing import set_up_workflow


class Role(models.TextChoices):
    """Its value is the name of its group."""

    ADMINISTRATOR = "administrator", _("administrator")
    EDITOR = "editor", _("editor")
    PUBLISHER = "publisher", _("publisher")
    INTAKE_WORKER = "intake_worker", _("intake worker")
    INTAKE_LEAD = "intake_lead", _("intake lead")
    AUDITOR = "auditor", _("auditor")


INTAKE_ROLES = frozenset({Role.INTAKE_WORKER, Role.INTAKE_LEAD, Role.AUDITOR})

_EDITOR = ("wagtailadmin.access_admin",)

# "app.codename" of each permission that holds everywhere.
PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.ADMINISTRATOR: (*_EDITOR, "accounts.manage_staff"),
    Role.EDITOR: (*_EDITOR, "home.view_sharedtext", "pages.view_office", "pages.view_figure"),
    # What is stored once shows on every page as soon as it is saved, so it is the publisher's.
    Role.PUBLISHER: (
        *_EDITOR,
        "home.change_sitefacts",
        "home.change_sitenotice",
        "home.change_sharedtext",
        "home.change_standingpages",
        "pages.add_office",
        "pages.change_office",
        "pages.delete_office",
        "pages.add_figure",
        "pages.change_figure",
        "pages.delete_figure",
        "wagtailredirects.add_redirect",
        "wagtailredirects.change_redirect",
        "wagtailredirects.delete_redirect",
    ),
    Role.INTAKE_WORKER: ("intake.work_in_intake",),
    Role.INTAKE_LEAD: ("intake.work_in_intake", "intake.lead_intake"),
    Role.AUDITOR: ("intake.audit_intake",),
}

# Codenames of permissions on the front page and everything below it.
PAGE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.EDITOR: ("add_page", "change_page"),
    Role.PUBLISHER: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}

# "app.codename" of permissions on every image and document.
_MEDIA = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)
COLLECTION_PERMISSIONS: dict[Role, tuple[str, ...]] = {Role.EDITOR: _MEDIA, Role.PUBLISHER: _MEDIA}


class RoleConflict(Exception):
    """The role would put one account on both sides of the wall around referrals."""


def group_of(role: Role) -> Group:
    return Group.objects.get_or_create(name=role.value)[0]


def role_of(user: User) -> Role | None:
    name = user.groups.values_list("name", flat=True).first()
    return Role(name) if name in Role.values else None


def account_of(username: str) -> User:
    """The account called `username`, capitals apart; made when missing, and then it has no password."""
    return User.objects.filter(username__iexact=username).first() or User.objects.create_user(username)


@transaction.atomic
def set_up_roles() -> None:
    """Makes every role's group hold exactly its permissions. Repeatable; needs the migrated tables of every app."""
    Group.objects.filter(name__in=("Editors", "Moderators")).delete()  # Wagtail's own, with rights on every page
    front_page = Site.objects.get(is_default_site=True).root_page
    everything = Collection.get_first_root_node()
    for role in Role:
        group = group_of(role)
        group.permissions.set(_permissions(PERMISSIONS[role]))
        group.page_permissions.all().delete()
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=group, page=front_page, permission=permission)
            for permission in _permissions(f"wagtailcore.{name}" for name in PAGE_PERMISSIONS.get(role, ()))
        )
        group.collection_permissions.all().delete()
        GroupCollectionPermission.objects.bulk_create(
            GroupCollectionPermission(group=group, collection=everything, permission=permission)
            for permission in _permissions(COLLECTION_PERMISSIONS.get(role, ()))
        )
    set_up_workflow(approvers=group_of(Role.PUBLISHER))


@transaction.atomic
def give_role(user: User, role: Role) -> None:
    """Makes `role` the only role of `user`. Raises RoleConflict when it crosses the wall around referrals."""
    present = role_of(user)
    if present is not None and (present in INTAKE_ROLES) != (role in INTAKE_ROLES):
        raise RoleConflict(f"{user.get_username()} is {present.label}; {role.label} needs an account of its own.")
    user.groups.set([group_of(role)])


@transaction.atomic
def make_account(username: str, role: Role, password: str) -> User:
    """The account `username`, made when missing, with `password` and `role`. It can sign in to demonstrations only."""
    set_up_roles()
    user = account_of(username)
    user.set_password(password)
    user.save()
    give_role(user, role)
    return user


def _permissions(names) -> QuerySet[Permission]:
    """The permissions called "app.codename". Raises LookupError naming those that do not exist."""
    wanted = {tuple(name.split(".")) for name in names}
    chosen = Q(pk__in=[])
    for app, codename in wanted:
        chosen |= Q(content_type__app_label=app, codename=codename)
    found = Permission.objects.filter(chosen)
    missing = wanted - set(found.values_list("content_type__app_label", "codename"))
    if missing:
        raise LookupError(f"No such permission: {', '.join('.'.join(name) for name in sorted(missing))}.")
    return found

"""Roles: who may do what, and the wall around referrals."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from wagtail.models import GroupPagePermission, Page, Workflow

from accounts.approval import ApprovalByAnother
from accounts.models import User
from accounts.roles import INTAKE_ROLES, Role, RoleConflict, give_role, group_of, make_account, role_of, set_up_roles
from tests.pages.trees import a_front_page
from tests.people import PASSWORD, member

pytestmark = pytest.mark.django_db

INTAKE_PERMISSIONS = {"intake.work_in_intake", "intake.lead_intake", "intake.audit_intake"}


@pytest.fixture
def people() -> dict[Role, User]:
    return {role: make_account(role.value, role, PASSWORD) for role in Role}


def may(user: User) -> set[str]:
    return User.objects.get(pk=user.pk).get_all_permissions()


def test_each_role_has_one_group_and_setting_up_twice_changes_nothing(people):
    def everything():
        return (
            {group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()},
            set(GroupPagePermission.objects.values_list("group__name", "page", "permission__codename")),
            set(Workflow.objects.values_list("pk", "name")),
        )

    before = everything()
    set_up_roles()
    assert everything() == before
    assert set(before[0]) == set(Role.values)


def test_only_the_intake_may_see_the_intake(people):
    assert may(people[Role.INTAKE_WORKER]) & INTAKE_PERMISSIONS == {"intake.work_in_intake"}
    assert may(people[Role.INTAKE_LEAD]) & INTAKE_PERMISSIONS == {"intake.work_in_intake", "intake.lead_intake"}
    assert may(people[Role.AUDITOR]) & INTAKE_PERMISSIONS == {"intake.audit_intake"}
    for role in set(Role) - INTAKE_ROLES:
        assert not may(people[role]) & INTAKE_PERMISSIONS, role


def test_only_the_three_roles_of_the_editor_may_enter_the_editor(people):
    admitted = {role for role, person in people.items() if "wagtailadmin.access_admin" in may(person)}
    assert admitted == {Role.ADMINISTRATOR, Role.EDITOR, Role.PUBLISHER}


def test_nobody_is_superuser_and_nobody_has_wagtails_own_rights_over_users_groups_or_workflows(people):
    assert not User.objects.filter(is_superuser=True).exists()
    for role, person in people.items():
        managing = {name for name in may(person) if name.startswith(("auth.", "accounts.", "wagtailusers.", "mfa."))}
        assert managing == ({"accounts.manage_staff"} if role == Role.ADMINISTRATOR else set()), role
        assert not {name for name in may(person) if "workflow" in name or "task" in name}


def test_an_editor_writes_pages_and_a_publisher_withdraws_them(people):
    page = Page.objects.get(depth=2)
    editor = page.permissions_for_user(people[Role.EDITOR])
    publisher = page.permissions_for_user(people[Role.PUBLISHER])
    assert editor.can_edit()
    assert editor.can_add_subpage()
    assert editor.can_submit_for_moderation()
    assert not editor.can_unpublish()
    assert publisher.can_edit()
    assert publisher.can_unpublish()


def test_nobody_publishes_a_page_alone(people):
    page = a_front_page()
    set_up_roles()
    assert page.permissions_for_user(people[Role.PUBLISHER]).can_reorder_children()
    for person in people.values():
        assert not page.permissions_for_user(person).can_publish()
        assert not page.permissions_for_user(person).can_publish_subpage()


def test_nobody_else_may_touch_a_page(people):
    page = Page.objects.get(depth=2)
    for role in set(Role) - {Role.EDITOR, Role.PUBLISHER}:
        assert not page.permissions_for_user(people[role]).can_edit(), role


def test_nobody_may_add_a_second_front_page(people):
    for person in people.values():
        assert not Page.get_first_root_node().permissions_for_user(person).can_add_subpage()


def test_a_page_is_published_by_a_publishers_approval(people):
    workflow = Page.objects.get(depth=2).get_workflow()
    (task,) = workflow.tasks
    assert isinstance(task.specific, ApprovalByAnother)
    assert set(task.specific.groups.all()) == {group_of(Role.PUBLISHER)}
    assert Workflow.objects.count() == 1


def test_shared_facts_are_changed_by_the_publisher_only(people):
    for name in ("home.change_sitefacts", "home.change_sharedtext", "pages.change_office", "pages.change_figure"):
        assert {role for role, person in people.items() if name in may(person)} == {Role.PUBLISHER}


@pytest.mark.parametrize("outside", sorted(set(Role) - INTAKE_ROLES))
@pytest.mark.parametrize("inside", sorted(INTAKE_ROLES))
def test_an_account_never_crosses_the_wall_around_referrals(outside, inside):
    outsider = make_account("outsider", outside, PASSWORD)
    insider = make_account("insider", inside, PASSWORD)
    with pytest.raises(RoleConflict):
        give_role(outsider, inside)
    with pytest.raises(RoleConflict):
        give_role(insider, outside)
    assert (role_of(outsider), role_of(insider)) == (outside, inside)


def test_an_account_has_one_role():
    person = make_account("person", Role.EDITOR, PASSWORD)
    give_role(person, Role.PUBLISHER)
    assert person.groups.count() == 1
    assert role_of(person) == Role.PUBLISHER


def test_an_invited_administrator_cannot_be_invited_into_the_intake():
    call_command("invite", "anna", "--role", "administrator")
    with pytest.raises(CommandError, match="account of its own"):
        call_command("invite", "anna", "--role", "intake_worker")
    assert role_of(User.objects.get(username="anna")) == Role.ADMINISTRATOR


def test_rights_added_by_hand_are_taken_away_again():
    set_up_roles()
    editors = group_of(Role.EDITOR)
    editors.permissions.add(Permission.objects.get(codename="work_in_intake"))
    set_up_roles()
    assert "intake.work_in_intake" not in may(member(Role.EDITOR))


def test_names_that_differ_by_capitals_only_are_one_account():
    make_account("Anna", Role.EDITOR, PASSWORD)
    make_account("anna", Role.EDITOR, PASSWORD)
    assert User.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ANNA")

"""The administrators' rooms in the editor: the staff's accounts, and their invitations, each shown once."""

from collections import Counter

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import staff
from accounts.doors import administrator_required
from accounts.forms import InvitationForm, RoleForm
from accounts.invitations import Invitation
from accounts.models import User
from accounts.roles import Role, role_of
from pages.models import SitePage


@administrator_required
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody who works in the editor, and the pages they answer for: those of a closed account need somebody."""
    answering = Counter(SitePage.objects.exclude(responsible=None).values_list("responsible", flat=True))
    rows = [
        {"account": account, "role": role_of(account), "pages": answering[account.pk]} for account in staff.editorial()
    ]
    return render(request, "accounts/staff/accounts.html", {"rows": rows})


@administrator_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        username = form.cleaned_data["username"]
        try:
            invitation = staff.invite(request.user, username, Role(form.cleaned_data["role"]))
        except staff.NameTaken:
            form.add_error("username", _("This name is not free. Choose another."))
        else:
            return _shown_once(request, username, invitation)
    return render(request, "accounts/staff/invite.html", {"form": form}, status=422 if form.errors else 200)


@administrator_required
@require_safe
def account(request: HttpRequest, account: int) -> HttpResponse:
    found = get_object_or_404(staff.editorial(), pk=account)
    role = role_of(found)
    context = {
        "account": found,
        "role": role,
        "form": RoleForm(initial={"role": role}),
        "pages": SitePage.objects.filter(responsible=found).count(),
        "is_own": found == request.user,
    }
    return render(request, "accounts/staff/account.html", context)


@administrator_required
@require_POST
def change_role(request: HttpRequest, account: int) -> HttpResponse:
    found, form = get_object_or_404(staff.editorial(), pk=account), RoleForm(request.POST)
    if not form.is_valid():
        return _refused(request, found)
    try:
        staff.change_role(request.user, found, Role(form.cleaned_data["role"]))
    except staff.NotAllowed:
        return _refused(request, found)
    messages.success(request, _("The role is changed."))
    return redirect("staff_account", found.pk)


@administrator_required
@require_POST
def close(request: HttpRequest, account: int) -> HttpResponse:
    found = get_object_or_404(staff.editorial(), pk=account)
    try:
        staff.close(request.user, found)
    except staff.NotAllowed:
        return _refused(request, found)
    messages.success(request, _("The account is closed, and its owner is signed out."))
    return redirect("staff_account", found.pk)


@administrator_required
@require_POST
def renew(request: HttpRequest, account: int) -> HttpResponse:
    """A new invitation; for a closed account it opens it again."""
    found = get_object_or_404(staff.editorial(), pk=account)
    act = staff.renew if found.is_active else staff.reopen
    try:
        invitation = act(request.user, found)
    except staff.NotAllowed:
        return _refused(request, found)
    return _shown_once(request, found.get_username(), invitation)


def _refused(request: HttpRequest, account: User) -> HttpResponse:
    messages.error(
        request, _("Nothing was changed. Nobody changes their own account, and these roles only are given.")
    )
    return redirect("staff_account", account.pk)


@sensitive_variables("invitation", "link")
def _shown_once(request: HttpRequest, username: str, invitation: Invitation) -> HttpResponse:
    """Shown in the answer itself, so that the link is kept nowhere: no session, no message, no address."""
    link = f"{settings.PUBLIC_URL or request.build_absolute_uri('/').rstrip('/')}{invitation.path}"
    return render(request, "accounts/staff/invitation.html", {"username": username, "link": link})

"""The way in: to one's own room, and through an invitation."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import invitations
from accounts.forms import EnrolmentForm
from accounts.models import User
from config.qr_code import qr_code

# In the session of whoever answers an invitation: its token with the secret shown, then the account it opened.
SHOWN = "invitation_shown"
ENROLLED = "invitation_enrolled"

# Permission that opens it, name of the room's first page.
ROOMS = (("wagtailadmin.access_admin", "wagtailadmin_home"), ("intake.work_in_intake", "intake:queue"))


@never_cache
@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Sends each role to its room; says so when a role has nothing to open."""
    for permission, first_page in ROOMS:
        if request.user.has_perm(permission):
            return redirect(first_page)
    return render(request, "account/no_room.html")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, account: str, token: str) -> HttpResponse:
    """Password and authenticator app of an invited member of staff, in one go."""
    link = invitations.Invitation(account, token)
    try:
        user = link.invited()
        secret = _secret_shown_with(token, request)
        form = EnrolmentForm(request.POST if request.method == "POST" else None, user=user)
        if form.is_valid():
            try:
                invitations.enrol(link, form.cleaned_data["password"], secret, form.cleaned_data["code"])
            except invitations.WrongCode:
                form.add_error("code", _("This is not the code that the app shows now. Wait for the next one."))
            else:
                return _to_recovery_codes(request, user)
    except invitations.InvitationDead:
        return render(request, "account/invitation_dead.html", status=410)
    address = get_adapter().build_totp_url(user, secret)
    shown = {"form": form, "invited": user, "secret": secret, "address": address, "qr_code": qr_code(address)}
    return render(request, "account/invitation.html", shown, status=422 if form.errors else 200)


@never_cache
@require_safe
def recovery_codes_once(request: HttpRequest) -> HttpResponse:
    """The recovery codes of whoever has just enrolled in this browser; a second look finds none."""
    user = User.objects.filter(pk=request.session.get(ENROLLED)).first()
    codes = invitations.recovery_codes_once(user) if user else []
    return render(request, "account/recovery_codes_once.html", {"codes": codes})


def _secret_shown_with(token: str, request: HttpRequest) -> str:
    """The secret of the authenticator app: one per invitation and browser, so that reloading keeps the picture."""
    kept = request.session.get(SHOWN)
    if not (isinstance(kept, list) and kept[0] == token):
        kept = request.session[SHOWN] = [token, generate_totp_secret()]
    return kept[1]


def _to_recovery_codes(request: HttpRequest, user: User) -> HttpResponseRedirect:
    """Forgets whoever used this browser before, the secret included."""
    logout(request)
    request.session[ENROLLED] = user.pk
    response = redirect("account_recovery_codes_once")
    response.status_code = 303
    return response

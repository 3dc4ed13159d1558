"""The public pages of asking and answering. A visitor's words are locals here, on their way to `receive`."""

import logging
from typing import Any

from django.db import Error as DatabaseTrouble
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from config.addresses import offer_languages
from config.errors import RETRY_AFTER, unavailable
from config.limits import NOT_KEPT, public_form
from referrals import receipts, replies, sealing, tokens
from referrals.forms import ContactForm, ReplyForm
from referrals.receive import FormClosed, Outcome, already_received, form_is_open, receive

logger = logging.getLogger(__name__)

WRONG = 422
CLOSED = 503

NO_FILES = _("Files cannot be sent here. Nothing you wrote is lost. Please write in words, then send again.")
EXPIRED = _("This page was open for a long time. Nothing you wrote is lost. Please send again.")
NEW_NUMBER = _("We had to give you a new reply number. Nothing you wrote is lost. Please send again.")
TOO_LONG = _("Your answers are too long together. The limit is 64 kilobytes. Please make them shorter.")
NO_REPLIES = _("Replies cannot be read at the moment. Keep your reply number. Try again later, or call us.")


@public_form
@sensitive_variables()
def referral_form(request: HttpRequest) -> HttpResponse:
    """Shows the form for oneself, and takes it: 303 when it was stored, 422 with everything kept when not."""
    offer_languages(request, "referral_form")
    try:
        if request.method == "POST":
            return _take(request)
        if form_is_open():
            return _form_page(request, ContactForm())
        return _closed_page(request, ContactForm())
    except (FormClosed, DatabaseTrouble) as error:
        logger.error("The contact form is closed: %s.", type(error).__name__)
        return _closed_page(request, ContactForm(request.POST if request.method == "POST" else None))


@sensitive_variables()
def _take(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = ContactForm(request.POST)
    code = request.POST.get("code", "")
    try:
        token = tokens.read(request.POST.get("token", ""), ContactForm.name)
    except tokens.BadToken:
        return _ask_again(request, form, NEW_NUMBER)
    if not token.belongs_to(code):
        return _ask_again(request, form, NEW_NUMBER)
    if token.has_expired(now) and not already_received(token, code):
        if not token.can_be_renewed(now):
            return _ask_again(request, form, NEW_NUMBER)
        return _ask_again(request, form, EXPIRED, token.renewed(now), code)
    if getattr(request, "refused_file", False):
        return _ask_again(request, form, NO_FILES, token, code)
    if not form.is_valid():
        return _form_page(request, form, token, code, status=WRONG)
    try:
        outcome = receive(token, code, form.answers(), language=translation.get_language() or "fi", now=now)
    except sealing.TooLarge:
        return _ask_again(request, form, TOO_LONG, token, code)
    if outcome is Outcome.CONFLICT:
        return _ask_again(request, form, NEW_NUMBER)
    # See Other: a 200 in answer to a POST makes browsers keep the whole body in their session file on disk.
    response = redirect(reverse("thank_you"))
    response.status_code = 303
    return response


def _ask_again(
    request: HttpRequest, form: ContactForm, why: Any, token: tokens.Token | None = None, code: str = ""
) -> HttpResponse:
    form.add_error(None, why)
    return _form_page(request, form, token, code, status=WRONG)


def _form_page(
    request: HttpRequest,
    form: ContactForm,
    token: tokens.Token | None = None,
    code: str = "",
    status: int = NOT_KEPT,
) -> HttpResponse:
    """The form with its token and reply number, new ones where none are given."""
    if token is None:
        code = receipts.new_code()
        token = tokens.issue(form.name, code, timezone.now())
    context = {"form": form, "token": token.signed(), "code": code, "spaced_code": receipts.spaced(code)}
    return render(request, "referrals/contact_form.html", context, status=status)


def _closed_page(request: HttpRequest, form: ContactForm) -> HttpResponse:
    """What was typed, to copy or to read out on the phone; nothing could be stored."""
    response = render(request, "referrals/closed.html", {"form": form}, status=CLOSED)
    response["Retry-After"] = RETRY_AFTER
    return response


@require_safe
@never_cache
def professional_form(request: HttpRequest) -> HttpResponse:
    offer_languages(request, "professional_form")
    return render(request, "referrals/professional.html")


@require_safe
def thank_you(request: HttpRequest) -> HttpResponse:
    """After sending. Holds no number and no answer, so it may be left open."""
    offer_languages(request, "thank_you")
    response = render(request, "referrals/thank_you.html")
    response["Cache-Control"] = "no-store"
    return response


@public_form
@sensitive_variables()
def reply(request: HttpRequest) -> HttpResponse:
    """Asks for a reply number, and shows the replies that it opens.

    A number that is unknown and one that has no reply yet are answered with the same bytes.
    """
    offer_languages(request, "reply")
    try:
        return _show_replies(request)
    except DatabaseTrouble as error:
        logger.error("Replies cannot be read: %s.", type(error).__name__)
        return unavailable(request, reason=NO_REPLIES)


@sensitive_variables()
def _show_replies(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        replies.require_readable()
        return _reply_page(request, ReplyForm())
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _reply_page(request, form, status=WRONG)
    found = replies.read(form.cleaned_data["code"])
    return _reply_page(request, ReplyForm(), replies=found, was_asked=True)


def _reply_page(request: HttpRequest, form: ReplyForm, status: int = NOT_KEPT, **context: Any) -> HttpResponse:
    response = render(request, "referrals/reply.html", {"form": form, **context}, status=status)
    response.content = padded(response.content)
    return response


def padded(body: bytes, step: int = 32 * 1024) -> bytes:
    """HTML with spaces after it, up to a multiple of `step` bytes: the size of an answer does not tell its kind."""
    return body.ljust(-(-len(body) // step) * step)

"""Around what staff do in the editor: one transaction with its bake rows, then the pages at once."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.management import call_command
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.models import Page, Revision

from baking.baker import PATIENCE, bake_at_once
from baking.models import Change
from baking.notice import BakedNotice
from baking.storing import Busy

View = Callable[..., HttpResponseBase]


def published_whole(view: View) -> View:
    """For every view of the editor. What a POST changes is committed together with the rows that have it baked
    (Wagtail tells of a publication only after its own transaction); then the pages it named are baked, and whoever
    published them is told of those that could not be.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            last = Change.objects.order_by("pk").values_list("pk", flat=True).last() or 0
            response = view(request, *args, **kwargs)
            named = set(Change.objects.filter(pk__gt=last).values_list("page", flat=True))
            pages = {page for page in named if page is not None}
        if None in named:
            # What every page shows may be the notice, and that nobody should wait for.
            with suppress(Busy):
                BakedNotice().step(PATIENCE)
        if pages and (failures := bake_at_once(pages)):
            messages.error(request, failed_to_bake(len({failure.page for failure in failures})))
        return response

    return wrapped


def failed_to_bake(pages: int) -> str:
    return ngettext(
        "Readers do not see the page as it should be: it could not be made, or lacks something. Open it to see why.",
        "Readers do not see %(pages)s pages as they should be: these could not be made, or lack something. Open them"
        " to see why.",
        pages,
    ) % {"pages": pages}


def publish_scheduled() -> None:
    """Publishes and withdraws the pages whose time has come, each with its bake row or not at all."""
    now = timezone.now()
    is_due = (
        Revision.objects.filter(approved_go_live_at__lt=now).exists()
        or Page.objects.filter(live=True, expire_at__lt=now).exists()
    )
    if is_due:
        with transaction.atomic():
            call_command("publish_scheduled", verbosity=0)

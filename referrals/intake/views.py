"""What a worker's browser asks of the server. Everything it gets is sealed; everything it sends is."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.doors import intake_worker_required
from referrals.intake import answering, bodies, epochs, opening
from referrals.intake.bodies import Malformed, base64_of
from referrals.intake.labels import FACTS, FIELDS
from referrals.intake.models import Case, Parcel, WorkerKey, Wrap
from referrals.intake.refusal import Refused
from referrals.models import Epoch, Kind

ROWS_AT_ONCE = 200
LONGEST_RECIPIENT = 80  # characters

# A refusal that tells the script that it came too late, and may try again with fresh numbers.
TOO_LATE = {"seq", "epoch", "number", "roster"}

View = Callable[..., HttpResponse]


@require_GET
@intake_worker_required
def queue(request: HttpRequest) -> HttpResponse:
    """The page that everything happens in. It holds words and no referral."""
    return render(request, "intake/queue.html", {"fields": FIELDS, "facts": FACTS})


def answers_json(view: View) -> View:
    """For the script's own addresses: behind the workers' door, clear 4xx answers, `{"error": word}` in them."""

    @intake_worker_required
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return JsonResponse(view(request, *args, **kwargs))
        except Malformed as error:
            return JsonResponse({"error": "malformed"}, status=error.status)
        except Refused as error:
            return JsonResponse({"error": error.reason}, status=409 if error.reason in TOO_LATE else 422)
        except (Case.DoesNotExist, WorkerKey.DoesNotExist):
            # Not 404: the language middleware would answer that with a redirect to a page of the public site.
            return JsonResponse({"error": "unknown"}, status=410)

    return answered


@require_GET
@answers_json
def identity(request: HttpRequest) -> dict[str, Any]:
    """The worker's own secret key, under the passphrase that only they know."""
    key = WorkerKey.objects.get(worker=request.user)
    return {"recipient": key.recipient, "file": base64_of(key.identity_file)}


@require_GET
@answers_json
def wraps_of_worker(request: HttpRequest) -> dict[str, Any]:
    key = WorkerKey.objects.get(worker=request.user)
    rows = Wrap.objects.filter(recipient=key.recipient).order_by("epoch")
    return {"wraps": [{"epoch": w.epoch, "format": w.format, "wrap": base64_of(w.ciphertext)} for w in rows]}


@require_GET
@answers_json
def rows(request: HttpRequest) -> dict[str, Any]:
    """A page of the queue, in the order of case ids: `?after=` the last id of the page before."""
    cases = list(Case.objects.after(_case_id(request.GET.get("after"))).select_related("assignee")[:ROWS_AT_ONCE])
    referrals = Parcel.objects.filter(case__in=cases, kind=Kind.REFERRAL).defer("parcel")
    first = {parcel.case_id: parcel for parcel in referrals}
    return {
        "rows": [_row(case, first.get(case.pk)) for case in cases],
        "more": len(cases) == ROWS_AT_ONCE,
    }


@require_POST
@answers_json
def open_case(request: HttpRequest, case: uuid.UUID) -> dict[str, Any]:
    return {
        "case": str(case),
        "parcels": [{**_outside(parcel), "parcel": base64_of(parcel.parcel)} for parcel in opening.hand_over(case)],
    }


@require_GET
@answers_json
def next_seq(request: HttpRequest, case: uuid.UUID) -> dict[str, Any]:
    return {"seq": Case.objects.get(pk=case).next_seq}


@require_POST
@answers_json
def reply(request: HttpRequest, case: uuid.UUID) -> dict[str, Any]:
    body = bodies.read_object(request, {"seq", "epoch", "format", "for_visitor", "copy"})
    answering.answer(
        case,
        request.user,
        seq=bodies.number(body["seq"]),
        for_visitor=bodies.octets(body["for_visitor"]),
        copy=bodies.octets(body["copy"]),
        epoch=bodies.number(body["epoch"]),
        format=bodies.number(body["format"]),
    )
    return {}


@require_http_methods(["GET", "POST"])
@answers_json
def epoch(request: HttpRequest) -> dict[str, Any]:
    """GET: the epoch that is sealed to now, and for whom the next one must be wrapped. POST: opens the next."""
    if request.method == "POST":
        body = bodies.read_object(request, {"number", "recipient", "format", "wraps"})
        epochs.open_epoch(
            bodies.number(body["number"]),
            bodies.text(body["recipient"], LONGEST_RECIPIENT),
            {
                bodies.text(recipient, LONGEST_RECIPIENT): bodies.octets(wrap)
                for recipient, wrap in bodies.mapping(body["wraps"]).items()
            },
            format=bodies.number(body["format"]),
        )
    newest, roster = Epoch.objects.newest(), epochs.current_roster()
    return {
        "newest": {"number": newest.number, "recipient": newest.recipient} if newest else None,
        "next": epochs.next_number(),
        "recipients": sorted(roster.recipients) if roster else None,
    }


def _case_id(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise Malformed from None


def _row(case: Case, referral: Parcel | None) -> dict[str, Any]:
    return {
        "case": str(case.pk),
        "arrived_on": case.arrived_on.isoformat(),
        "lane": case.lane,
        "state": case.state,
        "assignee": case.assignee.get_username() if case.assignee else None,
        "referral": {**_outside(referral), "summary": base64_of(referral.summary)} if referral else None,
    }


def _outside(parcel: Parcel) -> dict[str, Any]:
    return {
        "kind": parcel.kind,
        "seq": parcel.seq,
        "arrived_on": parcel.arrived_on.isoformat(),
        "format": parcel.format,
        "epoch": parcel.epoch,
        "sealed_by": parcel.sealed_by,
    }

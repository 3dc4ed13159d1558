"""Handing a referral over to a worker. What "opened" means is that the server did this."""

import uuid

from django.db import transaction

from referrals.intake.models import Case, Parcel, State


def hand_over(case: uuid.UUID) -> list[Parcel]:
    """The sealed parcels of one case, oldest first; a new case is opened by it.

    Raises `Case.DoesNotExist`.
    """
    with transaction.atomic():
        Case.objects.filter(pk=case, state=State.NEW).update(state=State.OPENED)
        return list(Case.objects.get(pk=case).parcels.order_by("seq"))

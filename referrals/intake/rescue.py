"""Writes everything sealed as `.age` files, for the day on which only stock `age` is left.

No secret is needed for it, and none is written: whoever holds a key opens the files on a machine of their own.
"""

import os
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from referrals.intake.models import Parcel, RecoveryKey, WorkerKey, Wrap
from referrals.models import Destination, OutboxItem


class FolderInUse(Exception):
    """The folder exists and holds something; nothing was written."""


def write_everything(folder: Path) -> tuple[int, int]:
    """Writes wraps, parcels and a page of instructions into `folder`. Returns how many wraps and parcels.

    Parcels that are still on their way to the intake are among them. Raises `FolderInUse`, and `OSError`.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FolderInUse
    wraps, parcels = folder / "wraps", folder / "parcels"
    wraps.mkdir(mode=0o700)
    parcels.mkdir(mode=0o700)
    counted = _write_wraps(wraps), _write_parcels(parcels)
    _write(folder / "README.txt", _instructions().encode("utf-8"))
    return counted


def _write_wraps(folder: Path) -> int:
    recovery = set(RecoveryKey.objects.values_list("recipient", flat=True))
    workers = dict(WorkerKey.objects.values_list("recipient", "worker__username"))
    count = 0
    for wrap in Wrap.objects.order_by("epoch", "recipient").iterator():
        holder = "recovery" if wrap.recipient in recovery else "worker"
        _write(folder / f"{_epoch(wrap.epoch)}-{holder}-{wrap.recipient}.age", bytes(wrap.ciphertext))
        count += 1
    listing = "".join(f"{recipient} {name}\n" for recipient, name in sorted(workers.items(), key=lambda one: one[1]))
    _write(folder / "workers.txt", listing.encode("utf-8"))
    return count


def _write_parcels(folder: Path) -> int:
    count = 0
    for parcel in Parcel.objects.order_by("case", "seq").iterator():
        count += _write_parcel(folder, parcel.case_id, parcel)
    for item in OutboxItem.objects.filter(destination=Destination.INTAKE).iterator():
        count += _write_parcel(folder, item.case, item)
    return count


def _write_parcel(folder: Path, case: object, row: Parcel | OutboxItem) -> int:
    """One parcel and, where there is one, its summary. One that was forwarded meanwhile is written once."""
    name = f"{_epoch(row.epoch)}-{case}-{row.seq:04d}-{row.kind}"
    path = folder / f"{name}.age"
    if path.exists():
        return 0
    _write(path, bytes(row.parcel))
    if row.summary:
        _write(folder / f"{name}-summary.age", bytes(row.summary))
    return 1


def _epoch(number: int) -> str:
    return f"epoch-{number:04d}"


def _instructions() -> str:
    """The page in each language of the site, one after the other."""
    pages = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            pages.append(render_to_string("intake/rescue/README.txt").strip())
    return "\n\n\n".join(pages) + "\n"


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)

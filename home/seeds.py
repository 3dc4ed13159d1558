"""What the set-up command has put into the database, so that it can tell an editor's work from its own."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeedRecord(models.Model):
    """One seeded thing. It is the command's own as long as it still is as the command left it."""

    key = models.CharField(max_length=80, unique=True)  # such as "page:help" or "text:before_form"
    object_id = models.CharField(max_length=40)
    source = models.CharField(max_length=64)  # fingerprint of the content that it was made from
    values = models.JSONField()  # fingerprint of each seeded field as stored; others are nobody's concern

    class Meta:
        verbose_name = _("seed record")
        verbose_name_plural = _("seed records")
        ordering = ["key"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.key

    def is_untouched(self, row: models.Model) -> bool:
        return stored_values(row, self.values) == self.values


def fingerprint(value: Any) -> str:
    """SHA-256 in hexadecimal of any JSON-like value; the order of keys does not count."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def stored_values(row: models.Model, names: Iterable[str]) -> dict[str, str]:
    """Fingerprints of the attributes `names` of `row`, of a field as it is stored."""
    values = {}
    for name in names:
        value = getattr(row, name)
        if hasattr(value, "get_prep_value"):
            value = value.get_prep_value()
        values[name] = fingerprint(value)
    return values


class Ledger:
    """Every seed record, and the one rule of what may be written. `counts`: "made", "renewed", "unchanged" and
    "left", which an editor has changed or deleted, or made before."""

    def __init__(self) -> None:
        self._records = {record.key: record for record in SeedRecord.objects.all()}
        self.counts: Counter[str] = Counter()

    def knows(self, key: str) -> bool:
        """Whether `key` was ever seeded, even if it has been deleted since."""
        return key in self._records

    def row(self, key: str, model: type[models.Model]) -> Any:
        """The row that was seeded as `key`; None when it never was, or is deleted."""
        record = self._records.get(key)
        return record and model._default_manager.filter(pk=record.object_id).first()

    def may_write(self, key: str, row: models.Model | None, source: Any) -> bool:
        """Whether the thing `key`, now `row`, is to be written from the content `source`."""
        record = self._records.get(key)
        if record is None:
            verdict = "made" if row is None else "left"
        elif row is None:
            verdict = "left"
        elif record.source == fingerprint(source):
            verdict = "unchanged"
        else:
            verdict = "renewed" if record.is_untouched(row) else "left"
        self.counts[verdict] += 1
        return verdict in {"made", "renewed"}

    def wrote(self, key: str, row: models.Model, source: Any, names: Iterable[str]) -> None:
        """Remember `row`, freshly read, as written from `source` in the attributes `names`."""
        self._records[key], _created = SeedRecord.objects.update_or_create(
            key=key,
            defaults={
                "object_id": str(row.pk),
                "source": fingerprint(source),
                "values": stored_values(row, names),
            },
        )

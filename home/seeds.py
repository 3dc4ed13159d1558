"""What the set-up command has put into the database, so that it can tell an editor's work from its own."""

import hashlib
import json
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

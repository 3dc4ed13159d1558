"""The form of what is stored once for many pages, and has no history: snippets and settings."""

import hashlib
import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm


class SharedForm(WagtailAdminModelForm):
    """Keeps one editor from writing over another unawares: the form carries a digest of what it was filled with."""

    as_loaded = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {name: str(self.initial.get(name)) for name in self.fields if name != "as_loaded"}
        self._now = hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
        self.fields["as_loaded"].initial = self._now

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        loaded = cleaned.get("as_loaded")
        if loaded and self.instance.pk is not None and loaded != self._now:
            self._refuse_to_write_over_another()
        return cleaned

    def _refuse_to_write_over_another(self) -> None:
        said = [
            _(
                "Somebody saved this while you were editing it. Your text is below, nothing of it is lost. If you"
                " press the button again, it takes the place of theirs."
            )
        ]
        for name, field in self.fields.items():
            theirs = self.initial.get(name)
            if name != "as_loaded" and field.has_changed(theirs, self.data.get(self.add_prefix(name))):
                said.append(_("They have in “%(field)s”: %(value)s") % {"field": field.label, "value": theirs})
        self.add_error(None, said)
        # What is shown now was loaded now: pressed again, it is saved.
        self.data = self.data.copy()
        self.data[self.add_prefix("as_loaded")] = self._now

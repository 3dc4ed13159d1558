"""What the editor's page form refuses. A draft may lack anything; what readers will see may not."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamValue

from pages.addresses import reserved, taken
from pages.languages import CODES, DEFAULT, VERSIONS, easy, is_easy, language_of_version, localized, name_of
from pages.usage import is_standing

# Not by themselves a sign that somebody began to write in a language.
ABOUT_THE_PAGE = ("address", "search_title", "description")


class SitePageForm(WagtailAdminPageForm):
    """Keeps addresses apart, one editor from writing over another unawares, and what is half done from readers."""

    take_away = forms.MultipleChoiceField(
        label=gettext_lazy("Take away"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Readers can no longer read the page in what is ticked here. The text stays in the page's history."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.published = self._published_versions()
        self.is_kept = bool(self.published) and is_standing(self.instance)
        leaving = [
            version for version in self.published if version != DEFAULT and (is_easy(version) or not self.is_kept)
        ]
        if leaving:
            self.fields["take_away"].choices = [(version, name_of(version)) for version in leaving]
        else:
            self.fields.pop("take_away", None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._refuse_to_write_over_another()
        if self._is_for_readers():
            is_approval = "workflow-action-name" in self.data
            if not is_approval:
                self._take_away(cleaned.get("take_away") or [])
            self._refuse_what_is_not_whole(is_approval)
        self._check_addresses(cleaned)
        return cleaned

    def _refuse_what_is_not_whole(self, is_approval: bool) -> None:
        for language in CODES:
            self._refuse_half_a_language(language)
        # Whoever submitted the page has said on purpose which language goes.
        if self.is_kept or not is_approval:
            self._refuse_what_vanishes()
        self._refuse_an_end()
        self._refuse_names_of_nothing()

    def _is_for_readers(self) -> bool:
        """Whether what was pressed brings the page nearer to its readers: not a draft, nor sending it back."""
        sent_back = self.data.get("workflow-action-name") == "reject" or "action-cancel-workflow" in self.data
        return not self.is_deferred_validation and not sent_back

    # --- Two editors at once ---

    def _refuse_to_write_over_another(self) -> None:
        loaded, latest = self.data.get("loaded_revision_id"), self.instance.latest_revision_id
        if loaded and latest and loaded != str(latest):
            # The form that is shown now was loaded now: pressed again, it is saved.
            self.add_error(
                None,
                _(
                    "Somebody saved this page while you were editing it. Your text is below, nothing of it is lost."
                    " Look at what was changed; if you press the button again, yours takes its place. Both stay in"
                    " the history."
                ),
            )

    # --- Languages ---

    def _published_versions(self) -> list[str]:
        """The versions in which readers can read the page now."""
        if self.instance.pk is None or not self.instance.live:
            return []
        published = type(self.instance).objects.get(pk=self.instance.pk)
        return [version for version in VERSIONS if published.is_in(version)]

    def _names_in(self, version: str) -> list[str]:
        """The form's fields of a version's text, the heading first."""
        language, page_type = language_of_version(version), type(self.instance)
        names = [
            name
            for name in self.fields
            if name.endswith(f"_{language}") and name.removesuffix(f"_{language}") not in ABOUT_THE_PAGE
        ]
        own_easy = [name for name in names if name.startswith("easy_")] if page_type.easy_when_filled else []
        return own_easy if is_easy(version) else [name for name in names if name not in own_easy]

    def _is_filled(self, name: str) -> bool:
        """A field with a fault of its own counts as filled: one message at a time."""
        value = self.cleaned_data.get(name)
        return name in self.errors or bool(value.strip() if isinstance(value, str) else value)

    def _needed_for(self, version: str) -> list[str]:
        page_type = type(self.instance)
        names = page_type.easy_when_filled if is_easy(version) else page_type.translated_when_filled
        return [localized(name, language_of_version(version)) for name in names]

    def _begun(self, version: str) -> bool:
        return any(map(self._is_filled, self._names_in(version)))

    def _take_away(self, versions: Iterable[str]) -> None:
        for version in versions:
            also = [] if is_easy(version) else [easy(version)]
            for name in [name for each in (version, *also) for name in self._names_in(each)]:
                value = self.cleaned_data.get(name)
                empty = value.stream_block.to_python([]) if isinstance(value, StreamValue) else ""
                self.cleaned_data[name] = empty

    def _refuse_half_a_language(self, language: str) -> None:
        has_easy = bool(type(self.instance).easy_when_filled) and self._begun(easy(language))
        if language == DEFAULT or has_easy or self._begun(language):
            for name in self._needed_for(language):
                if not self._is_filled(name):
                    self.add_error(name, self._why_needed(name, language, has_easy))
        if has_easy:
            for name in self._needed_for(easy(language)):
                if not self._is_filled(name):
                    self.add_error(name, _("The easy version has no text yet. Write it, or empty its introduction."))

    def _why_needed(self, name: str, language: str, has_easy: bool) -> str:
        if language == DEFAULT:
            return _("Every page is in %s: without this nobody can read it.") % name_of(language)
        if name == localized("heading", language):
            return _("There is text in this language and no heading. Write one, or empty the text.")
        if has_easy and not self._begun(language):
            return _("There is an easy version in this language and no other. Write this too.")
        return _("There is a heading in this language and no text. Write it, or empty the heading.")

    def _refuse_what_vanishes(self) -> None:
        for version in self.published:
            needed = self._needed_for(version)
            if version == DEFAULT or version in (self.cleaned_data.get("take_away") or []):
                continue
            if is_easy(version) and language_of_version(version) in (self.cleaned_data.get("take_away") or []):
                continue
            if not self._begun(version) and not any(name in self.errors for name in needed):
                self.add_error(needed[0], self._why_kept(version))

    def _why_kept(self, version: str) -> str:
        if self.is_kept and not is_easy(version):
            return _("Every page of the site leads to this one: it must stay in every language that it is in.")
        return _(
            "Readers read this page in “%(version)s” now, and it is empty. Write it again; or tick “%(version)s” under"
            " “Take away” on the tab “Settings”."
        ) % {"version": name_of(version)}

    def _refuse_an_end(self) -> None:
        if self.is_kept and self.cleaned_data.get("expire_at"):
            self.add_error("expire_at", _("Every page of the site leads to this one: it has no end."))

    # --- Text ---

    def _refuse_names_of_nothing(self) -> None:
        """Each function hooked in as `names_of_nothing` gets a text, and gives what stands for nothing in it."""
        for name in [name for version in VERSIONS for name in self._names_in(version) if name in self.cleaned_data]:
            value = self.cleaned_data[name]
            text = json.dumps(list(value.get_prep_value()), default=str) if isinstance(value, StreamValue) else value
            unknown = [found for find in hooks.get_hooks("names_of_nothing") for found in find(text or "")]
            if unknown:
                self.add_error(
                    name,
                    _("Nothing stands for %(name)s: use a name that is known, or write it out.")
                    % {"name": ", ".join(dict.fromkeys(unknown))},
                )

    # --- Addresses ---

    def _check_addresses(self, cleaned: dict[str, Any]) -> None:
        parent = self.parent_page or self.instance.get_parent()
        for language in CODES:
            name = localized("address", language)
            address = (cleaned.get(name) or "").lower()
            if not address:
                continue
            cleaned[name] = address
            if address in reserved(parent, language):
                self.add_error(name, _("The site itself uses the address “%s”. Choose another.") % address)
            elif title := taken(self.instance, parent, language).get(address):
                self.add_error(
                    name,
                    _("The page “%(title)s” beside this one already has the address “%(address)s”. Choose another.")
                    % {"title": title, "address": address},
                )


def faults_of(page: Any) -> list[str]:
    """Why `page`, as the object holds it, cannot be approved: what its form would say to whoever does."""
    form = type(page).get_edit_handler().get_form_class()(instance=page, parent_page=page.get_parent())
    form.full_clean()
    fields = {field.name: field for field in page._meta.get_fields()}
    form.cleaned_data = {name: fields[name].value_from_object(page) for name in form.fields if name in fields}
    form._refuse_what_is_not_whole(is_approval=True)
    return [str(message) for messages in form.errors.values() for message in messages]

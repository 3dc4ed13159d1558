"""What the editor's page form refuses."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from pages.addresses import reserved, taken
from pages.languages import CODES, localized


class SitePageForm(WagtailAdminPageForm):
    """Checks the address in each language: free among the pages beside it, and no fixed address of the site."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
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
        return cleaned

"""What every page of the tree is: one page in all languages, with a heading and an address in each."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from pages import addresses, redirects
from pages.forms import SitePageForm
from pages.languages import CODES, DEFAULT, active_language, localized, value_in
from pages.published import known


class SitePage(Page):
    """Between Wagtail's page and the page types. Wagtail's own title and slug follow the default language."""

    heading = models.CharField(_("heading"), max_length=255)
    address = models.SlugField(
        _("address"),
        max_length=255,
        blank=True,
        help_text=_(
            "The last part of the page's address: small letters a–z, digits, hyphens. Empty: made from the heading."
        ),
    )
    search_title = models.CharField(
        _("title in search results"), max_length=255, blank=True, help_text=_("Empty: the heading.")
    )
    description = models.TextField(
        _("description in search results"),
        blank=True,
        help_text=_("One sentence. It can be seen on a shared screen: say nothing that gives a victim away."),
    )

    base_form_class = SitePageForm
    is_creatable = False
    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    private_page_options: list[str] = []
    allowed_http_methods = ["GET", "HEAD"]
    # A copy gets these from the title and slug that the editor gives it, its old revisions too.
    exclude_fields_in_copy = ["heading", "address", localized("heading", DEFAULT), localized("address", DEFAULT)]

    # The fields that must be filled in a language before the page is in that language.
    translated_when_filled = ("heading",)

    def is_translated(self, language: str) -> bool:
        page = self.specific
        return all(value_in(page, name, language) for name in page.translated_when_filled)

    # --- Addresses ---

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        if not path_components:
            return super().route(request, path_components)
        published = known()
        child = published and published.child_at(self, path_components[0], active_language())
        child = child or addresses.child_at(self, path_components[0], active_language())
        if child is None:
            raise Http404
        return child.specific.route(request, path_components[1:])

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        language = active_language()
        with translation.override(language):
            parts = super().get_url_parts(request)
            if parts is None or parts[2] is None:
                return parts
            front_page = reverse("wagtail_serve", args=("",))
            # Wagtail's path has one slug for each page below the site's root, this one included.
            levels = parts[2].removeprefix(front_page).count("/")
            path = ""
            if levels:
                above = SitePage.objects.ancestor_of(self).order_by("-path")[: levels - 1] if levels > 1 else ()
                line = [*reversed(above), self]
                path = "".join(f"{addresses.own_address(page, language)}/" for page in line)
            return parts[0], parts[1], reverse("wagtail_serve", args=(path,))

    def url_in(self, language: str) -> str | None:
        published = known()
        if published is not None and language in published.urls.get(self.pk, {}):
            return published.urls[self.pk][language]
        with translation.override(language):
            return self.get_url()

    @property
    def language_urls(self) -> dict[str, str | None]:
        """This page's URL in each language of the site; None where it is not translated."""
        return {code: self.url_in(code) if self.is_translated(code) else None for code in CODES}

    # --- Saving ---

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        with translation.override(DEFAULT):
            addresses.complete(self)
            super().full_clean(*args, **kwargs)

    @transaction.atomic
    def save(self, *args: Any, update_fields: list[str] | None = None, **kwargs: Any) -> None:
        with translation.override(DEFAULT):
            if update_fields is not None:
                # Wagtail saves so what has no language: dates, locks, the newest revision.
                super().save(*args, update_fields=update_fields, **kwargs)
                return
            addresses.complete(self)
            with redirects.following(self):
                super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        with translation.override(DEFAULT):
            addresses.complete(self)
            return super().save_revision(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Page:
        page = super().with_content_json(content)
        if self.alias_of_id:
            # An alias follows the other page's content from an address of its own.
            for name in ("slug", "address", *(localized("address", language) for language in CODES)):
                setattr(page, name, getattr(self, name))
        return page

    # --- Showing ---

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)

    def make_preview_request(self, original_request=None, preview_mode=None, extra_request_attrs=None):
        with translation.override(preview_mode or DEFAULT):
            return super().make_preview_request(original_request, preview_mode, extra_request_attrs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        with translation.override(mode_name or DEFAULT):
            self.prepare(request)
            return super().serve_preview(request, mode_name).render()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> TemplateResponse:
        self.prepare(request)
        if self.is_translated(active_language()):
            return super().serve(request, *args, **kwargs)
        others = [
            {"code": code, "name": name, "url": url, "heading": value_in(self, "heading", code)}
            for code, name in settings.LANGUAGES
            if (url := request.language_links[code])
        ]
        context = self.get_context(request, *args, **kwargs) | {"other_languages": others}
        return TemplateResponse(request, "pages/not_in_language.html", context, status=404)

    @property
    def shown_title(self) -> str:
        return value_in(self, "search_title", active_language()) or self.heading

    @property
    def shown_description(self) -> str:
        """Never another language's: a search result is read without the page around it."""
        return value_in(self, "description", active_language()) or ""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        published, language = known(), active_language()
        below = published.below(self) if published else SitePage.objects.child_of(self).live().specific()
        return super().get_context(request, *args, **kwargs) | {
            "pages_below": [
                {"heading": page.heading, "url": f"{self.url_in(language)}{addresses.own_address(page, language)}/"}
                for page in below
                if page.is_translated(language)
            ]
        }

    def prepare(self, request: HttpRequest) -> None:
        """Put on the request what the page's surroundings show: the other languages, the pages above."""
        request.language_links = self.language_urls
        published, language = known(), active_language()
        above = published.above(self) if published else SitePage.objects.ancestor_of(self).live().specific()
        front_page = Site.find_for_request(request).root_page_id
        request.breadcrumb = [
            {"title": _("Front page") if page.pk == front_page else page.heading, "url": page.url_in(language)}
            for page in above
            if page.is_translated(language)
        ]

"""How a page of the tree is shown, to readers and in the editor's preview: in a language, and as usual or in easy
language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from pages import addresses
from pages.languages import CODES, DEFAULT, active_language, easy, is_easy, language_of_version, name_of, value_in
from pages.published import known


class ShownInVersions:
    """Mixin of `SitePage`, before Wagtail's page in the bases. Versions are those of `pages.languages`."""

    # What a page is shown by in easy language; where it can have no easy version, nothing.
    easy_template = ""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The versions. Those in easy language too where it is not written yet: it is previewed while it is."""
        modes = list(settings.LANGUAGES)
        if self.easy_template:
            modes += [(easy(code), name_of(easy(code))) for code in CODES]
        return modes

    def make_preview_request(self, original_request=None, preview_mode=None, extra_request_attrs=None):
        with translation.override(language_of_version(preview_mode or DEFAULT)):
            return super().make_preview_request(original_request, preview_mode, extra_request_attrs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        version = mode_name or DEFAULT
        with translation.override(language_of_version(version)):
            self.prepare(request, version)
            return super().serve_preview(request, version).render()

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return self.get_template(request, version=mode_name)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return self.get_context(request, version=mode_name)

    def get_template(self, request: HttpRequest, *args: Any, version: str = DEFAULT, **kwargs: Any) -> str:
        return self.easy_template if is_easy(version) else super().get_template(request, *args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, version: str | None = None, **kwargs: Any) -> TemplateResponse:
        """`version`: of `pages.languages`, in the active language; that language itself where nothing is said."""
        version = version or active_language()
        self.prepare(request, version)
        if self.is_in(version):
            return super().serve(request, *args, version=version, **kwargs)
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

    def get_context(
        self, request: HttpRequest, *args: Any, version: str | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """`version` as in `serve`. An easy version leads to the easy versions of the pages below it."""
        from pages.site_page import SitePage

        published, language = known(), active_language()
        pages = published.below(self) if published else SitePage.objects.child_of(self).live().specific()
        here = self.url_in(language)
        below = {
            page: addresses.versions_of(page, {language: f"{here}{addresses.own_address(page, language)}/"})
            for page in pages
        }
        return super().get_context(request, *args, **kwargs) | {
            "pages_below": [
                {"heading": page.heading, "url": urls.get(version or language, urls[language])}
                for page, urls in below.items()
                if urls
            ]
        }

    def prepare(self, request: HttpRequest, version: str) -> None:
        """Put on the request what the surroundings of `version` show: the other languages, the pages above.

        From an easy version the languages lead to easy versions, where there are, and the page itself is above."""
        from pages.site_page import SitePage

        request.language_links = self.language_urls
        if is_easy(version):
            request.language_links |= {code: url for code, url in self.easy_urls.items() if url}
        published, language = known(), active_language()
        above = published.above(self) if published else SitePage.objects.ancestor_of(self).live().specific()
        above = [*above, *([self] if is_easy(version) else [])]
        front_page = Site.find_for_request(request).root_page_id
        request.breadcrumb = [
            {"title": _("Front page") if page.pk == front_page else page.heading, "url": page.url_in(language)}
            for page in above
            if page.is_translated(language)
        ]

"""What every page of the tree is: one page in all languages, with a heading and an address in each."""

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.http import Http404, HttpRequest
from django.urls import Resolver404, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page, Revision, TaskState
from wagtail.search import index
from wagtail.url_routing import RouteResult

from config.addresses import easy_address
from pages import addresses, redirects
from pages.care import ANSWERING, LawReferences, ToConfirm
from pages.forms import SitePageForm
from pages.languages import (
    CODES,
    DEFAULT,
    active_language,
    easy,
    is_easy,
    language_of_version,
    localized,
    value_in,
)
from pages.published import known
from pages.publishing import ByTwoPeople, SitePageCopyForm
from pages.showing import ShownInVersions


class SitePage(ShownInVersions, ToConfirm, Page):
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

    review_by = models.DateField(
        _("look at it again by"),
        null=True,
        blank=True,
        help_text=_("The day by which somebody reads the page and sees that it is still true."),
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"groups__name__in": ANSWERING, "is_active": True},
        verbose_name=_("responsible person"),
        help_text=_("Who looks at it then. Readers do not see it."),
    )
    law_references = StreamField(
        LawReferences(),
        verbose_name=_("places in the law"),
        blank=True,
        help_text=_("On which the page rests. Shown under the text."),
    )

    # Editors find a page by its heading in any language.
    search_fields = [*Page.search_fields, *(index.AutocompleteField(localized("heading", code)) for code in CODES)]

    base_form_class = SitePageForm
    copy_form_class = SitePageCopyForm
    is_creatable = False
    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    private_page_options: list[str] = []
    allowed_http_methods = ["GET", "HEAD"]
    # A copy gets these from the title and slug that the editor gives it, its old revisions too.
    exclude_fields_in_copy = ["heading", "address", localized("heading", DEFAULT), localized("address", DEFAULT)]

    # The fields that must be filled in a language before the page is in that language.
    translated_when_filled = ("heading",)

    # What must be filled besides before it also has an easy version in that language. Empty: it never has one.
    easy_when_filled: tuple[str, ...] = ()

    def is_translated(self, language: str) -> bool:
        page = self.specific
        return all(value_in(page, name, language) for name in page.translated_when_filled)

    def is_in(self, version: str) -> bool:
        """Whether the page can be read in `version`, a language or an easy one: see `pages.languages`."""
        page, language = self.specific, language_of_version(version)
        if not page.is_translated(language):
            return False
        names = page.easy_when_filled
        return not is_easy(version) or bool(names) and all(value_in(page, name, language) for name in names)

    # --- Addresses ---

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        if not path_components:
            return super().route(request, path_components)
        published, language = known(), active_language()
        if self.live and path_components == [easy_address(language)] and self.is_in(easy(language)):
            return RouteResult(self, kwargs={"version": easy(language)})
        child = published and published.child_at(self, path_components[0], language)
        child = child or addresses.child_at(self, path_components[0], language)
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

    def resolve_subpage(self, path: str) -> None:
        """Asked by a redirect that leads to a part of a page: the easy version, in the active language. Raises
        `Resolver404` where there is none; the redirect then leads to the page."""
        language = active_language()
        if path != f"/{easy_address(language)}/" or not self.is_in(easy(language)):
            raise Resolver404({"path": path})

    def url_in(self, version: str) -> str | None:
        """The URL of `version`, see `pages.languages`, whether or not the page can be read in it."""
        published, language = known(), language_of_version(version)
        if published is not None and language in published.urls.get(self.pk, {}):
            url = published.urls[self.pk][language]
        else:
            with translation.override(language):
                url = self.get_url()
        return addresses.easy_url(url, language) if url and is_easy(version) else url

    @property
    def language_urls(self) -> dict[str, str | None]:
        """This page's URL in each language of the site; None where it is not translated."""
        return {code: self.url_in(code) if self.is_translated(code) else None for code in CODES}

    @property
    def easy_urls(self) -> dict[str, str | None]:
        """The URL of the easy version in each language; None where there is none."""
        return {code: self.url_in(easy(code)) if self.is_in(easy(code)) else None for code in CODES}

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

    def save_revision(self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any) -> Revision:
        """Never in the place of `overwrite_revision`: what was approved stays as it was approved."""
        with translation.override(DEFAULT), transaction.atomic():
            addresses.complete(self)
            revision = super().save_revision(*args, **kwargs)
            # Whoever approves a page approves what it says now, and is shown that.
            steps = TaskState.objects.for_instance(self).filter(status=TaskState.STATUS_IN_PROGRESS)
            steps.update(revision=revision)
        return revision

    def permissions_for_user(self, user: AbstractBaseUser) -> ByTwoPeople:
        return ByTwoPeople(user, self)

    def with_content_json(self, content: dict[str, Any]) -> Page:
        page = super().with_content_json(content)
        if self.alias_of_id:
            # An alias follows the other page's content from an address of its own.
            for name in ("slug", "address", *(localized("address", language) for language in CODES)):
                setattr(page, name, getattr(self, name))
        return page

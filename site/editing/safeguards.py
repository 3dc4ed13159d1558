"""Nothing that is published, or that something else uses, is deleted; what every page leads to stays published."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from accounts.approval import APPROVE
from pages.forms import faults_of
from pages.languages import CODES, name_of
from pages.site_page import SitePage
from pages.usage import is_standing, links_of, users_of

View = Callable[..., HttpResponseBase]


def _title(row: models.Model) -> str:
    return row.get_admin_display_title() if isinstance(row, Page) else str(row)


def _links(request: HttpRequest, rows: Iterable[models.Model]) -> str:
    """Each row's name, leading to where it is edited."""
    finder = AdminURLFinder(request.user)
    return format_html_join(
        ", ", '<a href="{}">{}</a>', ((finder.get_edit_url(row) or "#", _title(row)) for row in rows)
    )


def why_kept(request: HttpRequest, row: models.Model) -> str | None:
    """Why `row` cannot be deleted, to be read by staff; None where it can. Wagtail itself keeps a page with others
    below it from everybody who may not delete many at once, which no role may."""
    if isinstance(row, Page) and is_standing(row):
        return format_html(_("Every page leads to “{}”, so it cannot be deleted."), _title(row))
    if isinstance(row, Page) and row.live:
        return format_html(_("“{}” is published. Unpublish it first; then it can be deleted."), _title(row))
    if users := users_of(row):
        return format_html(
            _("“{}” is used here: {}. Take it away there first; then it can be deleted."),
            _title(row),
            _links(request, users),
        )
    return None


def why_published(page: Page, *, with_pages_below: bool) -> str | None:
    """Why `page` cannot be unpublished; None where it can."""
    for each in page.get_descendants(inclusive=True) if with_pages_below else [page]:
        if is_standing(each):
            return format_html(_("Every page leads to “{}”, so it stays published."), _title(each))
    return None


def _refused(request: HttpRequest, reason: str, back: str | None) -> HttpResponse:
    messages.error(request, reason)
    return redirect(back or "wagtailadmin_home")


def _edit_url(request: HttpRequest, row: models.Model) -> str | None:
    return AdminURLFinder(request.user).get_edit_url(row)


# --- Deleting ---


@hooks.register("before_delete_page")
def a_page_in_use_stays(request: HttpRequest, page: Page) -> HttpResponse | None:
    reason = why_kept(request, page)
    return _refused(request, reason, _edit_url(request, page)) if reason else None


@hooks.register("before_delete_snippet")
def a_snippet_in_use_stays(request: HttpRequest, rows: Iterable[models.Model]) -> HttpResponse | None:
    for row in rows:
        if reason := why_kept(request, row):
            return _refused(request, reason, _edit_url(request, row))
    return None


def _file_in_use_stays(request: HttpRequest, image_id: int = 0, document_id: int = 0) -> HttpResponse | None:
    model = get_image_model() if image_id else get_document_model()
    file = get_object_or_404(model, pk=image_id or document_id)
    reason = why_kept(request, file)
    return _refused(request, reason, _edit_url(request, file)) if reason else None


# --- Approving without the page's form ---


def _half_a_page_is_not_approved(
    request: HttpRequest, page_id: int, action_name: str, **kwargs: Any
) -> HttpResponse | None:
    """A publisher may have saved a draft since the page was submitted, and a draft may lack anything."""
    page = get_object_or_404(Page, pk=page_id)
    faults = faults_of(page.get_latest_revision_as_object()) if action_name == APPROVE else []
    return _refused(request, " ".join(faults), _edit_url(request, page)) if faults else None


# Views before which Wagtail asks no hook, with what is asked instead.
CHECKS: dict[str, Callable[..., HttpResponse | None]] = {
    "wagtailimages:delete": _file_in_use_stays,
    "wagtaildocs:delete": _file_in_use_stays,
    "wagtailadmin_pages:workflow_action": _half_a_page_is_not_approved,
}


def safeguarded(view: View) -> View:
    """A decorator for the editor's views."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        check = CHECKS.get(request.resolver_match.view_name) if request.resolver_match else None
        return (check and check(request, **kwargs)) or view(request, *args, **kwargs)

    return guarded


# --- Unpublishing ---


@hooks.register("before_unpublish_page")
def a_standing_page_stays_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    reason = why_published(page, with_pages_below=bool(request.POST.get("include_descendants")))
    return _refused(request, reason, _edit_url(request, page)) if reason else None


@hooks.register("after_unpublish_page")
def tell_who_leads_there(request: HttpRequest, page: Page) -> None:
    if users := users_of(page):
        messages.warning(
            request,
            format_html(
                _("These lead to “{}”: {}. Their words stay, without a link."), _title(page), _links(request, users)
            ),
        )


@hooks.register("before_bulk_action")
def none_of_many_is_lost(
    request: HttpRequest, action_type: str, rows: Iterable[models.Model], action: Any
) -> HttpResponse | None:
    for row in rows:
        reason = None
        if action_type == "delete":
            reason = why_kept(request, row)
        elif action_type == "unpublish" and isinstance(row, Page):
            reason = why_published(row, with_pages_below=bool(request.POST.get("include_descendants")))
        if reason:
            return _refused(request, reason, action.next_url)
    return None


# --- Handing a page on ---


def _is_handed_on(request: HttpRequest) -> bool:
    return any(name in request.POST for name in ("action-submit", "action-publish", "action-workflow-action"))


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_which_languages_are_missing(request: HttpRequest, page: Page) -> None:
    """It can be published all the same, for the readers of the others."""
    if not _is_handed_on(request) or not isinstance(page, SitePage):
        return
    missing = [name_of(language) for language in CODES if not page.is_translated(language)]
    if missing:
        messages.warning(
            request,
            format_html(
                _("“{}” has no text in: {}. Readers of that language are shown that the page is in another one."),
                _title(page),
                ", ".join(missing),
            ),
        )


# --- Links ---


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_of_links_that_lead_nowhere(request: HttpRequest, page: Page) -> None:
    """When a page is handed on. It can be published all the same: the words stay, without a link."""
    if not _is_handed_on(request):
        return
    links = dict.fromkeys(links_of(page))
    targets = SitePage.objects.specific().in_bulk([link.page_id for link in links])
    unreadable: dict[int, SitePage | None] = {}
    elsewhere: dict[SitePage, str] = {}
    for link in links:
        target = targets.get(link.page_id)
        if target is None:
            unreadable[link.page_id] = None
        elif not target.live:
            unreadable[link.page_id] = target
        elif link.language and not target.is_translated(link.language):
            elsewhere[target] = link.language
    if unreadable:
        there = [target for target in unreadable.values() if target]
        named = _links(request, there) if there else _("a page that is deleted")
        messages.warning(
            request,
            format_html(
                _("“{}” links to what readers cannot open: {}. They see the words, without a link."),
                _title(page),
                named,
            ),
        )
    for target, language in elsewhere.items():
        messages.warning(
            request,
            format_html(
                _("“{}” links in the text “{}” to a page that is not in that language: {}."),
                _title(page),
                name_of(language),
                _links(request, [target]),
            ),
        )

"""What writes down that something was changed: in the transaction of the change, so never one without the other."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from baking.models import Change
from home.models import SharedText, SiteFacts, SiteNotice, StandingPages
from pages.models import Figure, Office, PdfDocument, Picture
from pages.pictures import pages_that_show

# Everything besides pages that a page may show or an address may lead to.
SHARED: tuple[type[models.Model], ...] = (
    SharedText,
    SiteFacts,
    SiteNotice,
    StandingPages,
    Figure,
    Office,
    Redirect,
    Site,
)

# What some pages show, and Wagtail knows which.
UPLOADS: tuple[type[models.Model], ...] = (Picture, PdfDocument)


def page_changed(instance: Page, **kwargs: Any) -> None:
    Change.objects.create(page=instance.pk)


def shared_changed(instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        Change.objects.create(page=None)


def upload_changed(instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    """Told before it is deleted: afterwards nobody knows which pages showed it."""
    if not raw:
        Change.objects.bulk_create(Change(page=page) for page in sorted(pages_that_show(instance)))


def watch() -> None:
    """Called once, when Django is ready."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(page_changed, dispatch_uid="baking")
    post_delete.connect(page_changed, sender=Page, dispatch_uid="baking")
    for model in UPLOADS:
        post_save.connect(upload_changed, sender=model, dispatch_uid="baking")
        pre_delete.connect(upload_changed, sender=model, dispatch_uid="baking")
    for model in SHARED:
        post_save.connect(shared_changed, sender=model, dispatch_uid="baking")
        post_delete.connect(shared_changed, sender=model, dispatch_uid="baking")

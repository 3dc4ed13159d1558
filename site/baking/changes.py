"""What writes down that something was changed: in the transaction of the change, so never one without the other."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from baking.models import Change
from home.models import SharedText, SiteFacts, SiteNotice, StandingPages
from pages.models import Figure, Office

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


def page_changed(instance: Page, **kwargs: Any) -> None:
    Change.objects.create(page=instance.pk)


def shared_changed(instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        Change.objects.create(page=None)


def watch() -> None:
    """Called once, when Django is ready."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(page_changed, dispatch_uid="baking")
    post_delete.connect(page_changed, sender=Page, dispatch_uid="baking")
    for model in SHARED:
        post_save.connect(shared_changed, sender=model, dispatch_uid="baking")
        post_delete.connect(shared_changed, sender=model, dispatch_uid="baking")

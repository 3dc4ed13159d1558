"""What keeps the index in step: in the transaction of the change, so never one without the other."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from home.models import SharedText
from home.search import index
from home.search.page_text import every, one
from pages.models import Figure, Office

# What pages show of what is stored once.
SHARED: tuple[type[models.Model], ...] = (SharedText, Figure, Office)


def page_published_or_not(instance: Page, **kwargs: Any) -> None:
    index.index(instance)


def shared_changed(instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        index.index_where_shown([one(instance), every(type(instance))])


def watch() -> None:
    """Called once, when Django is ready. A page that is deleted takes its words along; one that moves keeps them."""
    for signal in (page_published, page_unpublished):
        signal.connect(page_published_or_not, dispatch_uid="search")
    for model in SHARED:
        for signal in (post_save, post_delete):
            signal.connect(shared_changed, sender=model, dispatch_uid="search")

"""Notes at each publication which versions of the page say something new."""

import hashlib
from typing import Any

from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published

from editing.models import VersionText
from editing.reading import own_words
from editing.survey import content_of
from pages.languages import CODES, easy
from pages.models import SitePage


def digests(page: SitePage) -> dict[str, str]:
    """By version, of the page as it is in its row."""
    content = content_of(page)
    found = {}
    for language in CODES:
        for level, words in own_words(content, language).items():
            version = easy(language) if level == "easy" else language
            found[version] = hashlib.sha256(words.encode()).hexdigest()
    return found


def note_what_changed(instance: Page, **kwargs: Any) -> None:
    page = SitePage.objects.filter(pk=instance.pk).specific().first()
    if page is None:
        return
    now = timezone.now()
    known = {row.version: row.digest for row in VersionText.objects.filter(page=page)}
    changed = [
        VersionText(page_id=page.pk, version=version, digest=digest, changed_at=now)
        for version, digest in digests(page).items()
        if known.get(version) != digest
    ]
    VersionText.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["page", "version"],
        update_fields=["digest", "changed_at"],
    )


def watch() -> None:
    """Called once, when Django is ready."""
    page_published.connect(note_what_changed, dispatch_uid="editing")

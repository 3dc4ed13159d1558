"""When what is baked: what has just changed first, then everything that may show it, a little at a time."""

import logging
import re
import time
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from baking.addresses import baked_addresses, family, paths_of
from baking.models import Change, Failure
from baking.rendering import DatabaseGone, Rendered, RenderingFailed, render, render_error
from baking.storing import Busy, Shelf, answer_of, locked
from home.remembered import reread_all
from pages.addresses import Urls, known_urls, published_urls

logger = logging.getLogger(__name__)

# Error pages that are shown when the application cannot answer; each has a template of its own.
ERROR_PAGES = (400, 403, 404, 405, 413, 500, 503)
# An address that the site answers so is one to bake; any other is left to the site.
BAKED_STATUSES = {200, 301, 302}
# Seconds of one step. Whoever shares the process with the baker waits this long at most.
STEP = 0.5
# Seconds that a publisher's own request waits for the background process to pause.
PATIENCE = 1.5

_IMAGE = re.compile(rf"{re.escape(settings.MEDIA_URL)}images/[\w.\-]+".encode())


class Baker:
    """Bakes in steps. The first step of a new baker begins with everything, so a restart makes all good."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.changed: set[str] = set()  # addresses whose answer became another since everything was last begun
        self._known: set[int] | None = None  # changes that the queue follows from; None: begin with everything
        self._is_full = True
        self._urls: Urls = {}
        self._addresses: dict[str, int | None] = {}
        self._queue: deque[str] = deque()
        self._rendered_at: dict[str, float] = {}
        self._images: dict[str, set[str]] = {}  # by the address of the page that shows them

    @property
    def folder(self) -> Path:
        return self._folder or settings.BAKED_DIR

    def begin_again(self) -> None:
        """Bake everything, changed or not."""
        self._known = None

    def step(self, seconds: float = STEP) -> bool:
        """Bake for about so long; whether there is more to do.

        Pages that have just changed are shown before any other is baked. Raises `DatabaseGone` and
        `django.db.Error`: nothing was dropped then, and the next step goes on.
        """
        changes = dict(Change.objects.values_list("pk", "page"))
        is_new = self._known is None or bool(changes.keys() - self._known)
        if not is_new and not self._queue:
            return False
        with locked(self.folder):
            reread_all()
            shelf = Shelf(self.folder)
            if is_new:
                self._urls = published_urls()
                self._plan(changes, shelf)
            end = time.monotonic() + seconds
            with known_urls(self._urls):
                while self._queue and time.monotonic() < end:
                    self._bake(self._queue[0], shelf)
                    self._queue.popleft()
            if not self._queue:
                self._finish(shelf)
            shelf.save()
        if not self._queue:
            Change.objects.filter(pk__in=self._known or ()).delete()
            self._known = set()
        return bool(self._queue)

    def _plan(self, changes: dict[int, int | None], shelf: Shelf) -> None:
        """Show what the new changes name, drop what is gone, and put all the rest in the queue."""
        self._addresses = baked_addresses(self._urls)
        self.changed = {path for path in shelf.answers.keys() - self._addresses.keys() if not _is_image(path)}
        shelf.keep_only(self._addresses.keys() | filter(_is_image, shelf.answers))
        Failure.objects.exclude(path__in=self._addresses).delete()
        self._is_full = self._known is None
        new = {page for pk, page in changes.items() if pk not in (self._known or ()) and page is not None}
        first = paths_of(new, self._addresses)
        with known_urls(self._urls):
            for path in first:
                self._bake(path, shelf)
        shelf.save()
        near = paths_of(family(new) - new, self._addresses)
        done = {*first, *near}
        rest = [path for path in self._addresses if path not in done]
        # Oldest first: were changes to come all the time, every page would still have its turn.
        self._queue = deque([*near, *sorted(rest, key=lambda path: self._rendered_at.get(path, 0.0))])
        self._known = set(changes)

    def _bake(self, path: str, shelf: Shelf) -> None:
        before = shelf.answers.get(path)
        rendered = bake(path, self._addresses.get(path), shelf)
        self._rendered_at[path] = time.monotonic()
        if shelf.answers.get(path) != before:
            self.changed.add(path)
        if rendered is not None:
            self._images[path] = images_in(rendered)
            self._queue.extend(self._images[path] - shelf.answers.keys())

    def _finish(self, shelf: Shelf) -> None:
        """All that is done once everything has been baked."""
        for language, _name in settings.LANGUAGES:
            for status in ERROR_PAGES:
                shelf.errors[f"{language}/{status}"] = shelf.store(render_error(language, status))
        shown = set().union(*(images for path, images in self._images.items() if path in self._addresses))
        shelf.keep_only(self._addresses.keys() | shown)
        if self._is_full and self.changed and shelf.complete:
            logger.warning("A full bake found %d addresses that were not as baked.", len(self.changed))
        failed = set(Failure.objects.values_list("path", flat=True))
        shelf.complete = failed <= shelf.answers.keys()
        shelf.save()
        shelf.repair_tree()
        shelf.clear_out()


def bake(path: str, page: int | None, shelf: Shelf) -> Rendered | None:
    """Put the answer of `path` on the shelf, and return it.

    A page that cannot be made keeps its old answer, and is noted for the editors: None. Raises `DatabaseGone`.
    """
    try:
        rendered = _rendered(path)
    except RenderingFailed as failed:
        reason = str(failed)[:500]
        Failure.objects.update_or_create(path=path, defaults={"page": page, "reason": reason})
        return None
    if Failure.objects.filter(path=path).exists():
        Failure.objects.filter(path=path).delete()
    if rendered.status in BAKED_STATUSES:
        shelf.answers[path] = shelf.store(rendered)
    else:
        shelf.answers.pop(path, None)
    return rendered


def _rendered(path: str) -> Rendered:
    try:
        return render(path)
    except DatabaseGone:
        try:
            Change.objects.exists()
        except DatabaseError:
            raise
        raise RenderingFailed("The database refused what this page asks of it.") from None


def images_in(rendered: Rendered) -> set[str]:
    """The addresses of the images that a page shows."""
    return {found.decode() for found in _IMAGE.findall(rendered.body)}


def _is_image(path: str) -> bool:
    return path.startswith(settings.MEDIA_URL)


def bake_at_once(pages: Iterable[int], folder: Path | None = None) -> list[Failure]:
    """Bake these pages now, so that whoever published them sees them, or sees at once what is wrong with them.

    Everything else, and these too when the background process does not pause for them, is left to that process.
    Returns what could not be baked of them.
    """
    pages, folder = set(pages), folder or settings.BAKED_DIR
    try:
        with locked(folder, PATIENCE):
            reread_all()
            shelf, urls = Shelf(folder), published_urls()
            addresses = baked_addresses(urls)
            shelf.keep_only(addresses.keys() | filter(_is_image, shelf.answers))
            with known_urls(urls):
                for path in paths_of(pages, addresses):
                    bake(path, addresses[path], shelf)
            shelf.save()
    except (Busy, DatabaseGone):
        return []
    return list(Failure.objects.filter(page__in=pages))


def differences(folder: Path | None = None) -> list[str]:
    """The addresses whose baked answer is not what the site answers now. Raises `DatabaseGone`."""
    with locked(folder or settings.BAKED_DIR):
        reread_all()
        shelf, addresses = Shelf(folder or settings.BAKED_DIR), baked_addresses(published_urls())
        different = {path for path in shelf.answers.keys() - addresses.keys() if not _is_image(path)}
        for path in addresses:
            try:
                rendered = _rendered(path)
            except RenderingFailed:
                different.add(path)
                continue
            now = answer_of(rendered) if rendered.status in BAKED_STATUSES else None
            if shelf.answers.get(path) != now:
                different.add(path)
    return sorted(different)

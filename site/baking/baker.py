"""When what is baked: what has just changed first, then everything that may show it, a little at a time."""

import logging
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from baking.addresses import baked_addresses, family, fixed_addresses, paths_of
from baking.manifest import Answer
from baking.models import Change, Failure
from baking.rendering import DatabaseGone, Rendered, RenderingFailed, render, render_error
from baking.storing import Busy, Shelf, answer_of, locked
from home.remembered import keep_all, reread_all
from pages.published import Published, known_published, read_published

logger = logging.getLogger(__name__)

# Error pages that are shown when the application cannot answer; each has a template of its own.
ERROR_PAGES = (400, 403, 404, 405, 413, 500, 503)
# An address that the site answers so is one to bake; any other is left to the site.
BAKED_STATUSES = {200, 301, 302}
# Seconds of one step. Whoever shares the process with the baker waits this long at most.
STEP = 0.5
# Seconds after which an address that was not rendered comes before the others.
TURN = 30.0
# Seconds that a publisher's own request waits for another bake to end.
PATIENCE = 2.0

# Pictures that a page shows, and PDFs that it leads to.
_MEDIA = re.compile(rf"{re.escape(settings.MEDIA_URL)}(?:images|documents)/[\w.\-]+".encode())

Outcome = Rendered | RenderingFailed


class Baker:
    """Bakes in steps. The first step of a new baker begins with everything, so a restart makes all good."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self.changed: set[str] = set()  # addresses whose answer became another since everything was last begun
        self._known: set[int] | None = None  # changes that the queue follows from; None: begin with everything
        self._is_full = True
        self._published = Published()
        self._addresses: dict[str, int | None] = {}
        self._first: list[str] = []  # what has just changed: rendered together, whatever time it takes
        self._queue: list[str] = []
        self._rendered_at: dict[str, float] = {}
        self._media: dict[str, set[str]] = {}  # by the address of the page that holds them

    @property
    def folder(self) -> Path:
        return self._folder or settings.BAKED_DIR

    def begin_again(self) -> None:
        """Bake everything, changed or not."""
        self._known = None

    def step(self, seconds: float = STEP) -> bool:
        """Bake for about so long; whether there is more to do.

        Raises `DatabaseGone` and `django.db.Error`: nothing was dropped then, and the next step goes on.
        """
        changes = dict(Change.objects.values_list("pk", "page"))
        is_new = self._known is None or bool(changes.keys() - self._known)
        if not is_new and not self._first and not self._queue:
            return False
        reread_all()
        if is_new:
            self._plan(changes)
        rendered = dict(self._render(seconds))
        with locked(self.folder):
            # Rendering takes its time, and needs no lock. What changed meanwhile may be shown already: then
            # what was rendered here is old, and the next step, which sees the change, renders it again.
            if set(Change.objects.values_list("pk", flat=True)) - (self._known or set()):
                return True
            self._show(rendered)
        return bool(self._first or self._queue)

    def _plan(self, changes: dict[int, int | None]) -> None:
        """Put in order what is to be baked: what the new changes name, what is near it, then everything else."""
        published = read_published()
        addresses = baked_addresses(published.urls)
        new = {page for pk, page in changes.items() if pk not in (self._known or ()) and page is not None}
        first = paths_of(new, addresses)
        near = [path for path in paths_of(family(new), addresses) if path not in first]
        rest = [path for path in addresses if path not in {*first, *near}]
        # In the order of the tree, front pages first. Were changes to come all the time, each still has its turn.
        recently = time.monotonic() - TURN
        rest.sort(key=lambda path: self._rendered_at.get(path, 0.0) > recently)
        self.changed = set()
        self._is_full = self._known is None
        self._published, self._addresses, self._first, self._queue = published, addresses, first, [*near, *rest]
        self._known = set(changes)

    def _render(self, seconds: float) -> Iterator[tuple[str, Outcome]]:
        """Those that come first, alone; or as many of the queue as there is time for."""
        end = time.monotonic() + seconds
        with known_published(self._published):
            if self._first:
                yield from ((path, outcome_of(path)) for path in self._first)
                return
            for path in self._queue:
                yield path, outcome_of(path)
                if time.monotonic() > end:
                    return

    def _show(self, rendered: dict[str, Outcome]) -> None:
        """Under the lock: let readers see what was rendered, and no longer see what is gone."""
        shelf = Shelf(self.folder)
        self.changed |= drop_outdated(shelf, self._addresses)
        for path, outcome in rendered.items():
            if keep(path, self._addresses.get(path), outcome, shelf):
                self.changed.add(path)
            self._rendered_at[path] = time.monotonic()
            if isinstance(outcome, Rendered):
                self._media[path] = media_in(outcome)
                self._queue.extend(self._media[path] - shelf.answers.keys() - set(self._queue))
        self._first = []
        self._queue = [path for path in self._queue if path not in rendered]
        if not self._queue:
            self._finish(shelf)
        shelf.save()
        if not self._queue:
            Change.objects.filter(pk__in=self._known or ()).delete()
            self._known = set()

    def _finish(self, shelf: Shelf) -> None:
        """All that is done once everything has been baked."""
        keep_all()
        for language, _name in settings.LANGUAGES:
            for status in ERROR_PAGES:
                shelf.put_error(f"{language}/{status}", render_error(language, status))
        shown = set().union(*(media for path, media in self._media.items() if path in self._addresses))
        shelf.keep_only(self._addresses.keys() | shown)
        if self._is_full and self.changed and shelf.complete:
            logger.warning("A full bake found %d addresses that were not as baked.", len(self.changed))
        Failure.objects.exclude(path__in=self._addresses).delete()
        failed = set(Failure.objects.values_list("path", flat=True))
        shelf.complete = failed <= shelf.answers.keys()
        shelf.save()
        shelf.repair_tree()
        shelf.clear_out()


def outcome_of(path: str) -> Outcome:
    """What the site answers, or why it cannot. Raises `DatabaseGone`."""
    try:
        return render(path)
    except RenderingFailed as failed:
        return failed
    except DatabaseGone:
        try:
            Change.objects.exists()
        except DatabaseError:
            raise
        return RenderingFailed("The database refused what this page asks of it.")


def keep(path: str, page: int | None, outcome: Outcome, shelf: Shelf) -> bool:
    """Put an answer on the shelf; whether it is another than before.

    A page that could not be made keeps its old answer, and is noted for the editors. So is one that was made without
    something that it should show.
    """
    if isinstance(outcome, RenderingFailed):
        note(path, page, str(outcome))
        return False
    if outcome.left_out:
        note(path, page, " ".join(outcome.left_out))
    elif Failure.objects.filter(path=path).exists():
        Failure.objects.filter(path=path).delete()
    if outcome.status in BAKED_STATUSES:
        return shelf.put(path, outcome)
    return shelf.answers.pop(path, None) is not None


def note(path: str, page: int | None, reason: str) -> None:
    Failure.objects.update_or_create(path=path, defaults={"page": page, "reason": reason[:500]})


def drop_outdated(shelf: Shelf, addresses: Mapping[str, int | None]) -> set[str]:
    """Drop, and return, the addresses that are no more, and those where a page was that is elsewhere now, or the
    other way round: until they are baked again, the site itself says where what they named has gone."""
    fixed = fixed_addresses()

    def is_outdated(path: str, answer: Answer) -> bool:
        if path not in addresses:
            return not _is_media(path)
        is_page, leads_elsewhere = addresses[path] is not None, bool(answer.location)
        return path not in fixed and is_page == leads_elsewhere

    outdated = {path for path, answer in shelf.answers.items() if is_outdated(path, answer)}
    for path in outdated:
        del shelf.answers[path]
    return outdated


def media_in(rendered: Rendered) -> set[str]:
    """The addresses of the pictures that a page shows, and of the PDFs that it leads to."""
    return {found.decode() for found in _MEDIA.findall(rendered.body)}


def _is_media(path: str) -> bool:
    return path.startswith(settings.MEDIA_URL)


def bake_at_once(pages: Iterable[int], folder: Path | None = None) -> list[Failure]:
    """Bake these pages now, so that whoever published them sees them, or sees at once what is wrong with them.

    Everything else, and these too when another bake does not end in time, is left to the background process.
    Returns what could not be baked of them.
    """
    pages, folder = set(pages), folder or settings.BAKED_DIR
    try:
        with locked(folder, PATIENCE):
            reread_all()
            shelf, published = Shelf(folder), read_published()
            addresses = baked_addresses(published.urls)
            drop_outdated(shelf, addresses)
            with known_published(published):
                shown: set[str] = set()
                for path in paths_of(pages, addresses):
                    outcome = outcome_of(path)
                    keep(path, addresses[path], outcome, shelf)
                    shown |= media_in(outcome) if isinstance(outcome, Rendered) else set()
                for path in sorted(shown - shelf.answers.keys()):
                    keep(path, None, outcome_of(path), shelf)
            shelf.save()
    except (Busy, DatabaseGone):
        return []
    return list(Failure.objects.filter(page__in=pages))


def differences(folder: Path | None = None) -> list[str]:
    """The addresses whose baked answer is not what the site answers now. Raises `DatabaseGone`."""
    reread_all()
    shelf, addresses = Shelf(folder or settings.BAKED_DIR), baked_addresses(read_published().urls)
    different = {path for path in shelf.answers.keys() - addresses.keys() if not _is_media(path)}
    for path in addresses:
        outcome = outcome_of(path)
        is_baked = isinstance(outcome, Rendered) and outcome.status in BAKED_STATUSES
        now = answer_of(outcome) if isinstance(outcome, Rendered) and is_baked else None
        if isinstance(outcome, RenderingFailed) or shelf.answers.get(path) != now:
            different.add(path)
    return sorted(different)

"""What every page needs from the database: read at most once a request, and kept for when it is gone."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, is_dataclass
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from django.conf import settings
from django.core.signals import request_started
from django.db import Error as DatabaseTrouble
from django.db import connection

from baking.manifest import written

Value = TypeVar("Value")

# Seconds. Code that serves no request (the baker, the jobs) sees an editor's change after this long.
FRESH = 1.0
# In the baked folder: a process that serves baked pages may never have read anything itself.
NAME = "remembered.json"

_all: "WeakSet[Remembered]" = WeakSet()


class Remembered(Generic[Value]):
    """One value that `read` gets from the database: dataclasses, dictionaries, texts and numbers.

    While the database fails, the last value that was read answers, be it by this process or by the baker, out of
    whose file `restored` makes it again; before there is one, `seeded` does. A database that has failed in this
    request already is not asked again: each attempt may last as long as its time-out.
    """

    def __init__(
        self,
        name: str,
        read: Callable[[], Value],
        seeded: Callable[[], Value],
        restored: Callable[[Any], Value],
    ) -> None:
        self.name = name
        self.read = read
        self._seeded = seeded
        self._restored = restored
        self._current: tuple[Value, float] | None = None
        self._last_known: tuple[Value, float] | None = None
        _all.add(self)

    def current(self) -> Value:
        held = self._current
        if held and time.monotonic() - held[1] < FRESH:
            return held[0]
        value = self._asked() or self._known() or (self._seeded(), 0.0)
        # A failure is kept as long as a success: one page asks a dead database once, not for every fact.
        self._current = (value[0], time.monotonic())
        return value[0]

    def _asked(self) -> tuple[Value, float] | None:
        if not connection.errors_occurred:
            with suppress(DatabaseTrouble):
                self._last_known = (self.read(), time.time())
                return self._last_known
        return None

    def _known(self) -> tuple[Value, float] | None:
        """The newer of what this process and what the baker read last."""
        path = settings.BAKED_DIR / NAME
        with suppress(OSError, ValueError, LookupError, TypeError):
            kept_at = path.stat().st_mtime
            if self._last_known is None or kept_at > self._last_known[1]:
                return self._restored(json.loads(path.read_bytes())[self.name]), kept_at
        return self._last_known

    def reread(self) -> None:
        """Ask the database again next time; what was last known stays known."""
        self._current = None

    def forget(self) -> None:
        """As in a new process."""
        self._current = self._last_known = None


def keep_all() -> None:
    """Write all values into the baked folder. Raises `django.db.Error`."""
    path = settings.BAKED_DIR / NAME
    values = {remembered.name: remembered.read() for remembered in _all}
    content = json.dumps(values, default=_plain, ensure_ascii=False, sort_keys=True).encode()
    if not path.exists() or path.read_bytes() != content:
        with written(path) as temporary:
            temporary.write_bytes(content)


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else dict(value)


def reread_all(**kwargs: object) -> None:
    if connection.connection is None:
        connection.errors_occurred = False  # when it could not be made for an earlier request
    for remembered in _all:
        remembered.reread()


def forget_all() -> None:
    for remembered in _all:
        remembered.forget()


request_started.connect(reread_all, dispatch_uid="home.remembered")

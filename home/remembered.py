"""What every page needs from the database: read at most once a request, and kept for when it is gone."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakSet

from django.core.signals import request_started
from django.db import Error as DatabaseTrouble

Value = TypeVar("Value")

# Seconds. Code that serves no request (the baker, the jobs) sees an editor's change after this long.
FRESH = 1.0

_all: "WeakSet[Remembered]" = WeakSet()


class Remembered(Generic[Value]):
    """One value that `read` gets from the database.

    While the database fails, the last value that was read answers; before there is one, `seeded` does.
    """

    def __init__(self, read: Callable[[], Value], seeded: Callable[[], Value]) -> None:
        self._read = read
        self._seeded = seeded
        self._current: tuple[Value, float] | None = None
        self._last_known: tuple[Value] | None = None
        _all.add(self)

    def current(self) -> Value:
        held = self._current
        if held and time.monotonic() - held[1] < FRESH:
            return held[0]
        try:
            value = self._read()
            self._last_known = (value,)
        except DatabaseTrouble:
            value = self._last_known[0] if self._last_known else self._seeded()
        # A failure is kept as long as a success: one page asks a dead database once, not for every fact.
        self._current = (value, time.monotonic())
        return value

    def reread(self) -> None:
        """Ask the database again next time; what was last known stays known."""
        self._current = None

    def forget(self) -> None:
        """As in a new process."""
        self._current = self._last_known = None


def reread_all(**kwargs: object) -> None:
    for remembered in _all:
        remembered.reread()


def forget_all() -> None:
    for remembered in _all:
        remembered.forget()


request_started.connect(reread_all, dispatch_uid="home.remembered")

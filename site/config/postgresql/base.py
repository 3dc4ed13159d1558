"""Django's PostgreSQL, for a server that may hang: one thread waits for it, the others go on serving what is baked.

Django finds this module by the package's name, as it does its own.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db.backends.postgresql import base


class Turnstile:
    """Once an attempt has failed, one thread at a time makes the next; whoever comes meanwhile is turned away."""

    def __init__(self) -> None:
        self._is_failing = False
        self._trying = threading.Lock()

    @contextmanager
    def attempt(self, turned_away: Exception) -> Iterator[None]:
        """What may be attempted inside it raises whatever it wants; raises `turned_away` when it may not be."""
        holds = self._is_failing
        if holds and not self._trying.acquire(blocking=False):
            raise turned_away
        try:
            yield
            self._is_failing = False
        except BaseException:
            self._is_failing = True
            raise
        finally:
            if holds:
                self._trying.release()


@cache
def turnstile_to(host: str, port: str) -> Turnstile:
    """The one of this process for that server."""
    return Turnstile()


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        turnstile = turnstile_to(str(self.settings_dict["HOST"]), str(self.settings_dict["PORT"]))
        with turnstile.attempt(self.Database.OperationalError("The server did not answer a moment ago.")):
            return super().get_new_connection(conn_params)

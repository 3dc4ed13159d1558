"""A PostgreSQL that hangs keeps one thread of a process waiting, not all of them."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import OperationalError

from config.postgresql.base import DatabaseWrapper, Turnstile
from tests.broken import hanging_server

THREADS = 6


class TurnedAway(Exception):
    pass


def is_let_through(turnstile: Turnstile) -> bool:
    try:
        with turnstile.attempt(TurnedAway()):
            return True
    except TurnedAway:
        return False


@pytest.fixture
def failing() -> Turnstile:
    made = Turnstile()
    with pytest.raises(ValueError), made.attempt(TurnedAway()):
        raise ValueError
    return made


def test_while_all_is_well_everybody_is_let_through():
    turnstile = Turnstile()
    with turnstile.attempt(TurnedAway()):
        assert is_let_through(turnstile)


def test_after_a_failure_one_tries_and_the_others_are_turned_away(failing):
    with pytest.raises(ValueError), failing.attempt(TurnedAway()):
        assert not is_let_through(failing)
        raise ValueError
    with failing.attempt(TurnedAway()):
        assert not is_let_through(failing)
    # That one succeeded.
    with failing.attempt(TurnedAway()):
        assert is_let_through(failing)


def test_one_thread_at_a_time_waits_for_a_server_that_hangs(db):
    together = threading.Barrier(THREADS)

    def connect(port: int, wait: bool = True) -> None:
        given = {"HOST": "127.0.0.1", "PORT": str(port), "NAME": "x", "OPTIONS": {"connect_timeout": 2}}
        wrapper = DatabaseWrapper(settings.DATABASES["default"] | given, "default")
        if wait:
            together.wait()
        with pytest.raises(OperationalError):
            wrapper.ensure_connection()

    with hanging_server() as (port, taken):
        connect(port, wait=False)
        assert len(taken) == 1
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(connect, [port] * THREADS))
        assert len(taken) == 2

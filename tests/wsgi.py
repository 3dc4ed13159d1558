"""Requests to the application as a server makes them, past Django's test client and so through every layer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory

from config.wsgi import application


@contextmanager
def connection_stays_open() -> Iterator[None]:
    """A real request begins and ends by closing old connections, and with them the transaction of a test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def answered(
    path: str,
    method: str = "GET",
    *,
    through: Callable[..., Any] = application,
    by: Client | None = None,
    form: dict[str, str] | None = None,
    **sent: str,
) -> tuple[int, dict[str, list[str]]]:
    """Status and headers, each by name in a list, of the answer to what the browser `by` sends; headers are `sent`
    as `if_none_match`."""
    kept = "; ".join(f"{name}={morsel.value}" for name, morsel in by.cookies.items()) if by else ""
    names = {f"HTTP_{name.upper()}": value for name, value in sent.items()} | ({"HTTP_COOKIE": kept} if kept else {})
    body, kind = (urlencode(form), "application/x-www-form-urlencoded") if form is not None else ("", "")
    environ = RequestFactory().generic(method, path, body, content_type=kind, **names).environ
    seen: list[Any] = []
    with connection_stays_open():
        response = through(environ, lambda status, headers, *rest: seen.extend([status, headers]))
        for _ in response:
            pass
        if hasattr(response, "close"):
            response.close()
    found: dict[str, list[str]] = {}
    for name, value in seen[1]:
        found.setdefault(name.lower(), []).append(value)
    return int(seen[0].split()[0]), found

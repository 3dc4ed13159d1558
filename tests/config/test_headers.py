"""Every response carries every protective header, whoever answers."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from config.headers import ACCOUNT, EDITOR, INTAKE, PUBLIC
from config.wsgi import application
from tests.builders import an_epoch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connection_stays_open():
    """A real request begins and ends by closing old connections, and with them the transaction of a test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


PATHS = [
    ("/", 302, PUBLIC),
    ("/exit/", 302, PUBLIC),
    ("/en/contact/", 203, PUBLIC),
    ("/en/no-such-page/", 404, PUBLIC),
    ("/health/live", 200, PUBLIC),
    ("/static/img/favicon.svg", 200, PUBLIC),
    ("/account/login/", 200, ACCOUNT),
    ("/intake/", 302, INTAKE),
    ("/editor/", 302, EDITOR),
]


def answered(path: str, method: str = "GET") -> tuple[int, list[tuple[str, str]]]:
    """Status and headers of a real WSGI response."""
    seen: list = []
    environ = RequestFactory().generic(method, path).environ
    for _ in application(environ, lambda status, headers, *rest: seen.extend([status, headers])):
        pass
    return int(seen[0].split()[0]), seen[1]


@pytest.mark.parametrize(("path", "status", "policy"), PATHS)
def test_every_kind_of_response_carries_its_whole_policy_once(path, status, policy):
    an_epoch()
    found, headers = answered(path)
    assert found == status
    for name, value in policy:
        assert [v for n, v in headers if n.lower() == name.lower()] == [value], name


@pytest.mark.parametrize(("path", "status", "policy"), PATHS[:6])
def test_no_public_response_sets_a_cookie_or_depends_on_one(path, status, policy):
    an_epoch()
    names = {name.lower(): value for name, value in answered(path)[1]}
    assert "set-cookie" not in names
    assert "cookie" not in names.get("vary", "").lower()


def test_a_refused_method_carries_them_too():
    status, headers = answered("/en/contact/", "DELETE")
    assert status == 405
    assert set(PUBLIC) <= set(headers)


def test_the_public_policy_allows_nothing_but_our_own_files():
    policy = dict(PUBLIC)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy and "data:" not in policy

"""A log says that something happened and where in the code, and nothing of what a visitor wrote or asked for."""

import io
import logging

import pytest
from django.conf import settings

from config.logs import NoVisitorData, PlainFormatter
from tests.broken import broken_database

WORD = "zq-marker-zq"


@pytest.fixture
def log(monkeypatch):
    """Everything that the configured handler would print."""
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.addFilter(NoVisitorData())
    handler.setFormatter(PlainFormatter(settings.LOGGING["formatters"]["plain"]["format"]))
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [handler])
    return output


def test_the_path_of_a_failed_request_is_not_logged(client, db, log):
    client.raise_request_exception = False
    assert client.get(f"/en/{WORD}/").status_code == 404
    client.post(f"/account/login/?{WORD}", {"login": WORD}, headers={"Host": WORD})
    logging.getLogger("django.request").error(
        "%s: %s", "Internal Server Error", f"/{WORD}", extra={"status_code": 500}
    )
    assert "answered 500" in log.getvalue()
    assert WORD not in log.getvalue()


def test_an_invalid_host_is_not_quoted(client, db, log):
    client.raise_request_exception = False
    assert client.get("/health/live", headers={"Host": WORD}).status_code == 400
    assert WORD not in log.getvalue()


def test_an_exception_is_logged_as_its_kind_and_its_places(log):
    try:
        int(WORD)
    except ValueError:
        logging.getLogger("anything").exception("failed")
    assert "builtins.ValueError" in log.getvalue()
    assert "test_logs.py" in log.getvalue()
    assert WORD not in log.getvalue()


def test_a_database_that_is_gone_fills_no_log(client, db, log, tmp_path):
    client.raise_request_exception = False
    with broken_database("rubbish", tmp_path):
        for _ in range(20):
            assert client.get(f"/en/{WORD}/").status_code == 503
    lines = log.getvalue().splitlines()
    assert sum(line.startswith("ERROR django.request answered 503") for line in lines) == 20
    # Where in the code it was, once; of the others the kind alone.
    assert sum(line.startswith("  ") for line in lines) < 60
    assert lines[-1] == "ERROR django.request answered 503: DatabaseError"
    assert WORD not in log.getvalue()


def test_the_configured_handlers_all_use_both():
    for handler in settings.LOGGING["handlers"].values():
        assert handler["filters"] == ["no_visitor_data"]
        assert handler["formatter"] == "plain"


def test_no_error_is_mailed():
    assert "mail" not in str(settings.LOGGING).lower()

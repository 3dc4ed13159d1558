"""How the site starts, and with what it refuses to."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

SECRETS = {"SECRET_KEY": "s" * 40, "RECEIPT_PEPPER": "p" * 40}
DEMO_SECRET = "demonstration-only-" + "x" * 40


def started(tmp_path, **environ: str) -> subprocess.CompletedProcess:
    """Loads the settings in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from django.conf import settings as s; print(s.DEBUG, s.DEMO, s.ALLOWED_HOSTS)"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": "site:.",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(tmp_path),
            **environ,
        },
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )


def test_with_nothing_but_secrets_it_is_neither_debug_nor_demonstration_and_serves_no_host(tmp_path):
    assert started(tmp_path, **SECRETS).stdout == "False False []\n"


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({}, "SECRET_KEY must be at least 32 characters"),
        ({"SECRET_KEY": "s" * 40}, "RECEIPT_PEPPER must be at least 32 characters"),
        (SECRETS | {"DEBUG": "perhaps"}, "DEBUG must be 1 or 0"),
        (SECRETS | {"PORT": "none"}, "PORT must be a whole number"),
        (SECRETS | {"DATABASE_URL": "mysql://localhost/a"}, "DATABASE_URL must start with"),
        (SECRETS | {"REDIS_URL": "localhost"}, "REDIS_URL must start with"),
        (SECRETS | {"SECRET_KEY": DEMO_SECRET}, "SECRET_KEY was made for a demonstration"),
        (SECRETS | {"RECEIPT_PEPPER": DEMO_SECRET}, "RECEIPT_PEPPER was made for a demonstration"),
    ],
)
def test_it_refuses_to_start_with_a_sentence_that_says_what_to_type(tmp_path, environ, sentence):
    result = started(tmp_path, **environ)
    assert result.returncode != 0
    assert sentence in result.stderr


def test_a_demonstration_makes_its_own_marked_secrets_once(tmp_path):
    assert started(tmp_path, DEMO="1").returncode == 0
    secret = (tmp_path / "demo-secret-key").read_text()
    assert secret.startswith("demonstration-only-")
    assert (tmp_path / "demo-secret-key").stat().st_mode & 0o077 == 0
    assert started(tmp_path, DEMO="1").returncode == 0
    assert (tmp_path / "demo-secret-key").read_text() == secret


def test_a_demonstration_answers_to_this_machine_only(tmp_path):
    result = started(tmp_path, DEMO="1", ALLOWED_HOSTS="www.example.org")
    assert result.stdout == "False True ['localhost', '127.0.0.1', '[::1]']\n"

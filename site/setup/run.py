"""`make run`: puts in place whatever the first request needs, then serves in this process's place.

Runs on the virtual environment's Python. What a person can put right ends in one sentence and exit
status 1; everything is repeatable, and what is already in place is left as it is.
"""

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import bundle
import catalogues
from stop import Stop, finish

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from django.core.exceptions import ImproperlyConfigured  # noqa: E402 - the path above comes first
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import DatabaseError  # noqa: E402

from config import env  # noqa: E402
from config.port import port_fault  # noqa: E402


def _open_data_folder() -> None:
    """Make the data folder, for its owner's eyes only, and see that files can be written there."""
    folder = Path(env.text("DATA_DIR", str(ROOT / "var")))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Stop(
            f"The data folder {folder} cannot be written to ({error.strerror}); "
            "make it writable, or name another with DATA_DIR."
        ) from error


def _refuse_taken_port() -> None:
    if fault := port_fault(env.text("HOST", "127.0.0.1"), env.integer("PORT", 8000, least=1, most=65535)):
        raise Stop(fault)


def _static_fingerprint() -> str:
    """What the collected static files follow from: our own files, and the packages that bring theirs."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for folder in sorted([ROOT / "static", *ROOT.glob("*/static"), *ROOT.glob("site/*/static")]):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _collect_static_files() -> None:
    from django.conf import settings

    stamp, fingerprint = settings.DATA_DIR / "static.stamp", _static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(fingerprint)


def _fill_database() -> None:
    from django.conf import settings

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("set_up_site")
    if settings.DEMO:
        call_command("set_up_demo")
    # A page that cannot be made is listed, and keeps nobody from the others.
    with suppress(CommandError):
        call_command("bake", verbosity=0)


def main() -> None:
    try:
        _open_data_folder()
        _refuse_taken_port()
        bundle.bring_up_to_date()
        catalogues.compile_all()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        _collect_static_files()
        _fill_database()
    except (ImproperlyConfigured, CommandError) as error:
        raise Stop(str(error)) from error
    except DatabaseError as error:
        raise Stop(
            f"The database could not be made ready ({type(error).__name__}); "
            "start it, or correct DATABASE_URL, and try again."
        ) from error
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "manage.py", "serve", "--with-parent"])


if __name__ == "__main__":
    finish(main)

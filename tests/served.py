"""The whole product in processes of its own, as `make run` starts it, with everything it writes in one folder."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.databases import own_database
from tests.processes import PATIENCE

ROOT = Path(__file__).resolve().parent.parent
SET_UP_SECONDS = 420


@dataclass
class Served:
    """A running demonstration. `output` is all that its processes print; `temporary` is their temp folder."""

    origin: str
    port: int
    folder: Path
    data: Path
    temporary: Path
    output: Path
    environment: dict[str, str]
    process: subprocess.Popen

    @property
    def accounts(self) -> dict[str, Any]:
        return json.loads((self.data / "demo-accounts.json").read_text())

    def manage(self, *arguments: str) -> str:
        """Runs one command beside the running site and returns what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(PATIENCE)

    def start(self) -> None:
        """Starts it again on the data it has."""
        self.process = _start(self.environment, self.output)
        wait_until_ready(self.origin, self.process, self.output)


@dataclass(frozen=True)
class Prepared:
    """A demonstration that was started for the first time and stopped again: its data, and its database."""

    data: Path
    database: str


@contextmanager
def prepared_demonstration(folder: Path) -> Iterator[Prepared]:
    """What others are copied from: the first start takes a minute of a busy machine, a copy's a few seconds."""
    with served_demonstration(folder) as first:
        first.stop()
        yield Prepared(first.data, first.environment["DATABASE_URL"])


@contextmanager
def served_demonstration(folder: Path, prepared: Prepared | None = None, **environ: str) -> Iterator[Served]:
    """Sets a demonstration up in `folder`, serves it on a free port, and stops it afterwards. With `prepared` it is a
    copy of that, which its own start brings up to date. With a DATABASE_URL it must be new."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data, temporary = folder / "data", folder / "tmp"
    if prepared:
        shutil.copytree(prepared.data, data, ignore=shutil.ignore_patterns("site.sqlite3*"))
    else:
        data.mkdir()
    temporary.mkdir()
    with own_database(data, prepared.database if prepared else "") as database:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {"SECRET_KEY", "RECEIPT_PEPPER", "ALLOWED_HOSTS", "PUBLIC_URL", "DJANGO_SETTINGS_MODULE"}
        }
        environment = kept | {
            "DEMO": "1",
            "PORT": str(port),
            "DATA_DIR": str(data),
            "DATABASE_URL": database,
            "TMPDIR": str(temporary),
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
            **environ,
        }
        output = folder / "output"
        served = Served(
            f"http://localhost:{port}", port, folder, data, temporary, output, environment, _start(environment, output)
        )
        try:
            wait_until_ready(served.origin, served.process, output)
            yield served
        finally:
            served.stop()


def _start(environment: dict[str, str], output: Path) -> subprocess.Popen:
    with output.open("ab") as file:
        return subprocess.Popen(
            [sys.executable, "site/setup/run.py"], cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT
        )


def wait_until_ready(origin: str, process: subprocess.Popen, output: Path) -> None:
    deadline = time.monotonic() + SET_UP_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{origin}/health/ready", timeout=2).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the site did not start:\n{output.read_text()[-4000:]}") from None
            time.sleep(0.1)
        else:
            return

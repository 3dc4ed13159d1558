"""A PostgreSQL server of a test's own, which may be stopped, frozen and started again."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from setup.programs import search_path
from tests.processes import children_of, free_port


class PostgreSQLServer:
    """Listens on a port of its own on this machine. It refuses to run as root, so then it runs as nobody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.port = free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        self._run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")

    def start(self) -> None:
        options = f"-p {self.port} -h 127.0.0.1 -k ''"
        self._run("pg_ctl", "start", "--wait", f"--log={self.folder}/log", f"--options={options}")

    def stop(self) -> None:
        """As a power cut would: nothing is finished, nobody is told."""
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Inside it the server takes connections, as the kernel does for it, and answers none."""
        server = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGSTOP)  # so that it has no more children
        everything = [server, *children_of(server)]
        self._signal(everything, signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal(everything, signal.SIGCONT)

    @staticmethod
    def _signal(processes: list[int], number: signal.Signals) -> None:
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def _run(self, program: str, *arguments: str) -> None:
        executable = shutil.which(program, path=search_path())
        assert executable
        subprocess.run(
            [executable, *arguments, f"--pgdata={self.data}"],
            cwd=self.folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **_somebody(),
        )


def _somebody() -> dict[str, Any]:
    """What makes a child of root run as nobody."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextmanager
def postgresql_server() -> Iterator[PostgreSQLServer]:
    """A running server with an empty database, gone afterwards."""
    # Not in a folder of pytest's: those are closed to everyone but their owner.
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    try:
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        server = PostgreSQLServer(folder)
        server.start()
        try:
            yield server
        finally:
            with suppress(subprocess.CalledProcessError):  # it may have been stopped by the test
                server.stop()
    finally:
        shutil.rmtree(folder)

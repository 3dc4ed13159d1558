"""Keeps the web server and the background process running, and ends both when it ends.

Run by the command `serve` in its own place, after its checks: this program imports nothing but the
standard library and stays small. Each child leads a process group of its own, so that a child that
died takes its workers with it before it is started again: two generations never share the port.
"""

import argparse
import ctypes
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType

PROCESSORS = os.cpu_count() or 1
WORKERS = min(2, PROCESSORS)
THREADS = min(4, 2 * PROCESSORS)  # requests that one worker answers at once
WAITING = 256  # requests that one worker takes in; further connections wait in the backlog
TICK = 0.2  # seconds between two looks at the children
SETTLED = 60.0  # seconds after which a child counts as running well again
LONGEST_PAUSE = 30.0  # seconds before a child that keeps dying is started again
PATIENCE = 8.0  # seconds in which children may finish what they are doing
PR_SET_PDEATHSIG = 1
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what to ask when listening on all


def web_server(host: str, port: int) -> list[str]:
    """The command of granian. It writes no access log: addresses and paths of visitors are nobody's business."""
    options = {
        "interface": "wsgi",
        "host": host.strip("[]"),
        "port": port,
        "workers": WORKERS,
        "blocking-threads": THREADS,
        "backpressure": WAITING,
        "http1-header-read-timeout": 5000,
        "workers-kill-timeout": 5,
        "respawn-interval": 1,
        "log-level": "warning",
    }
    switches = ["--no-ws", "--no-access-log", "--respawn-failed-workers"]
    named = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "granian", *named, *switches, "config.wsgi:application"]


def background_process() -> list[str]:
    return [sys.executable, "manage.py", "jobs"]


def _die_with_parent() -> Callable[[], None] | None:
    """What a child does before it starts: asks Linux for a SIGTERM when its parent is gone, however it went."""
    if not sys.platform.startswith("linux"):
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def prepare() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died in between
            os._exit(1)

    return prepare


class Child:
    """One process that is started again when it dies, more and more patiently while it keeps dying."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self.command = list(command)
        self.failures = 0
        self.start()

    def start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GRANIAN_")}
        self.process = subprocess.Popen(
            self.command,
            env=environment,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=_die_with_parent(),
        )
        self.started = time.monotonic()
        self.again_at = 0.0

    def look(self) -> None:
        """Notice a death, or start again when the pause after one is over."""
        now = time.monotonic()
        if self.again_at:
            if now >= self.again_at:
                self.start()
        elif (status := self.process.poll()) is not None:
            self.end_group()
            self.failures = 1 if now - self.started > SETTLED else self.failures + 1
            pause = min(LONGEST_PAUSE, 0.5 * 2 ** (self.failures - 1))
            self.again_at = now + pause
            print(f"The {self.name} ended (status {status}); starting it again in {pause:g} s.", file=sys.stderr)

    def end_group(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def stop(children: Sequence[Child]) -> None:
    """Let the children finish, then end whatever is left of them."""
    for child in children:
        child.process.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, deadline - time.monotonic()))
        child.end_group()
        child.process.wait()


def _answers(host: str, port: int) -> bool:
    """Whether something speaks HTTP there, whatever it says."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/health/live", headers={"Host": f"localhost:{port}"})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def supervise(host: str, port: int, announce: str, with_parent: bool) -> None:
    """Run until SIGTERM, SIGINT or SIGHUP; with `with_parent` also until the process that started this one is gone."""
    ending = False
    parent = os.getppid()

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal ending
        ending = True

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)
    children = [
        Child("web server", web_server(host, port)),
        Child("background process", background_process()),
    ]
    asked = EVERY_ADDRESS.get(host.strip("[]"), host.strip("[]"))
    announced = False
    try:
        while not ending and not (with_parent and os.getppid() != parent):
            time.sleep(TICK)
            for child in children:
                child.look()
            if not announced and _answers(asked, port):
                announced = True
                print(announce, flush=True)
    finally:
        stop(children)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", required=True, type=int)
    parser.add_argument("--announce", required=True, help="what to print once the server answers")
    parser.add_argument("--with-parent", action="store_true")
    given = parser.parse_args()
    supervise(given.host, given.port, given.announce, given.with_parent)


if __name__ == "__main__":
    main()

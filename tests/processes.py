"""Processes that tests start, and what these start in turn."""

import socket
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 300  # seconds; a busy machine is slow, not wrong


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children_of(pid: int) -> list[int]:
    """Process ids of the children of a process, of their children, and so on."""
    try:
        children = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:  # it has just ended
        return []
    return [descendant for child in children for descendant in (child, *children_of(child))]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def eventually(true: Callable[[], object]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def server_and_jobs(pid: int) -> tuple[int, int]:
    """The process ids of the web server and of the background process that `serve` with this id has started."""
    ids = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    commands = {Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[2]: pid for pid in ids}
    return commands[b"granian"], commands[b"jobs"]

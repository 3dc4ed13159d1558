"""Load from wrk, and what it measured."""

import re
import shutil
import subprocess
from dataclasses import dataclass

from setup.programs import Program, install, search_path
from setup.stop import Stop

CONNECTIONS = 16
SECONDS = 4
# What browsers say.
ACCEPTED = "gzip, deflate, br, zstd"
WRK = Program("bench", "wrk", "wrk")
NGINX = Program("nginx", "nginx", "nginx-light")
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Load:
    """What a server did under load: answers in a second, and the time in ms that 99 of 100 answers took at most."""

    rate: float
    slowest: float


def have_programs() -> None:
    """Installs what is missing where that is allowed. Raises `Stop`."""
    for program in (WRK, NGINX):
        if not _is_there(program):
            install([program])
        if not _is_there(program):
            raise Stop(f"{program.executable} is missing; to measure, install it: apt install {program.package}")


def load(url: str, seconds: int = SECONDS) -> Load:
    """Raises `Stop` when any answer was an error: its speed would say nothing."""
    command = [f"--connections={CONNECTIONS}", "--threads=1", f"--duration={seconds}s", "--timeout=30s", "--latency"]
    said = subprocess.run(
        [str(shutil.which("wrk", path=search_path())), *command, f"--header=Accept-Encoding: {ACCEPTED}", url],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    rate, slowest = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    if "Non-2xx" in said or "Socket errors" in said or not rate or not slowest:
        raise Stop(f"{url} did not answer as it should:\n{said}")
    return Load(float(rate[1]), float(slowest[1]) * _MILLISECONDS[slowest[2]])


def _is_there(program: Program) -> bool:
    return shutil.which(program.executable, path=search_path()) is not None

"""Programs that some tests drive, and the Debian packages they come from."""

import os
import shutil
import subprocess
import sys
from glob import glob
from pathlib import Path
from typing import NamedTuple


class Program(NamedTuple):
    marker: str  # tests that need it carry this pytest marker
    executable: str
    package: str
    # A package that starts a server of its own is left to whoever wants one.
    is_installed_for_tests: bool = True


PROGRAMS = (
    Program("browser", "chromium", "chromium"),
    Program("age", "age", "age"),
    Program("nginx", "nginx", "nginx-light"),
    Program("postgresql", "pg_ctl", "postgresql", is_installed_for_tests=False),
)


def search_path() -> str:
    """PATH with the folders of system programs, which an ordinary user's PATH leaves out, and Debian's PostgreSQL."""
    further = ["/usr/local/sbin", "/usr/sbin", "/sbin", *sorted(glob("/usr/lib/postgresql/*/bin"), reverse=True)]
    return os.pathsep.join([os.environ.get("PATH", os.defpath), *further])


def missing() -> list[Program]:
    return [program for program in PROGRAMS if not shutil.which(program.executable, path=search_path())]


def install(programs: list[Program]) -> None:
    """Install Debian's packages of these programs, as root where apt is; what fails is said, and left missing."""
    if not programs or os.geteuid() != 0 or not Path("/usr/bin/apt-get").exists():
        return
    packages = [program.package for program in programs]
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive", PATH=search_path())
    print(f"Installing {' '.join(packages)} …", flush=True)
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        answer = subprocess.run(
            ["apt-get", "-qq", *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode:
            print(answer.stdout + answer.stderr, file=sys.stderr)
            return

"""Programs that some tests drive, and the Debian packages they come from."""

import os
import shutil
from typing import NamedTuple


class Program(NamedTuple):
    marker: str  # tests that need it carry this pytest marker
    executable: str
    package: str


PROGRAMS = (
    Program("browser", "chromium", "chromium"),
    Program("age", "age", "age"),
    Program("nginx", "nginx", "nginx-light"),
)


def search_path() -> str:
    """PATH with the folders of system programs, which an ordinary user's PATH leaves out."""
    return os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"])


def missing() -> list[Program]:
    return [program for program in PROGRAMS if not shutil.which(program.executable, path=search_path())]

"""A full bake of many pages in two languages, and of ten times as many."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from baking import manifest
from tests.databases import own_database
from tests.served import ROOT

SIZES = (200, 2000)
TARGET = 20.0  # seconds for the first of these
SET_UP = (["migrate", "--verbosity=0"], ["createcachetable"], ["collectstatic", "--noinput"], ["set_up_site"])


def main() -> None:
    print("Setting up a site to bake …", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as given:
        folder = Path(given)
        with own_database(folder) as database:
            environment = os.environ | {
                "DEMO": "1",
                "DATA_DIR": str(folder),
                "DATABASE_URL": database,
                "DJANGO_SETTINGS_MODULE": "config.settings",
            }
            for command in SET_UP:
                manage(environment, *command)
            few, many = (full_bake(environment, folder / "baked", size) for size in SIZES)
    print(f"{SIZES[0]} pages in every language: {few.seconds:.1f} s (target: {TARGET:.0f} or less)")
    growth = many.each / few.each
    print(f"A page among {SIZES[1]}: {growth:.2f} times the processor's work of one among {SIZES[0]} (linear: 1.00)")


class Bake(NamedTuple):
    seconds: float
    processor: float  # seconds of its work, which neighbours on the machine do not prolong
    answers: int

    @property
    def each(self) -> float:
        return self.processor / self.answers


def full_bake(environment: dict[str, str], baked: Path, size: int) -> Bake:
    """Of `size` pages, into an empty folder, with the start of the program."""
    subprocess.run(
        [sys.executable, "-m", "bench.copies", str(size)], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    if baked.exists():
        baked.rename(baked.with_name(f"baked before {size}"))
    began, worked = time.monotonic(), work_of_children()
    manage(environment, "bake")
    seconds, worked = time.monotonic() - began, work_of_children() - worked
    answers = manifest.read(baked).answers
    made = Bake(seconds, worked, sum(path.endswith("/") and one.status == 200 for path, one in answers.items()))
    print(
        f"  {size} pages, {made.answers} addresses: {seconds:.1f} s, {worked:.1f} s of the processor,"
        f" {1000 * made.each:.1f} ms of it each",
        flush=True,
    )
    return made


def work_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def manage(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

"""`make test`: the installed programs that tests drive, what pages refer to, then pytest with the arguments given.

Without a program that some tests need and the right to install it, those tests are left out and the
last line says so; where CI is set that is a failure.
"""

import os
import subprocess
import sys
from pathlib import Path

import bundle
import catalogues
from programs import install, missing
from stop import Stop, finish

ROOT = Path(__file__).resolve().parent.parent.parent


def _left_out() -> str:
    """One sentence on the tests that cannot run here; empty when all can."""
    programs = missing()
    if programs:
        install([program for program in programs if program.is_installed_for_tests])
        programs = missing()
    if not programs:
        return ""
    markers = ", ".join(program.marker for program in programs)
    packages = " ".join(program.package for program in programs)
    return f"Tests marked {markers} were left out; to run them, install: apt install {packages}"


def main() -> None:
    left_out = _left_out()
    if left_out and os.environ.get("CI"):
        raise Stop(left_out)
    bundle.bring_up_to_date()
    catalogues.compile_all()
    # A file's tests stay together: they share a served site. The order is that of tests/conftest.py.
    spread = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", *spread, *sys.argv[1:]]
    answer = subprocess.run(command, cwd=ROOT, check=False)
    if left_out:
        print(left_out, flush=True)
    sys.exit(answer.returncode)


if __name__ == "__main__":
    finish(main)

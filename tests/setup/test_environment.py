"""What stops `make` before there is a virtual environment is said in one sentence."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent.parent
SETUP = ROOT / "site" / "setup"
# Runs environment.py in an interpreter that was changed first.
CHANGED = """
import runpy, sys
{change}
sys.argv = ["environment.py"]
sys.path.insert(0, {folder!r})
runpy.run_path({folder!r} + "/environment.py", run_name="__main__")
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A site with set-up and one small requirement, and nothing else."""
    folder = tmp_path / "a site" / "site" / "setup"
    folder.mkdir(parents=True)
    for name in ("environment.py", "stop.py"):
        shutil.copy(SETUP / name, folder)
    site = folder.parent.parent
    (site / "requirements.txt").write_text("bech32==1.2.0 --hash=sha256:" + "0" * 64 + "\n")
    return site


def make_environment(site: Path, change: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    program = CHANGED.format(change=change, folder=str(site / "site" / "setup"))
    return subprocess.run(
        [sys.executable, "-c", program], env=os.environ | environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("version", [(3, 8, 1), (3, 10, 14), (3, 14, 0)])
def test_another_python_is_told_which_ones_will_do(copy, version):
    said = ".".join(map(str, version))
    answer = make_environment(copy, f"sys.version_info = {version}; sys.version = {said!r}")
    assert answer.returncode == 1
    assert answer.stderr.splitlines() == [
        f"This site needs Python 3.11, 3.12 or 3.13, and this is {said}; "
        "install one of those and name it, for example: make run PYTHON=python3.11"
    ]


@pytest.mark.parametrize("name", ["environment.py", "stop.py"])
def test_an_old_python_can_read_as_far_as_that_sentence(name):
    source = (SETUP / name).read_text()
    ast.parse(source, feature_version=(3, 7))
    assert "from __future__ import annotations" in source


def test_a_python_without_venv_is_told_what_to_install(copy):
    answer = make_environment(copy, "sys.modules['ensurepip'] = None")
    assert answer.returncode == 1
    assert answer.stderr.splitlines() == [
        "This Python cannot make virtual environments; "
        "install its venv package (on Debian and Ubuntu: apt install python3-venv) and try again."
    ]
    assert not (copy / ".venv").exists()


def test_a_package_that_is_not_what_was_locked_stops_it(copy):
    answer = make_environment(copy)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    assert answer.stderr.splitlines()[-1].startswith("The packages of requirements.txt could not be installed")
    assert not (copy / ".venv" / ".requirements").exists()


def test_an_environment_is_made_anew_for_another_python_and_kept_otherwise(copy):
    (copy / ".venv" / "bin").mkdir(parents=True)
    (copy / ".venv" / "bin" / "python").symlink_to("/no/such/python")
    (copy / "requirements.txt").write_text("")
    answer = make_environment(copy)
    assert answer.returncode == 0
    assert "Making the virtual environment" in answer.stdout
    made = (copy / ".venv" / "pyvenv.cfg").stat().st_ino

    again = make_environment(copy)
    assert (again.returncode, again.stdout) == (0, "")
    (copy / "requirements.txt").write_text("# changed\n")
    assert make_environment(copy).stdout == "Installing requirements.txt …\n"
    assert (copy / ".venv" / "pyvenv.cfg").stat().st_ino == made


def test_make_alone_lists_the_commands():
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for command in ("run", "test", "manage", "lint", "lock", "messages"):
        assert f"make {command} " in listed


def test_a_machine_without_python_is_told_so():
    answer = subprocess.run(
        ["make", "--no-print-directory", "run", "PYTHON=no-such-python"], cwd=ROOT, capture_output=True, text=True
    )
    assert answer.returncode != 0
    assert answer.stderr.startswith("Python is missing; install Python 3.11, 3.12 or 3.13")

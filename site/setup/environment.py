"""Makes the virtual environment .venv from the locked requirements, again only when they changed.

    python3 site/setup/environment.py [LOCK FILE …]        without names: requirements.txt

This file alone runs on whatever Python the machine calls `python3`, so it reads on an old one too.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from stop import Stop, finish

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
OLDEST, NEWEST = (3, 11), (3, 13)


def _refuse_other_pythons() -> None:
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise Stop(
            f"This site needs Python 3.11, 3.12 or 3.13, and this is {sys.version.split()[0]}; "
            "install one of those and name it, for example: make run PYTHON=python3.11"
        )


def _run(command: list[str]) -> tuple[bool, str]:
    """Whether the command succeeded, and what it said."""
    answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return answer.returncode == 0, answer.stdout + answer.stderr


def _interpreter(python: Path) -> str:
    """The exact version of an interpreter; empty when it does not start."""
    ok, said = _run([str(python), "-c", "import sys; print(sys.version)"])
    return said.strip() if ok else ""


def _make_venv() -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Stop(
            "This Python cannot make virtual environments; "
            "install its venv package (on Debian and Ubuntu: apt install python3-venv) and try again."
        )
    if VENV.exists():
        shutil.rmtree(VENV)
    print("Making the virtual environment in .venv …", flush=True)
    ok, said = _run([sys.executable, "-m", "venv", str(VENV)])
    if not ok:
        print(said, file=sys.stderr)
        raise Stop("The virtual environment .venv could not be made; put right what venv says above and try again.")


def _install(python: Path, lock: Path, interpreter: str) -> None:
    """Install one lock file, unless its stamp says that exactly this was installed by exactly this interpreter."""
    stamp = VENV / f".{lock.stem}"
    wanted = hashlib.sha256(interpreter.encode() + lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing {lock.name} …", flush=True)
    ok, said = _run(
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        + ["--require-hashes", "-r", str(lock)]
    )
    if not ok:
        print(said, file=sys.stderr)
        raise Stop(
            f"The packages of {lock.name} could not be installed (pip's own words are above); "
            "make the Python package index reachable and try again."
        )
    stamp.write_text(wanted)


def main() -> None:
    _refuse_other_pythons()
    python = VENV / "bin" / "python"
    try:
        interpreter = _interpreter(python) if python.exists() else ""
        if interpreter != sys.version:
            _make_venv()
            interpreter = _interpreter(python)
        for name in sys.argv[1:] or ["requirements.txt"]:
            _install(python, ROOT / name, interpreter)
    except OSError as error:
        raise Stop(f"{ROOT} cannot be written to ({error.strerror}); make it writable and try again.") from error


if __name__ == "__main__":
    finish(main)

"""The locked requirements: every package of the .in files and what it needs, by exact version and hash.

    python site/setup/lock.py              write them again; releases that are locked stay
    python site/setup/lock.py --upgrade    the same with the newest releases that the .in files allow
    python site/setup/lock.py --check      say whether writing them again would change anything; status 1 if so

Made for every supported Python at once, so that the oldest of them installs the same file.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from stop import Stop, finish

ROOT = Path(__file__).resolve().parent.parent.parent
# In this order: the later ones are held to the releases of the first.
NAMES = ("requirements", "requirements-dev", "requirements-node")
OPTIONS = (
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
)


def compile_lock(name: str, folder: Path, *more: str) -> None:
    """Write `folder`/name.txt from `folder`/name.in; releases in a name.txt that is there already are kept."""
    answer = subprocess.run(
        [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS, *more, f"{name}.in", f"--output-file={name}.txt"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        print(answer.stderr, file=sys.stderr)
        raise Stop(f"{name}.in could not be locked; put right what uv says above and try again.")


def check() -> None:
    with tempfile.TemporaryDirectory() as given:
        folder = Path(given)
        for name in NAMES:
            for ending in ("in", "txt"):
                shutil.copy(ROOT / f"{name}.{ending}", folder)
        for name in NAMES:
            compile_lock(name, folder)
        locks = [f"{name}.txt" for name in NAMES]
        changed = [lock for lock in locks if (folder / lock).read_bytes() != (ROOT / lock).read_bytes()]
    if changed:
        raise Stop(f"Not what the .in files ask for: {', '.join(changed)}; run make lock.")


def main() -> None:
    if sys.argv[1:] == ["--check"]:
        check()
        return
    for name in NAMES:
        compile_lock(name, ROOT, *sys.argv[1:])


if __name__ == "__main__":
    finish(main)

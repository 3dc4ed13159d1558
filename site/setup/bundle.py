"""Joins the style sheets and scripts of static/ into static/built/, the only ones that pages refer to.

    python site/setup/bundle.py [FOLDER]

Installs the npm packages first, when they are missing or their lock changed. The same sources give
the same bytes; nothing is done while sources, packages and this driver are as they were. With FOLDER
everything is built there instead, whatever static/built holds.

A style sheet names a picture by its address beside static/built, `url("../img/name.svg")`: esbuild
leaves it alone and the manifest of static files gives it its final name.
"""

import fcntl
import hashlib
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from node import NODE_MODULES, ROOT, install_packages
from stop import Stop, finish

STATIC = ROOT / "static"
BUILT = STATIC / "built"
WORK = ROOT / "build"

# Source below static/ -> name below static/built/.
ENTRIES = {
    "css/site.css": "site.css",
    "css/staff.css": "staff.css",
    "js/site.js": "site.js",
    "js/editor/main.js": "editor.js",
    "js/editor/form.js": "editor-form.js",
    "js/intake/main.js": "intake.js",
    "js/intake/worker.js": "intake-worker.js",
}
OPTIONS = (
    "--bundle",
    "--minify",
    "--format=iife",
    "--charset=utf8",
    "--legal-comments=none",
    "--external:../img/*",
    "--log-level=warning",
    "--color=false",
)
SCRIPT_TARGET = "--target=es2020"
# Old phones: nesting, logical shorthands and `inset` are spelt out where a browser of 2020 needs it.
STYLE_TARGET = "--target=chrome87,firefox78,safari14"


def _sources() -> list[Path]:
    folders = (STATIC / "css", STATIC / "js")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    setup = [Path(__file__).resolve(), ROOT / "package-lock.json"]
    return sorted(files) + setup


def _fingerprint() -> str:
    """What the built files follow from, names and bytes."""
    digest = hashlib.sha256()
    for path in _sources():
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT)} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _esbuild() -> Path:
    found = sorted((NODE_MODULES / "@esbuild").glob("*/bin/esbuild"))
    if not found:
        raise Stop(
            f"esbuild has no build for this machine ({platform.system()} {platform.machine()}); "
            "set the site up on Linux or macOS, on an x86-64 or ARM64 processor."
        )
    return found[0]


def build(target: Path) -> None:
    """Bundle every entry into the folder `target`, each file in one piece (written aside, then renamed)."""
    esbuild = _esbuild()
    target.mkdir(parents=True, exist_ok=True)
    WORK.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK, prefix="bundle-") as folder:
        for source, name in ENTRIES.items():
            entry = STATIC / source
            if not entry.exists():
                print(f"static/{source} does not exist yet", file=sys.stderr)
                continue
            level = STYLE_TARGET if name.endswith(".css") else SCRIPT_TARGET
            made = Path(folder) / name
            answer = subprocess.run(
                [str(esbuild), str(entry), *OPTIONS, level, f"--outfile={made}"],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
            if answer.stderr:
                print(answer.stderr, file=sys.stderr)
            if answer.returncode:
                raise Stop(f"static/{source} could not be bundled; correct what esbuild says above.")
            made.replace(target / name)


def _is_current(stamp: Path, fingerprint: str) -> bool:
    complete = all((BUILT / name).exists() for source, name in ENTRIES.items() if (STATIC / source).exists())
    return complete and stamp.exists() and stamp.read_text() == fingerprint


def bring_up_to_date(folder: Path | None = None) -> None:
    """Packages, then bundles: those of static/built if their sources changed, or all of them anew in `folder`."""
    WORK.mkdir(exist_ok=True)
    with (WORK / "bundle.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two set-ups at once would fill node_modules together
        install_packages()
        if folder:
            build(folder)
            return
        stamp, fingerprint = WORK / "bundle.stamp", _fingerprint()
        if not _is_current(stamp, fingerprint):
            build(BUILT)
            stamp.write_text(fingerprint)


def main() -> None:
    bring_up_to_date(Path(sys.argv[1]) if len(sys.argv) > 1 else None)


if __name__ == "__main__":
    finish(main)

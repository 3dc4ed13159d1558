"""A clean clone must come up by `make run` alone: no Node, no browser, nothing of the caller's environment.

In a path with a space, on the system's own Python. Then it must stop without a trace, and come up
again with everything it had.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HIDDEN = ("node", "nodejs", "npm", "npx", "corepack", "chromium", "age", "msgfmt", "uv", "pip")
SET_UP, AGAIN, STOPPED = 300, 60, 15  # seconds


def programs_without(hidden: tuple[str, ...], folder: Path) -> None:
    """Fill `folder` with links to the system's programs but those."""
    folder.mkdir()
    for place in ("/usr/bin", "/bin"):
        for program in Path(place).iterdir():
            link = folder / program.name
            if not program.name.startswith(hidden) and not link.is_symlink():
                link.symlink_to(program)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(url: str) -> tuple[int, str]:
    """Status and text of an answer; (0, "") while there is none."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""
    except OSError:
        return 0, ""


def processes_of(folder: Path) -> list[str]:
    """Command lines that name `folder`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in words:
            found.append(words)
    return found


def start_and_stop(clone: Path, environment: dict[str, str], patience: int, number: signal.Signals) -> None:
    """`make run` until it is ready and a page answers; then `number` to it, and nothing of it may be left."""
    port, began = free_port(), time.monotonic()
    process = subprocess.Popen(
        ["make", "--no-print-directory", "run", f"PORT={port}"],
        cwd=clone,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while fetch(f"http://localhost:{port}/health/ready")[0] != 200:
            if process.poll() is not None:
                sys.exit(f"make run ended by itself with status {process.returncode}")
            if time.monotonic() - began > patience:
                sys.exit(f"make run was not ready after {patience} seconds")
            time.sleep(0.5)
        status, text = fetch(f"http://localhost:{port}/fi/")
        if status != 200 or "029 54 63 177" not in text:
            sys.exit(f"the front page answered {status}, or without the phone number")
        print(f"ready after {time.monotonic() - began:.0f} s", flush=True)
        # Ctrl-C reaches the whole group, SIGTERM only make.
        if number == signal.SIGINT:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        process.wait(STOPPED)
        if left := processes_of(clone):
            sys.exit(f"left running: {left}")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="clean start ") as given:
        folder = Path(given)
        clone, programs, home = folder / "clone", folder / "programs", folder / "home"
        home.mkdir()
        programs_without(HIDDEN, programs)
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        environment = {"PATH": str(programs), "HOME": str(home)}
        if not shutil.which("python3", path=str(programs)):
            sys.exit("this machine has no Python of its own")
        start_and_stop(clone, environment, SET_UP, signal.SIGTERM)
        accounts = clone / "var" / "demo-accounts.json"
        before = json.loads(accounts.read_text())
        start_and_stop(clone, environment, AGAIN, signal.SIGINT)
        if json.loads(accounts.read_text())["recovery_identity"] != before["recovery_identity"]:
            sys.exit("the second start did not keep the demonstration's keys")
        changed = subprocess.run(
            ["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True
        )
        if changed.stdout:
            sys.exit(f"make run changed files under version control:\n{changed.stdout}")


if __name__ == "__main__":
    main()

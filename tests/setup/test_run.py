"""`make run` and `serve`: what stops them is one sentence; what they start stays up, and ends with them."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.databases import own_database
from tests.processes import PATIENCE, children_of, eventually, free_port, is_running, server_and_jobs

ROOT = Path(__file__).resolve().parent.parent.parent


def settings_for(folder: Path, **changes: str) -> dict[str, str]:
    """The environment of one demonstration in `folder`, without any setting of whoever runs the tests."""
    ours = {"PATH", "HOME", "LANG"}
    return {name: value for name, value in os.environ.items() if name in ours} | {
        "DATA_DIR": str(folder),
        "DEMO": "1",
        "PORT": str(free_port()),
        **changes,
    }


def refusal_of(program: list[str], environment: dict[str, str]) -> str:
    """The one line that a program that refuses to start says."""
    answer = subprocess.run(
        [sys.executable, *program], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE
    )
    assert answer.returncode == 1
    lines = answer.stderr.splitlines()
    assert len(lines) == 1, answer.stderr
    return lines[0]


RUN = ["site/setup/run.py"]
SERVE = ["manage.py", "serve"]


@pytest.mark.parametrize("program", [RUN, SERVE], ids=["make run", "serve"])
def test_a_port_in_use_is_said(tmp_path, program):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refusal_of(program, settings_for(tmp_path, PORT=str(port)))
    assert f"Port {port} is in use already; stop the program that listens there, or choose another with PORT." in said


def test_a_data_folder_that_cannot_be_written_to_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "data"
    said = refusal_of(RUN, settings_for(folder))
    assert said.startswith(f"The data folder {folder} cannot be written to")
    assert said.endswith("make it writable, or name another with DATA_DIR.")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEMO", "maybe", "DEMO must be 1 or 0 (also true/false, yes/no, on/off); it is neither."),
        ("PORT", "http", "PORT must be a whole number from 1 to 65535."),
        ("HOST", "no.such.host.invalid", "HOST is not an address of this machine: no.such.host.invalid; correct it"),
        ("DATABASE_URL", "mysql://root@localhost/site", "DATABASE_URL must start with sqlite:/// or postgresql://."),
        ("DATABASE_URL", "postgresql://127.0.0.1:1/none", "The database could not be made ready (OperationalError)"),
    ],
)
def test_a_setting_that_is_not_understood_is_said(tmp_path, name, value, sentence):
    assert refusal_of(RUN, settings_for(tmp_path, **{name: value})).startswith(sentence)


def test_a_start_in_earnest_asks_for_its_secrets(tmp_path):
    said = refusal_of(SERVE, settings_for(tmp_path, DEMO="0"))
    assert said.startswith("SECRET_KEY must be at least 32 characters of random text; make one with:")


def test_a_database_of_an_older_release_is_said(tmp_path):
    with own_database(tmp_path) as database:
        (tmp_path / "site.sqlite3").touch()
        said = refusal_of(SERVE, settings_for(tmp_path, DATABASE_URL=database))
    assert "run `manage.py migrate` and try again" in said


# --- What it starts ---


class Served:
    """A site that was set up once and is started again and again."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.port = environment["PORT"]

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/health/ready", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    @contextmanager
    def started(self, program: list[str]) -> Iterator[subprocess.Popen[str]]:
        process = subprocess.Popen(
            [sys.executable, *program],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            assert eventually(lambda: self.answers() or process.poll() is not None)
            assert process.poll() is None, process.stdout and process.stdout.read()
            yield process
        finally:
            left = children_of(process.pid) if process.poll() is None else []
            process.kill()
            process.wait()
            assert eventually(lambda: not any(is_running(pid) for pid in left))


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("a site")
    with own_database(folder) as database:
        yield Served(settings_for(folder / "data folder", DATABASE_URL=database))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_serves_and_ends_without_a_trace(served, number):
    with served.started(RUN) as process:
        everything = children_of(process.pid)
        assert len(everything) >= 3
        process.send_signal(number)
        output, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        assert f"http://localhost:{served.port}" in output
        assert not any(is_running(pid) for pid in everything)
        assert not served.answers()


def test_what_dies_is_started_again(served):
    with served.started(SERVE) as process:
        server, jobs = server_and_jobs(process.pid)
        workers = children_of(server)
        os.kill(server, signal.SIGKILL)
        os.kill(jobs, signal.SIGKILL)
        assert eventually(lambda: not any(is_running(pid) for pid in [server, jobs, *workers]))
        assert eventually(served.answers)
        assert eventually(lambda: len(children_of(process.pid)) >= 3)
        assert {server, jobs}.isdisjoint(server_and_jobs(process.pid))


def test_nothing_outlives_a_supervisor_that_was_killed(served):
    with served.started(SERVE) as process:
        everything = children_of(process.pid)
        process.kill()
        process.wait()
        assert eventually(lambda: not any(is_running(pid) for pid in everything))


def test_what_make_run_serves_ends_with_make(served):
    """A parent that is killed outright can pass no signal on."""
    launcher = "import subprocess, sys; subprocess.run([sys.executable, *sys.argv[1:]])"
    with served.started(["-c", launcher, *RUN]) as parent:
        everything = children_of(parent.pid)
        parent.kill()
        parent.wait()
        assert eventually(lambda: not any(is_running(pid) for pid in everything))


def test_a_second_server_leaves_the_first_alone(served):
    with served.started(SERVE):
        assert "is in use already" in refusal_of(SERVE, served.environment)
        assert served.answers()


def test_starting_again_keeps_everything(served):
    accounts = Path(served.environment["DATA_DIR"]) / "demo-accounts.json"
    with served.started(RUN):
        before = accounts.read_text()
    with served.started(RUN):
        assert accounts.read_text() == before


def test_a_demonstration_never_starts_in_earnest(served):
    with served.started(RUN):
        pass
    secrets = {"SECRET_KEY": "s" * 50, "RECEIPT_PEPPER": "p" * 50}
    answer = subprocess.run(
        [sys.executable, *SERVE],
        cwd=ROOT,
        env=served.environment | secrets | {"DEMO": "0"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert answer.returncode == 1
    assert "site.E002" in answer.stderr
    assert "intake.E001" in answer.stderr
    assert "Traceback" not in answer.stderr

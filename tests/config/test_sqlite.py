"""A database file that is gone stays gone until somebody makes a new one: nothing but `migrate` does."""

import sqlite3
import stat
import subprocess
import sys

import pytest

from config.sqlite import ExistingFile
from tests.setup.test_run import ROOT, settings_for

pytestmark = pytest.mark.once


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.fixture(params=["data", "a folder, 100 % ours? #1"])
def folder(request, tmp_path):
    made = tmp_path / request.param
    made.mkdir()
    return made


def test_only_migrate_makes_a_database_and_for_its_owner_alone(folder):
    environment, database = settings_for(folder), folder / "site.sqlite3"
    for command in (["serve"], ["check", "--database=default"], ["set_up_site"], ["createcachetable"]):
        assert manage(environment, *command).returncode != 0, command
        assert not database.exists(), command
    made = manage(environment, "migrate", "--verbosity=0")
    assert made.returncode == 0, made.stderr
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert manage(environment, "createcachetable").returncode == 0


def test_migrate_makes_the_folder_too_and_for_its_owner_alone(tmp_path):
    folder = tmp_path / "srv/site"
    made = manage(settings_for(folder), "migrate", "--verbosity=0")
    assert made.returncode == 0, made.stderr
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_serve_says_what_to_do_where_there_is_none(tmp_path):
    said = manage(settings_for(tmp_path), "serve").stderr
    assert "CommandError: The database does not answer" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["plain", "with space", "100%", "what?", "#1", "a&b=c", "ä"])
def test_any_name_is_opened_and_no_other_file_made(tmp_path, name):
    path = tmp_path / f"{name}.sqlite3"
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(str(path), factory=ExistingFile, uri=True).execute("SELECT 1 FROM sqlite_master")
    assert list(tmp_path.iterdir()) == []
    path.touch()
    connection = sqlite3.connect(str(path), factory=ExistingFile, uri=True)
    connection.execute("CREATE TABLE made (number)")
    connection.close()
    assert [found.name for found in tmp_path.iterdir()] == [path.name]
    assert path.stat().st_size > 0

"""What every test may ask for."""

import secrets
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from hypothesis import settings as hypothesis_settings

from setup.programs import missing
from tests.served import Prepared, prepared_demonstration

ROOT = Path(__file__).resolve().parent.parent

# By the processor time that they take: from two minutes to half a minute.
LONGEST = (
    "browser/test_accessibility.py",
    "baking/test_under_change.py",
    "browser/test_editor.py",
    "config/test_database_gone.py",
    "setup/test_run.py",
    "browser/test_intake.py",
    "browser/test_editor_acts.py",
    "referrals/test_canary.py",
    "browser/test_whole_path.py",
    "browser/test_quick_exit.py",
    "deploy/test_nginx.py",
    "setup/test_in_earnest.py",
    "config/test_sqlite.py",
    "pages/test_editor.py",
)

# How fast the machine is today is nobody's fault.
hypothesis_settings.register_profile("patient", deadline=None)
hypothesis_settings.load_profile("patient")


@pytest.fixture(autouse=True)
def cache_of_its_own(settings) -> None:
    """Redis takes nothing back after a test, as the database does: each test begins with an empty part of it."""
    if settings.REDIS_URL:
        caches["default"].key_prefix = secrets.token_hex(8)


@pytest.fixture(autouse=True)
def baked_folder_of_its_own(settings, tmp_path) -> None:
    """What one test bakes, no other is served."""
    settings.BAKED_DIR = tmp_path / "baked"


@pytest.fixture(scope="session")
def project_files() -> Callable[[str], list[tuple[str, str]]]:
    """Path and text of each of the project's own files that matches a pattern."""

    def matching(pattern: str) -> list[tuple[str, str]]:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split("\n")
        return [(path, (ROOT / path).read_text()) for path in listed if path and (ROOT / path).exists()]

    return matching


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """What the served demonstrations of this process's tests are copied from."""
    with prepared_demonstration(tmp_path_factory.mktemp("prepared")) as made:
        yield made


@pytest.hookimpl(trylast=True)  # folders mark their tests first
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    _put_the_longest_first(items)
    _leave_out_what_cannot_run(items)


def _put_the_longest_first(items: list[pytest.Item]) -> None:
    """Files that take long come first, so that none of them is left for one processor when the others are done."""
    places = {ROOT / "tests" / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(LONGEST)))


def _leave_out_what_cannot_run(items: list[pytest.Item]) -> None:
    """The one place where a test is left out, and only for want of an installed program."""
    for program in missing():
        left_out = pytest.mark.skip(reason=f"{program.executable} is not installed (package {program.package})")
        for item in items:
            if item.get_closest_marker(program.marker):
                item.add_marker(left_out)

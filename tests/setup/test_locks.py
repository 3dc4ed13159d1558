"""Locked requirements: every package by exact version and hash, and no trace of where they were locked."""

import json
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = sorted(ROOT.glob("requirements*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_place(lock):
    text = lock.read_text()
    assert not re.search(r"\w+://|--(index-url|extra-index-url|find-links)|(^|\s)/\w|localhost", text)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_and_hashes_every_package(lock):
    requirements = re.findall(r"^\S.*?(?=^\S|\Z)", lock.read_text(), flags=re.MULTILINE | re.DOTALL)
    assert requirements
    for requirement in requirements:
        assert re.match(r"[\w.\[\]-]+==[\w.]+", requirement)
        assert "--hash=sha256:" in requirement


def test_every_lock_is_made_from_a_list_with_reasons():
    import lock

    assert {path.stem for path in LOCKS} == set(lock.NAMES)
    for name in lock.NAMES:
        for line in (ROOT / f"{name}.in").read_text().splitlines():
            assert line.startswith(("#", "-c ")) or re.match(r"\S+\s+# \w", line), line


def test_the_npm_lock_names_no_place_and_hashes_every_package():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for path, package in packages.items():
        assert "resolved" not in package
        assert not path or package["integrity"].startswith("sha512-")


def test_no_second_lock_contradicts_these():
    assert not any((ROOT / name).exists() for name in ("uv.lock", "poetry.lock", "Pipfile.lock", "yarn.lock"))

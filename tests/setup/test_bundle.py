"""The joined style sheets and scripts: the same sources give the same bytes, with nothing twice or from elsewhere."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import bundle

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> list[Path]:
    """Two folders, each with a build of its own."""
    folders = [tmp_path_factory.mktemp("built") for _ in range(2)]
    for folder in folders:
        subprocess.run([sys.executable, "site/setup/bundle.py", str(folder)], cwd=ROOT, check=True)
    return folders


def test_two_builds_give_the_same_bytes(built):
    first, second = built
    assert {path.name for path in first.iterdir()} == set(bundle.ENTRIES.values())
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()


def test_pages_are_given_what_the_sources_say_now(built):
    for name in bundle.ENTRIES.values():
        assert (ROOT / "static" / "built" / name).read_bytes() == (built[0] / name).read_bytes()


def test_nothing_is_done_while_the_sources_are_the_same():
    name = next(iter(bundle.ENTRIES.values()))
    before = (bundle.BUILT / name).stat().st_mtime_ns
    bundle.bring_up_to_date()
    assert (bundle.BUILT / name).stat().st_mtime_ns == before


def test_no_script_makes_code_from_text(built):
    for path in built[0].glob("*.js"):
        script = path.read_text()
        assert not re.search(r"\beval\(|\bnew Function\b|\bimport\(", script), path.name
        assert "sourceMappingURL" not in script


def test_no_style_sheet_loads_from_elsewhere(built):
    for path in built[0].glob("*.css"):
        assert not re.search(r"@import|url\(\s*[\"']?(?:https?:|//|data:)", path.read_text()), path.name


def test_every_package_is_there_once():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    names = [path.rpartition("node_modules/")[2] for path in packages if path]
    assert sorted(set(names)) == sorted(names)


def test_a_machine_without_node_of_its_own_age_uses_one_in_passing(monkeypatch, tmp_path):
    import node

    old = tmp_path / "node"
    old.write_text("#!/bin/sh\necho v18.19.0\n")
    old.chmod(0o755)
    (tmp_path / "npm").symlink_to(old)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert node._machine_npm() is None
    old.write_text("#!/bin/sh\necho v20.0.0\n")
    assert node._machine_npm() == [str(tmp_path / "npm")]
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert node._machine_npm() is None

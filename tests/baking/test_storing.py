"""What is on the disk is whole at every moment, says the same in every encoding, and leaves nothing behind."""

import gzip
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import brotli
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baking import manifest
from baking.manifest import Answer, Manifest, UnreadableManifest
from baking.rendering import Rendered
from baking.storing import GRACE, Busy, Shelf, locked

pytestmark = pytest.mark.once

HTML = (("Content-Type", "text/html; charset=utf-8"),)


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "baked"


def page(text: str) -> Rendered:
    return Rendered(200, HTML, text.encode())


def stored(folder: Path, **texts: str) -> Shelf:
    """A shelf with a page for each of `texts`, saved."""
    shelf = Shelf(folder)
    for name, text in texts.items():
        shelf.answers[f"/fi/{name}/"] = shelf.store(page(text))
    shelf.save()
    return shelf


def test_a_body_is_the_same_in_every_encoding_and_at_its_path(folder):
    text = "Voit soittaa. " * 50
    stored(folder, apua=text)
    place = folder / "tree/fi/apua"
    assert (place / "index.html").read_text() == text
    assert brotli.decompress((place / "index.html.br").read_bytes()).decode() == text
    assert gzip.decompress((place / "index.html.gz").read_bytes()).decode() == text


def test_files_that_machines_read_lie_under_their_own_names(folder):
    shelf = Shelf(folder)
    for path in ("/robots.txt", "/.well-known/security.txt"):
        shelf.answers[path] = shelf.store(Rendered(200, (("Content-Type", "text/plain; charset=utf-8"),), b"text\n"))
    shelf.save()
    assert (
        (folder / "tree/robots.txt").read_text() == (folder / "tree/.well-known/security.txt").read_text() == "text\n"
    )


def test_an_image_is_kept_as_it_is(folder):
    shelf = Shelf(folder)
    shelf.answers["/media/images/a.webp"] = shelf.store(Rendered(200, (("Content-Type", "image/webp"),), b"RIFF"))
    shelf.save()
    assert [path.name for path in (folder / "tree/media/images").iterdir()] == ["a.webp"]


def test_equal_contents_have_equal_times_and_others_have_others(folder):
    stored(folder, a="one", b="one", c="two")
    times = [(folder / f"tree/fi/{name}/index.html").stat().st_mtime for name in "abc"]
    assert times[0] == times[1] != times[2]


def test_a_page_that_goes_takes_its_files_and_its_empty_folder_along(folder):
    shelf = stored(folder, a="one", b="two")
    del shelf.answers["/fi/a/"]
    shelf.save()
    assert sorted(path.name for path in (folder / "tree/fi").iterdir()) == ["b"]


def test_a_redirect_is_a_line_for_the_web_server_and_no_file(folder):
    shelf = Shelf(folder)
    shelf.answers["/en/old/"] = Answer(302, (("Location", "/en/new/"),))
    shelf.save()
    assert (folder / "redirects.map").read_text() == '"/en/old/" "/en/new/";\n'
    assert not (folder / "tree").exists()


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_address_can_write_anything_else_into_the_web_servers_configuration(tmp_path_factory, path, target):
    folder = tmp_path_factory.mktemp("baked")
    shelf = Shelf(folder)
    shelf.answers[f"/{path}"] = Answer(302, (("Location", f"/{target}"),))
    shelf.save()
    lines = (folder / "redirects.map").read_text().splitlines()
    assert len(lines) <= 1
    for line in lines:
        assert line == f'"/{path}" "/{target}";'
        assert not set(f"{path}{target}") & set("\"'$;{}\\ \n\r\t")


@given(st.text(max_size=60))
@example(".")
@example("fi/../../x")
@example("//x")
def test_no_address_is_written_outside_the_tree(tmp_path_factory, path):
    folder = tmp_path_factory.mktemp("outside")
    shelf = Shelf(folder / "baked")
    answer = shelf.store(page("x"))
    shelf.answers[f"/{path}"] = answer
    try:
        shelf.save()
    except OSError:
        return  # a name that the file system does not take: refused, not written elsewhere
    assert {found.name for found in folder.iterdir()} == {"baked"}
    assert {found.name for found in (folder / "baked").iterdir()} <= {
        "bodies",
        "manifest.json",
        "tree",
        "redirects.map",
    }


def test_the_tree_is_mended_after_a_kill_between_manifest_and_tree(folder):
    shelf = stored(folder, a="one", b="two")
    (folder / "tree/fi/a/index.html").unlink()
    (folder / "tree/fi/stray").mkdir()
    (folder / "tree/fi/stray/index.html").write_text("left behind")
    (folder / "tree/fi/b/index.html").write_text("changed by hand")
    shelf = Shelf(folder)
    shelf.repair_tree()
    assert (folder / "tree/fi/a/index.html").read_text() == "one"
    assert not (folder / "tree/fi/stray").exists()


def test_bodies_without_an_answer_go_after_a_while_and_no_others(folder, monkeypatch):
    shelf = stored(folder, a="one", b="two")
    used = shelf.answers["/fi/a/"].body
    unused = shelf.answers.pop("/fi/b/").body
    shelf.save()
    shelf.clear_out()
    assert manifest.body_path(folder, unused).exists()
    monkeypatch.setattr(time, "time", lambda: os.stat(folder / manifest.NAME).st_ctime + GRACE + 5)
    shelf.clear_out()
    assert not manifest.body_path(folder, unused, "br").exists()
    assert manifest.body_path(folder, used, "br").exists()


def test_whoever_will_not_wait_is_told_that_somebody_bakes(folder):
    with locked(folder), pytest.raises(Busy), locked(folder, patience=0.05):
        pass
    with locked(folder, patience=0):
        pass


def test_a_manifest_comes_back_as_it_was_written(folder):
    folder.mkdir()
    answer = Answer(200, HTML, "ab" * 32, 7, ("br", "gzip"))
    written = Manifest({"/fi/ä/": answer}, {"fi/404": answer}, True)
    manifest.write(folder, written)
    assert manifest.read(folder) == written


@given(st.binary(max_size=200))
def test_a_manifest_that_is_nonsense_is_unreadable_and_nothing_else(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("nonsense")
    (folder / manifest.NAME).write_bytes(content)
    with pytest.raises(UnreadableManifest):
        manifest.read(folder)


def test_readers_never_find_a_manifest_half_written_or_a_body_missing(folder):
    shelf, ended, faults = stored(folder, a="x"), threading.Event(), []

    def look() -> None:
        while not ended.is_set():
            found = manifest.read(folder)
            for answer in found.answers.values():
                if manifest.body_path(folder, answer.body).stat().st_size != answer.length:
                    faults.append(answer)

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(100):
        shelf.answers["/fi/a/"] = shelf.store(page("x" * (number * 37 % 900 + 1)))
        shelf.save()
    ended.set()
    for reader in readers:
        reader.join()
    assert faults == []


BAKE_FOR_EVER = """
import sys, itertools
from pathlib import Path
import django; django.setup()
from baking.rendering import Rendered
from baking.storing import Shelf, locked
folder = Path(sys.argv[1])
for number in itertools.count():
    with locked(folder):
        shelf = Shelf(folder)
        for name in "abcdef":
            shelf.answers[f"/fi/{name}/"] = shelf.store(
                Rendered(200, (("Content-Type", "text/html"),), f"{number} ".encode() * (number % 400 + 1)))
        shelf.save()
    print(number, flush=True)
"""


def test_a_kill_at_any_moment_leaves_every_answer_whole_and_the_next_bake_goes_on(folder):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    for moment in (0.01, 0.02, 0.04, 0.07, 0.11, 0.16):
        command = [sys.executable, "-c", BAKE_FOR_EVER, str(folder)]
        environment["PYTHONPATH"] = os.pathsep.join(sys.path)
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as baking:
            assert baking.stdout.readline()
            time.sleep(moment)
            baking.kill()
        found = manifest.read(folder)
        assert len(found.answers) == 6
        for answer in found.answers.values():
            for encoding in ("", *answer.encodings):
                body = manifest.body_path(folder, answer.body, encoding).read_bytes()
                plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)(body)
                assert len(plain) == answer.length
    shelf = stored(folder, a="after")
    shelf.repair_tree()
    assert (folder / "tree/fi/a/index.html").read_text() == "after"

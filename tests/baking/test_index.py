"""What is baked is held in memory: seen as soon as it is another, kept when its files are not there any more."""

import os
import threading
from pathlib import Path

import pytest

from baking import index as module
from baking import manifest
from baking.index import CurrentIndex
from baking.manifest import body_path
from tests.baking.bakery import HTML, an_answer, bake

pytestmark = pytest.mark.once


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "baked"


def texts(current: CurrentIndex) -> dict[str, str]:
    """What would be answered now, by path."""
    return {path: reply.variants[""].content[0].decode() for path, reply in current.current().answers.items()}


def test_without_a_folder_nothing_is_baked(folder):
    current = CurrentIndex(folder)
    assert texts(current) == {}
    bake(folder, {"/fi/": b"etusivu"})
    assert texts(current) == {"/fi/": "etusivu"}


def test_a_new_manifest_is_seen_at_the_next_request(folder):
    bake(folder, {"/fi/": b"old", "/fi/gone/": b"gone"})
    current = CurrentIndex(folder)
    bake(folder, {"/fi/": b"new", "/fi/more/": b"more"})
    assert texts(current) == {"/fi/": "new", "/fi/more/": "more"}


def test_a_manifest_of_the_same_length_and_time_is_seen_too(folder):
    bake(folder, {"/fi/": b"old"})
    current = CurrentIndex(folder)
    time = (folder / manifest.NAME).stat().st_mtime_ns
    bake(folder, {"/fi/": b"new"})
    os.utime(folder / manifest.NAME, ns=(time, time))
    assert texts(current) == {"/fi/": "new"}


@pytest.mark.parametrize("name", [manifest.NAME, ""])
def test_what_was_baked_is_kept_when_the_files_are_gone(folder, name):
    bake(folder, {"/fi/": b"etusivu"})
    current = CurrentIndex(folder)
    (folder / name).rename(folder.with_name("elsewhere"))
    assert texts(current) == {"/fi/": "etusivu"}


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"{", b"\x00\xff", b"[]", b'{"format":2}', b'{"format":1,"answers":[],"errors":{},"complete":true}'],
)
@pytest.mark.parametrize("again", [0.0, 3600.0])
def test_rubbish_in_place_of_the_manifest_changes_nothing_and_is_logged_once(
    folder, rubbish, again, caplog, monkeypatch
):
    monkeypatch.setattr(module, "AGAIN", again)
    bake(folder, {"/fi/": b"etusivu"})
    current = CurrentIndex(folder)
    (folder / manifest.NAME).write_bytes(rubbish)
    for _ in range(3):
        assert texts(current) == {"/fi/": "etusivu"}
    assert len(caplog.messages) == 1
    bake(folder, {"/fi/": b"uusi"})
    assert texts(current) == {"/fi/": "uusi"}
    assert len(caplog.messages) == 1


@pytest.mark.parametrize("again", [0.0, 3600.0])
def test_an_answer_whose_body_is_missing_stays_what_it_was_and_the_others_are_new(folder, again, caplog, monkeypatch):
    monkeypatch.setattr(module, "AGAIN", again)
    bake(folder, {"/fi/": b"old", "/fi/a/": b"old"})
    current = CurrentIndex(folder)
    answers = {"/fi/": b"new", "/fi/a/": an_answer(folder, b"lost"), "/fi/b/": an_answer(folder, b"lost too")}
    for path in ("/fi/a/", "/fi/b/"):
        body_path(folder, answers[path].body).unlink()
    bake(folder, answers)
    for _ in range(3):
        assert texts(current) == {"/fi/": "new", "/fi/a/": "old"}
    assert caplog.messages == ["2 baked answers have files that are missing or damaged."]


def test_a_body_that_comes_back_is_seen_without_another_manifest(folder, monkeypatch):
    monkeypatch.setattr(module, "AGAIN", 0.0)
    answer = an_answer(folder, b"page")
    plain = body_path(folder, answer.body)
    plain.rename(plain.with_name("aside"))
    bake(folder, {"/fi/": answer})
    current = CurrentIndex(folder)
    assert texts(current) == {}
    monkeypatch.setattr(module, "AGAIN", 3600.0)
    plain.with_name("aside").rename(plain)
    assert texts(current) == {"/fi/": "page"}


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("harm", ["missing", "cut", "another", "rubbish"])
def test_an_encoding_that_is_not_whole_is_left_out(folder, encoding, harm):
    answer, other = an_answer(folder, b"page " * 50), an_answer(folder, b"other page")
    path = body_path(folder, answer.body, encoding)
    content = {
        "cut": path.read_bytes()[:-3],
        "another": body_path(folder, other.body, encoding).read_bytes(),
        "rubbish": b"rubbish",
    }.get(harm)
    path.unlink()
    if content:
        path.write_bytes(content)
    bake(folder, {"/fi/": answer})
    variants = CurrentIndex(folder).current().answers["/fi/"].variants
    assert variants.keys() == {"", "br", "gzip"} - {encoding}


def test_an_encoding_that_comes_back_is_used_again(folder, monkeypatch, caplog):
    monkeypatch.setattr(module, "AGAIN", 0.0)
    answer = an_answer(folder, b"page")
    body_path(folder, answer.body, "br").unlink()
    bake(folder, {"/fi/": answer})
    current = CurrentIndex(folder)
    assert caplog.messages == ["1 baked answers have files that are missing or damaged."]
    assert an_answer(folder, b"page") == answer
    assert current.current().answers["/fi/"].variants.keys() == {"", "br", "gzip"}


def test_a_body_that_does_not_hold_what_its_name_says_is_not_served(folder):
    answer = an_answer(folder, b"the page")
    body_path(folder, answer.body).write_bytes(b"the pa")
    bake(folder, {"/fi/": answer})
    assert texts(CurrentIndex(folder)) == {}


def test_bodies_that_are_held_are_not_read_again(folder):
    bake(folder, {"/fi/": b"page"})
    current = CurrentIndex(folder)
    before = current.current().answers["/fi/"].variants
    answer = an_answer(folder, b"page")
    for path in (folder / manifest.BODIES).iterdir():
        path.unlink()
    bake(folder, {"/fi/elsewhere/": answer})
    after = current.current().answers["/fi/elsewhere/"].variants
    assert [after[name].content[0] is before[name].content[0] for name in ("", "br", "gzip")] == [True] * 3


def test_a_body_is_held_in_all_its_encodings_whoever_has_fewer(folder):
    """The same bytes may be one answer's that is compressed and another's that is not."""
    whole, plain = an_answer(folder, b"page"), an_answer(folder, b"page", encodings=())
    for answers in ({"/fi/a/": whole, "/fi/b/": plain}, {"/fi/a/": plain, "/fi/b/": whole}):
        bake(folder, answers)
        found = CurrentIndex(folder).current()
        assert found.damages == 0
        assert found.bodies[whole.body].keys() == {"", "br", "gzip"}
        for path, answer in answers.items():
            assert found.answers[path].variants.keys() == {"", *answer.encodings}


def test_other_headers_are_seen_where_the_body_is_the_same(folder):
    bake(folder, {"/fi/": an_answer(folder, b"page", headers=(*HTML, ("X-Robots-Tag", "noindex")))})
    current = CurrentIndex(folder)
    bake(folder, {"/fi/": b"page"})
    assert "X-Robots-Tag" not in dict(current.current().answers["/fi/"].variants[""].headers)


def test_answers_that_are_the_same_are_not_made_again(folder):
    bake(folder, {"/fi/": b"old", "/en/": b"page"}, {"fi/404": b"none"})
    current = CurrentIndex(folder)
    before = current.current()
    bake(folder, {"/fi/": b"new", "/en/": b"page"}, {"fi/404": b"none"})
    after = current.current()
    assert after.answers["/en/"] is before.answers["/en/"]
    assert after.errors["fi/404"] is before.errors["fi/404"]
    assert after.answers["/fi/"] != before.answers["/fi/"]


def test_bodies_of_no_answer_are_let_go(folder):
    current = CurrentIndex(folder)
    for number in range(5):
        bake(folder, {"/fi/": b"page %d" % number}, {"fi/404": b"none %d" % number})
        names = set(current.current().bodies)
        assert len(names) == 2


def test_one_thread_reads_a_new_manifest_while_the_others_go_on(folder):
    bake(folder, {"/fi/": b"old"})
    current = CurrentIndex(folder)
    answer = an_answer(folder, b"new")
    # A reader of this file waits until somebody writes to it.
    slow = body_path(folder, answer.body)
    slow.unlink()
    os.mkfifo(slow)
    bake(folder, {"/fi/": answer})
    reader = threading.Thread(target=current.current)
    reader.start()
    with slow.open("wb") as pipe:  # opens once the reader has come so far
        for _ in range(3):
            assert texts(current) == {"/fi/": "old"}
        pipe.write(b"new")
    reader.join()
    assert texts(current) == {"/fi/": "new"}


def test_an_address_without_its_slash_leads_to_the_one_with_it(folder):
    bake(folder, {"/fi/": b"1", "/fi/äiti ja lapsi/": b"2", "/en/a": b"3", "/en/a/": b"4", "//elsewhere/": b"5"})
    spelled = "/fi/äiti ja lapsi".encode().decode("latin-1")
    assert CurrentIndex(folder).current().slashes == {
        "/fi": "/fi/",
        spelled: "/fi/%C3%A4iti%20ja%20lapsi/",
        "//elsewhere": "/%2Felsewhere/",
    }


def test_equal_bytes_have_equal_tags_and_other_bytes_others(folder):
    bake(folder, {"/fi/": b"page", "/en/": b"page", "/en/a/": b"another"})
    answers = CurrentIndex(folder).current().answers
    tags = {path: [variant.tag for variant in reply.variants.values()] for path, reply in answers.items()}
    assert tags["/fi/"] == tags["/en/"]
    assert len({*tags["/fi/"], *tags["/en/a/"]}) == 6


def test_an_answer_without_a_body_has_no_tag(folder):
    bake(folder, {"/exit/": an_answer(folder, status=302, headers=(("Location", "https://example.org/"),))})
    reply = CurrentIndex(folder).current().answers["/exit/"]
    assert reply.status == "302 Found"
    assert reply.variants.keys() == {""}
    assert reply.variants[""].tag == ""


def test_an_answer_that_may_have_no_body_has_no_length(folder):
    bake(folder, {"/fi/": an_answer(folder, status=204, headers=())})
    headers = dict(CurrentIndex(folder).current().answers["/fi/"].variants[""].headers)
    assert "Cache-Control" in headers and "Content-Length" not in headers


def test_headers_of_the_site_are_kept(folder):
    bake(folder, {"/fi/": an_answer(folder, b"page", headers=(*HTML, ("X-Robots-Tag", "noindex")))})
    headers = CurrentIndex(folder).current().answers["/fi/"].variants["br"].headers
    assert ("X-Robots-Tag", "noindex") in headers
    assert HTML[0] in headers

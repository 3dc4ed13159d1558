"""Pages are baked again and again while they are read."""

import hashlib
import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.baking.bakery import a_layer, ask, bake

pytestmark = pytest.mark.once


def bodies(number: int) -> dict[str, bytes]:
    """Of a bake: another length each time."""
    text = f"bake {number};".encode()
    return {f"/fi/{name}/": text * (1 + number * step % 97) for name, step in [("a", 7), ("b", 31)]}


def bake_many_times(folder: Path) -> None:
    for number in range(1, 201):
        bake(folder, bodies(number))


def test_no_answer_is_half_of_one_bake_and_half_of_another(tmp_path):
    bake(tmp_path, bodies(0))
    layer, seen, faults = a_layer(tmp_path), set(), []
    baker = multiprocessing.get_context("fork").Process(target=bake_many_times, args=(tmp_path,))
    baker.start()  # before there are threads, which a fork would leave behind

    def read(accepts: str, path: str) -> None:
        while baker.is_alive():
            got = ask(layer, path, accept_encoding=accepts)
            number = int(got.text.split(";")[0].removeprefix("bake "))
            seen.add(number)
            tag = f'"{hashlib.sha256(got.body).hexdigest()[:32]}"'
            if got.text.encode() != bodies(number)[path] or int(got.headers["content-length"]) != len(got.body):
                faults.append((path, got))
            if got.headers["etag"] != tag or got.status != 200:
                faults.append((path, got))

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read, accepts, path) for accepts in ("", "gzip, br") for path in bodies(0)]
    for reader in readers:
        reader.result()
    baker.join()
    assert baker.exitcode == 0
    assert faults == []
    assert len(seen) > 10
    assert ask(layer, "/fi/a/").body == bodies(200)["/fi/a/"]

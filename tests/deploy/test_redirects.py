"""nginx reads as root what the baker has written: only redirects may come through."""

import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

SCRIPT = Path(__file__).resolve().parent.parent.parent / "site/deploy/nginx/redirects.sh"
GOOD = [
    '"/en/help" "/en/above/help/";',
    '"/en/help/" "/en/above/help/";',
    '"/exit/" "https://weather.example/a?b=c&d=e,f#g";',
    '"/fi/\u00e4lyk\u00e4s/" "/fi/%C3%A4lyk%C3%A4s/";',
]


def taken(folder: Path, *lines: str) -> list[str]:
    given, made = folder / "redirects.map", folder / "redirects.conf"
    given.write_text("".join(f"{line}\n" for line in lines))
    subprocess.run(["sh", SCRIPT, given, made], check=True)
    return made.read_text().splitlines()


def test_what_the_baker_writes_is_taken(tmp_path):
    assert sorted(taken(tmp_path, *GOOD)) == sorted(GOOD)


@pytest.mark.parametrize(
    "line",
    [
        "}",
        '"/en/" "/fi/"; } server { listen 81; }',
        '"/en/" "/$host/";',
        '"/en/" "/a";"/fi/" "/b";',
        '"/en/" "javascript:alert(1)";',
        '"/en/" "/a\\";',
        '"/en/ "/b/";',
        '"~^/en/" "/b/";',
        'default "/b/";',
        "include /etc/passwd;",
        '"/en/" "/a b/";',
        '"/en/" "/a\x01b/";',
        f'"/{"a" * 2000}/" "/b/";',
        "",
    ],
)
def test_nothing_else_is(tmp_path, line):
    assert taken(tmp_path, GOOD[0], line, GOOD[2]) == [GOOD[0], GOOD[2]]


def test_an_address_is_taken_once_as_nginx_knows_no_large_letters(tmp_path):
    assert len(taken(tmp_path, '"/en/Old/" "/en/a/";', '"/en/old/" "/en/b/";', '"/en/old/" "/en/c/";')) == 1


def test_what_cannot_be_read_leaves_what_was_taken(tmp_path):
    before = taken(tmp_path, *GOOD)
    (tmp_path / "redirects.map").unlink()
    answer = subprocess.run(["sh", SCRIPT, tmp_path / "redirects.map", tmp_path / "redirects.conf"], check=False)
    assert answer.returncode != 0
    assert (tmp_path / "redirects.conf").read_text().splitlines() == before


def test_no_redirect_at_all_is_taken_too(tmp_path):
    assert taken(tmp_path) == []

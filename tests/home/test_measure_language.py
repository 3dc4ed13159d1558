"""The command prints a line for each page and language, and fails when a limit does not hold."""

import re

import pytest
from django.core.management import CommandError, call_command

from home.content.documents import load
from tests.home.content import changed


def test_it_prints_the_table_and_is_content(capsys):
    call_command("measure_language")
    lines = capsys.readouterr().out.splitlines()

    assert lines[0].split() == ["page", "lang", "level", "sentences", "words", "mean", "longest", "long", "words"]
    for page in load().pages:
        assert any(re.match(rf"{page.key} +fi +standard +\d+ +\d+ +\d+\.\d +\d+ +\d+\.\d%\Z", line) for line in lines)
        assert any(re.match(rf"{page.key} +en +standard +\d+ +\d+ +\d+\.\d +\d+\Z", line) for line in lines)
    assert any(line.startswith("everything") for line in lines)


@pytest.fixture
def small_content(small, monkeypatch):
    (small / "terms.toml").write_text("fi = []\nen = []\n")
    monkeypatch.setattr("home.content.documents.load.__defaults__", (small,))
    return small


def test_it_fails_and_names_the_page_and_the_sentence(small_content):
    call_command("measure_language")
    long = "Voit " + "soittaa " * 18 + "heti."
    changed(small_content, "pages/10-help.toml", 'intro = "Voit soittaa."', f'intro = "{long}"')

    with pytest.raises(CommandError) as refused:
        call_command("measure_language")
    assert "help, fi, standard: 20 words, more than 18: “Voit soittaa" in str(refused.value)


def test_content_that_cannot_be_read_is_said(small_content):
    changed(small_content, "pages/10-help.toml", 'type = "article"', "type = article")

    with pytest.raises(CommandError, match="10-help.toml"):
        call_command("measure_language")

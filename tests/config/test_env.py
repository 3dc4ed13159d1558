"""The environment is read strictly: what is not understood is an error that says what to type."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


def test_nothing_set_gives_the_default():
    assert env.text("A", "b", environ={}) == "b"
    assert env.boolean("A", True, environ={"A": ""}) is True
    assert env.integer("A", 8000, least=1, most=65535, environ={}) == 8000
    assert env.words("A", ("x",), environ={}) == ["x"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False)]
)
def test_a_boolean_is_read_in_its_usual_spellings(typed, meant):
    assert env.boolean("A", not meant, environ={"A": typed}) is meant


@pytest.mark.parametrize("typed", ["2", "maybe", "ja", "tru"])
def test_a_boolean_that_is_neither_is_an_error(typed):
    with pytest.raises(ImproperlyConfigured, match="A must be 1 or 0"):
        env.boolean("A", environ={"A": typed})


@pytest.mark.parametrize("typed", ["0", "65536", "80a", "-1", "8 0", "٨"])
def test_a_number_out_of_range_is_an_error(typed):
    with pytest.raises(ImproperlyConfigured, match="from 1 to 65535"):
        env.integer("PORT", 8000, least=1, most=65535, environ={"PORT": typed})


def test_a_value_may_come_from_a_file(tmp_path):
    path = tmp_path / "secret"
    path.write_text("hush\n")
    assert env.text("A", environ={"A_FILE": str(path)}) == "hush"


def test_a_value_and_a_file_at_once_are_an_error(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="not both"):
        env.text("A", environ={"A": "x", "A_FILE": str(tmp_path)})


def test_a_missing_unreadable_or_empty_file_is_an_error(tmp_path):
    empty, binary = tmp_path / "empty", tmp_path / "binary"
    empty.write_text("\n")
    binary.write_bytes(b"\xff\xfe\xff")
    for path in (tmp_path / "none", tmp_path, binary, empty):
        with pytest.raises(ImproperlyConfigured):
            env.text("A", "default", environ={"A_FILE": str(path)})


def test_no_error_quotes_what_may_be_a_secret():
    for read in (env.boolean, env.origin):
        with pytest.raises(ImproperlyConfigured) as error:
            read("A", environ={"A": "hunter2"})
        assert "hunter2" not in str(error.value)


@pytest.mark.parametrize(
    "typed", ["example.org", "ftp://example.org", "https://example.org/path", "https://u@example.org"]
)
def test_an_origin_has_scheme_and_host_only(typed):
    with pytest.raises(ImproperlyConfigured, match="https://www.example.org"):
        env.origin("A", environ={"A": typed})


def test_an_origin_loses_its_last_slash():
    assert env.origin("A", environ={"A": "https://example.org/"}) == "https://example.org"


def test_a_choice_is_one_of_the_list():
    assert env.choice("A", ("x", "y"), "x", environ={}) == "x"
    with pytest.raises(ImproperlyConfigured, match="one of: x, y"):
        env.choice("A", ("x", "y"), "x", environ={"A": "z"})

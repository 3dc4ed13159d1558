"""A word that nobody wrote is taken for the nearest one that somebody did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.search.index import index
from home.search.spelling import letters_of, mistakes, nearest
from tests.pages.trees import TEXT, an_article

SHORT = st.text("abc", max_size=6)


@pytest.mark.parametrize(
    ("typed", "word", "wrong"),
    [
        ("passi", "passi", 0),
        ("pasi", "passi", 1),
        ("passsi", "passi", 1),
        ("pessi", "passi", 1),
        ("apssi", "passi", 1),
        ("ihmisakuppa", "ihmiskauppa", 1),
        ("", "ab", 2),
    ],
)
def test_a_letter_left_out_added_changed_or_swapped_is_one_mistake(typed, word, wrong):
    assert mistakes(typed, word, 3) == wrong


def test_counting_stops_when_there_are_too_many():
    assert mistakes("palkka", "oleskelulupa", 2) == 3
    assert mistakes("abcdef", "ghijkl", 2) == 3


@given(SHORT, SHORT)
def test_mistakes_are_the_same_both_ways(one, other):
    assert mistakes(one, other, 10) == mistakes(other, one, 10)
    assert (mistakes(one, other, 10) == 0) == (one == other)
    assert mistakes(one, other, 1) == min(mistakes(one, other, 10), 2)


def test_letters_know_where_a_word_begins_and_ends():
    assert letters_of("apu") == {"^ap", "apu", "pu$"}


def test_the_nearest_words_of_the_language_are_found(front_page):
    index(an_article(front_page, body_fi=[TEXT | {"value": "<p>Oleskelulupa ja passi.</p>"}]))

    assert nearest("oleskelulpua", "fi").keys() == {"oleskelulupa"}
    assert nearest("oleskelulpua", "en") == {}
    assert nearest("pas", "fi") == {}
    assert nearest("pasi", "fi", also={"vasi"}).keys() == {"passi", "vasi"}

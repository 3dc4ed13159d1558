"""Words are compared in one spelling, without endings, in the parts that they are made of."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from home.search.models import LONGEST_WORD
from home.search.words import FOLDER, PART, base_form, fold, forms, known, parts, split, synonyms
from pages.languages import CODES


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("palkkaa", "palkka"),
        ("passini", "passi"),
        ("ihmiskaupan", "ihmiskauppa"),
        ("poliisille", "poliisi"),
        ("merkkejä", "merkki"),
        ("tyota", "työ"),
        ("naimisiin", "naimisiin"),
    ],
)
def test_a_finnish_word_loses_its_endings(word, base):
    assert base_form(word, "fi") == base


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("työ", "työ"),
        ("töissä", "työ"),
        ("mut", "minä"),
        ("maksa", "maksaa"),
        ("tulkin", "tulkki"),
        ("avun", "apu"),
        ("varastamaan", "varastaa"),
        ("puhelintani", "puhelin"),
    ],
)
def test_what_simplemma_takes_for_another_word_is_put_right(word, base):
    assert base_form(word, "fi") == base


def test_english_words_lose_their_endings_too():
    assert [base_form(word, "en") for word in ("taken", "threatened", "children", "wages")] == [
        "take",
        "threaten",
        "child",
        "wage",
    ]


def test_a_language_without_a_dictionary_keeps_its_words():
    assert forms("مساعدة", "ar") == {fold("مساعدة"): 1.0}


def test_dots_and_accents_do_not_count():
    assert fold("Väkivaltäinen Åland café") == "vakivaltainen aland cafe"


def test_a_compound_is_found_by_its_parts_too():
    assert parts("rikosilmoitus", "fi") == ("rikos", "ilmoitus")
    assert parts("palkka", "fi") == ()
    assert forms("turvakotiin", "fi") == {"turva": PART, "koti": PART, "turvakoti": 1.0, "turvakotiin": 1.0}


def test_old_words_stand_for_new_ones():
    assert "hakemus" in synonyms(forms("esityksen", "fi"), "fi")
    assert synonyms(forms("hakemus", "fi"), "fi") == {}


def test_words_are_cut_at_what_is_no_letter():
    assert split("Can’t  wait: harkinta-aika, 029 54!\0") == ["cant", "wait", "harkinta", "aika", "029", "54"]


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_its_words_and_no_word_stands_for_others_twice(code):
    assert (FOLDER / f"{code}.toml").exists()
    said = known(code)["synonyms"]
    assert {word: base for word in said if (base := fold(base_form(word, code))) != word and base in said} == {}


# The first word unpacks the dictionary.
@hypothesis_settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_falls_into_words_that_fit_the_index(text):
    for word in split(text):
        assert 0 < len(word) <= LONGEST_WORD
        assert all(len(form) <= LONGEST_WORD for form in forms(word, "fi"))

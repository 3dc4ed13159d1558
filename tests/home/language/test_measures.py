"""The measures count what they say, and the text of the content files keeps every limit."""

import pytest

from home.content import LANGUAGES
from home.content.documents import load
from home.language import terms
from home.language.measures import LIMITS, Limits, clauses, findings, long_words, measures_of
from home.language.passages import Kind, Passage
from home.language.seeded import Reading, readings
from home.language.terms import Term, Terms

NO_TERMS = Terms({"fi": (), "en": ()})
DOCUMENTS = load()
READINGS = list(readings(DOCUMENTS))


def reading(*lines: str, language: str = "fi", level: str = "standard") -> Reading:
    """A line that begins with # is a heading, with - an item of a list."""
    kinds = {"#": Kind.HEADING, "-": Kind.ITEM}
    passages = [Passage(kinds.get(line[0], Kind.PARAGRAPH), line.lstrip("#- ")) for line in lines]
    return Reading("page", language, level, tuple(passages))


def easy(*lines: str, language: str = "fi") -> Reading:
    return reading("# Sinä", *lines, language=language, level="easy")


def sentence(count: int) -> str:
    return " ".join(["Sana", *["sana"] * (count - 2), "sana."])


def test_the_mean_is_of_whole_sentences_and_the_longest_of_everything():
    measures = measures_of(reading("# Yksi", "Yksi kaksi kolme. Neljä.", "- yksi kaksi kolme neljä viisi"), NO_TERMS)

    assert (measures.sentences, measures.mean, measures.longest) == (2, 2, 5)


def test_long_words_are_those_of_fifteen_letters_and_no_terms_in_any_form():
    known = Terms({"fi": (Term("lastensuojeluilmoitus", ("lastensuojeluilmoitu",), "…"),), "en": ()})
    long = "luottamuksellisesti kuusitoistasano12 osoite-osoiteosoite"
    text = reading(f"Tee lastensuojeluilmoituksen {long} aaaaaaaa.bbbbbbbb@example.org.")

    assert long_words(text, known) == long.split()
    assert measures_of(text, known).long_words == pytest.approx(3 / 6)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Soita meille.", 0),
        ("Voit soittaa, vaikka et ole varma.", 1),
        ("Kerro, jos joku uhkaa, kun olet yksin.", 2),
        ("Ihminen, joka pelkää, soittaa.", 2),
        ("Soita jos pelkäät ja kun voit.", 2),
        ("Tunnetko ihmisen, jonka passi on poissa?", 1),
    ],
)
def test_clauses_are_counted_by_commas_and_by_the_words_that_begin_them(text, count):
    assert clauses(text) == count


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", ["standard", "easy"])
def test_a_sentence_over_the_limit_and_a_mean_over_the_limit_are_found(language, level):
    limits = LIMITS[language, level]
    sinä = "# Sinä"
    too_long = reading(sinä, sentence(limits.longest + 1), *["Soita."] * 7, language=language, level=level)
    on_average = reading(sinä, *[sentence(int(limits.mean) + 1)] * 7, language=language, level=level)
    just_right = reading(sinä, *[sentence(int(limits.mean))] * 7, language=language, level=level)

    assert len(findings(too_long, NO_TERMS)) == 1
    assert f"more than {limits.longest}" in findings(too_long, NO_TERMS)[0]
    assert len(findings(on_average, NO_TERMS)) == 1
    assert "on average" in findings(on_average, NO_TERMS)[0]
    assert findings(just_right, NO_TERMS) == []


def test_too_many_long_words_are_found_and_named():
    assert findings(reading("Se on luottamuksellisesti sanottu."), NO_TERMS) == [
        "25.0% long words, more than 6%: luottamuksellisesti."
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Voit soittaa, kun voit, jos voit."], "subordinate clause"),
        (["Voit soittaa. Voit kysyä. Voit kertoa. Voit olla. Voit itkeä."], "A paragraph of 5 sentences"),
        (["Voit soittaa."] * 9, "9 sentences under “Sinä”"),
        (["Voit soittaa (heti)."], "a bracket"),
        (["Voit soittaa; heti."], "a semicolon"),
        (["Voit 5 % olla."], "a percentage"),
        (["Voit 5. kerran."], "an ordinal"),
        (["Voit esim. soittaa."], "an abbreviation"),
        ([line for _ in range(120) for line in ("# Apua", "Voit soittaa.")], "361 words on the page"),
    ],
)
def test_what_easy_text_may_not_have_is_found(lines, said):
    assert any(said in finding for finding in findings(easy(*lines), NO_TERMS))


def test_easy_finnish_speaks_to_the_reader_and_easy_english_need_not():
    there = reading("# Apua", "Apua saa soittamalla.", level="easy")

    assert findings(there, NO_TERMS) == ["Nothing speaks to the reader as “sinä”."]
    assert findings(easy("Voit soittaa. Olet turvassa."), NO_TERMS) == []
    assert findings(reading("# Help", "Help is free.", language="en", level="easy"), NO_TERMS) == []


KNOWN = Terms({"fi": (Term("turvakoti", ("turvakodi", "turvakoti"), "…", ("turvakodissa saa",)),), "en": ()})


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Voit asua turvakodissa. Turvakodissa saa olla suojassa."], []),
        (["Turvakoti auttaa.", "Yksi.", "Kaksi.", "Turvakodissa saa olla suojassa."], []),
        (["Turvakoti auttaa.", "Yksi.", "Kaksi.", "Kolme.", "Turvakodissa saa olla."], ["turvakoti"]),
        (["Turvakoti auttaa."], ["turvakoti"]),
        (["Talo auttaa."], []),
    ],
)
def test_a_term_must_be_explained_where_it_is_first_used(lines, found):
    assert list(KNOWN.unexplained(reading(*lines))) == found


def test_every_page_every_language_and_every_shared_text_is_measured():
    measured = {(reading.page, reading.language) for reading in READINGS if reading.level == "standard"}

    assert measured == {
        (page, language)
        for page in (*(page.key for page in DOCUMENTS.pages), "shared texts")
        for language in LANGUAGES
    }
    help_page = next(reading for reading in READINGS if (reading.page, reading.language) == ("help", "fi"))
    for words in ("Tarvitsen apua", "Voit kysyä meiltä apua.", "suostuit aluksi itse", "+358 29 546 3177"):
        assert words in help_page.text
    assert "{" not in "".join(reading.text for reading in READINGS)


@pytest.mark.parametrize("one", READINGS, ids=lambda reading: f"{reading.page}-{reading.language}-{reading.level}")
def test_the_text_of_the_site_keeps_every_limit(one):
    assert findings(one, terms.load()) == []


def test_the_limits_are_those_that_were_agreed():
    assert {key: (one.mean, one.longest, one.long_words, one.clauses) for key, one in LIMITS.items()} == {
        ("fi", "standard"): (10, 18, 0.06, None),
        ("fi", "easy"): (7, 12, 0.03, 1),
        ("en", "standard"): (14, 25, None, None),
        ("en", "easy"): (9, 15, None, None),
    }
    for language in LANGUAGES:
        limits: Limits = LIMITS[language, "easy"]
        assert (limits.page_words, limits.between_headings, limits.paragraph) == (350, 8, 4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_used_and_says_what_it_means(language):
    everything = "\n".join(reading.text for reading in READINGS if reading.language == language)

    for term in terms.load().by_language[language]:
        assert term.pattern.search(everything), term.term
        assert term.pattern.match(term.term), term.term
        assert len(term.explanation.split()) >= 3, term.term

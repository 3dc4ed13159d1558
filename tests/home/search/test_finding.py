"""What people type leads to the pages that answer it: the table in `queries.toml`, and what is not in it."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from home.search.finding import MOST_RESULTS, MOST_WORDS, best, find, terms
from home.seeds import SeedRecord
from home.setting_up import set_up_site
from tests.pages.trees import TEXT, an_article

TABLES = ("queries", "fresh_queries")
QUERIES, FRESH_QUERIES = (
    tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8")) for name in TABLES
)
# Shares of the queries of a kind that must find their page among the first three.
LEAST = {"clean": 0.95, "misspelt": 0.80}


@pytest.fixture
def keys(db) -> dict[int | str, str]:
    """What each target is called in the table."""
    set_up_site()
    records = SeedRecord.objects.filter(key__startswith="page:")
    fixed = {name: f"route:{name}" for name in ("referral_form", "professional_form", "reply")}
    return {int(record.object_id): record.key.removeprefix("page:") for record in records} | fixed


@pytest.mark.parametrize("table", [QUERIES, FRESH_QUERIES], ids=TABLES)
def test_every_kind_of_query_finds_its_page_among_the_first_three(keys, table):
    known = set(keys.values())
    for kind, least in LEAST.items():
        for language, rows in table[kind].items():
            assert {page for _query, *pages in rows for page in pages} <= known
            missed = [
                query
                for query, *pages in rows
                if not {keys[target] for target in best(query, language)[:3]} & set(pages)
            ]
            assert len(missed) <= (1 - least) * len(rows), f"{kind}, {language}: {missed}"


def test_the_table_holds_enough_of_both_kinds_in_both_languages():
    for language, least in {"fi": 40, "en": 15}.items():
        assert sum(len({query for query, *_pages in QUERIES[kind][language]}) for kind in LEAST) >= least
    for table in (QUERIES, FRESH_QUERIES):
        assert sum(len(rows) for kind in LEAST for rows in table[kind].values()) >= 60


def test_no_query_is_in_both_tables():
    asked = [
        {(language, query) for kind in LEAST for language, rows in table[kind].items() for query, *_pages in rows}
        for table in (QUERIES, FRESH_QUERIES)
    ]
    assert not asked[0] & asked[1]


@pytest.fixture
def flowers(front_page):
    """Three pages; only the first says it in its heading."""
    rows = [("Tulppaani", "Ruusu."), ("Ruusu ja orvokki", "Tulppaani."), ("Peruna", "Ruusu.")]
    return [
        an_article(
            front_page,
            heading_fi=heading,
            address_fi=f"sivu-{number}",
            address_en=f"page-{number}",
            body_fi=[TEXT | {"value": f"<p>{text}</p>"}],
        ).pk
        for number, (heading, text) in enumerate(rows)
    ]


def test_a_word_of_the_heading_weighs_more_than_one_of_the_text(flowers):
    assert best("tulppaani", "fi") == flowers[:2]


def test_any_of_the_words_is_enough_and_more_of_them_come_first(flowers):
    assert best("peruna orvokki tulppaani", "fi")[0] == flowers[1]
    assert set(best("peruna orvokki tulppaani", "fi")) == set(flowers)


def test_of_equals_the_first_in_the_tree_comes_first(front_page):
    pages = [an_article(front_page, address_fi=f"p{number}", address_en=f"p{number}") for number in range(11)]
    pages[-1].move(pages[0], "left")
    assert best("soittaa", "fi") == [pages[-1].pk, *(page.pk for page in pages[:-1])]


def test_a_split_compound_and_a_joined_one_are_the_same_to_it(front_page):
    page = an_article(front_page, body_fi=[TEXT | {"value": "<p>Oleskelulupa. Sähköinen harkinta-aika.</p>"}]).pk
    for query in ("oleskelu lupa", "oleskeluluvat", "lupa", "harkinta aika", "harkintaaika", "harkinta-aikaa"):
        assert best(query, "fi", forgiving=False) == [page], query


def test_a_word_that_is_right_is_not_taken_for_another(front_page):
    """Only what nothing says is taken for misspelt."""
    right = an_article(front_page, address_fi="a", body_fi=[TEXT | {"value": "<p>Peruna.</p>"}]).pk
    an_article(front_page, address_fi="b", address_en="b", body_fi=[TEXT | {"value": "<p>Perunat.</p>"}])
    near = an_article(front_page, address_fi="c", address_en="c", body_fi=[TEXT | {"value": "<p>Perina.</p>"}]).pk
    assert near not in best("peruna", "fi")
    assert right in best("perrunat", "fi")


def test_words_that_are_one_thing_to_say_are_looked_for_as_one(front_page):
    right = an_article(front_page, body_en=[TEXT | {"value": "<p>Our figures.</p>"}]).pk
    an_article(front_page, address_fi="b", address_en="b", body_en=[TEXT | {"value": "<p>Many many flowers.</p>"}])
    assert best("how many", "en") == [right]
    assert best("many", "en") != [right]
    assert terms("who are you", "en")
    assert [term.typed for term in terms("onko pakko kertoa", "fi")[:2]] == ["onko pakko", "kertoa"]
    assert not terms("onko pakko kertoa", "fi")[0].words


def test_two_words_that_are_none_together_are_not_taken_for_the_first_of_them():
    joined = [word for term in terms("uhri raha", "fi") if not term.typed for word in term.words]
    assert joined == ["uhriraha"]


def test_what_the_whole_site_is_about_counts_little_beside_anything_else(front_page):
    loud = an_article(front_page, heading_fi="Uhri", address_fi="a", body_fi=[TEXT | {"value": "<p>Puu.</p>"}]).pk
    text = [TEXT | {"value": "<p>Raha. Uhri.</p>"}]
    right = an_article(front_page, heading_fi="Muu", address_fi="b", address_en="b", body_fi=text).pk
    assert best("uhri", "fi") == [loud, right]
    assert best("uhri raha", "fi") == [right, loud]


def test_what_is_not_in_this_language_is_looked_for_in_the_other(flowers):
    answer = find("call", "fi")
    assert answer.language == "en"
    assert {result.url for result in answer.results} == {f"/en/page-{number}/" for number in range(3)}
    assert find("tulppaani", "fi").language == "fi"


def test_nothing_is_found_by_words_that_say_nothing(flowers):
    for query in ("", "ja tai että", "?!", "\0", "😀 😀", "qqqqxxxx"):
        assert find(query, "fi").results == (), query


def test_no_more_than_ten_are_shown(front_page):
    for number in range(MOST_RESULTS + 2):
        an_article(front_page, address_fi=f"p{number}", address_en=f"p{number}")
    assert len(find("tarvitsen apua", "fi").results) == MOST_RESULTS


# The first word of a language unpacks its dictionary.
@hypothesis_settings(deadline=None)
@given(st.text(max_size=500), st.sampled_from(["fi", "en", "sv", "ar"]))
def test_any_text_makes_few_terms_and_never_fails(text, language):
    made = terms(text, language)
    assert len(made) < 2 * MOST_WORDS
    assert all(counts > 0 for term in made for counts in term.words.values())


@hypothesis_settings(deadline=None)
@given(st.lists(st.sampled_from(["passi", "\u202eevil", "“”", "a" * 300, "Ä́", "0", "-", "'s", "%", "_"]), max_size=60))
def test_odd_words_among_others_never_fail(words):
    assert len(terms(" ".join(words), "fi")) < 2 * MOST_WORDS

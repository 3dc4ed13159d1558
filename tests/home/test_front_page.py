"""The front page: everything in the order in which a frightened visitor needs it, in both languages."""

from datetime import date

import pytest

from home.models import FrontPage
from pages.models import Figure, Office
from tests.pages.trees import a_front_page, an_article

LINES = ("even_if", "signs")
WORDS = {
    "fi": {
        "intro": "Vastaamme vuorokauden ympäri.",
        "even_if_heading": "Voit saada apua, vaikka",
        "even_if": ["et ole varma"],
        "write_heading": "Kirjoita meille",
        "write_text": "<p>Nimeä ei tarvita. {email}</p>",
        "signs_heading": "Näyttääkö tämä tutulta?",
        "signs": ["Joku on ottanut passisi."],
        "signs_link_text": "Katso kaikki merkit",
        "not_decide_heading": "Mitä me emme päätä",
        "not_decide": "<p>Emme päätä oleskeluluvista.</p>",
        "about_heading": "Keitä olemme",
        "about": "<p>Olemme viranomainen.</p>",
        "news_heading": "Ajankohtaista",
    },
    "en": {
        "intro": "We answer day or night.",
        "even_if_heading": "You may get help even if",
        "even_if": ["you are not sure"],
        "write_heading": "Write to us",
        "write_text": "<p>No name is needed. {email}</p>",
        "signs_heading": "Does this look familiar?",
        "signs": ["Someone has your passport."],
        "signs_link_text": "See all signs",
        "not_decide_heading": "What we do not decide",
        "not_decide": "<p>We do not decide on permits.</p>",
        "about_heading": "Who we are",
        "about": "<p>We are an authority.</p>",
        "news_heading": "News",
    },
}


def filled(page: FrontPage, language: str) -> None:
    for name, value in WORDS[language].items():
        column = f"{name}_{language}"
        if name in LINES:
            value = page._meta.get_field(column).stream_block.to_python([{"type": "line", "value": v} for v in value])
        setattr(page, column, value)


def with_stream(page: FrontPage, column: str, kind: str, *values: dict) -> None:
    raw = [{"type": kind, "value": value} for value in values]
    setattr(page, column, page._meta.get_field(column).stream_block.to_python(raw))


@pytest.fixture
def front_page(db) -> FrontPage:
    """In both languages, with two doors, a page of signs, an office and a figure."""
    page = a_front_page()
    help_page = an_article(page)
    signs = an_article(page, heading_fi="Merkit", address_fi="merkit", address_en="signs")
    for language, titles in (("fi", ("Tarvitsen apua", "Olen huolissani")), ("en", ("I need help", "I am worried"))):
        filled(page, language)
        doors = [{"page": help_page.pk, "title": titles[0], "text": "…"}, {"page": signs.pk, "title": titles[1]}]
        with_stream(page, f"doors_{language}", "door", *doors)
    page.signs_page = signs
    page.figure = Figure.objects.create(date=date(2023, 12, 31), people=1563, source_fi="Katsaus", source_en="Review")
    Office.objects.create(kind="main", place="Joutseno", name_fi="Päätoimisto", name_en="Main office")
    page.save()
    return FrontPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("language", WORDS)
def test_it_shows_everything_in_the_agreed_order(client, front_page, language):
    page = client.get(f"/{language}/").content.decode()
    words = WORDS[language]
    in_order = [
        'id="quick-exit"',
        "data-languages",
        f">{getattr(front_page, f'heading_{language}')}</h1>",
        ">029 54 63 177<",
        words["intro"],
        ">112<",
        {"fi": "Tarvitsen apua", "en": "I need help"}[language],
        words["even_if_heading"],
        words["even_if"][0],
        words["write_heading"],
        words["signs_heading"],
        words["signs"][0],
        words["signs_link_text"],
        words["not_decide_heading"],
        words["about_heading"],
        "Joutseno",
        "2023",
    ]
    places, start = [], 0
    for part in in_order:
        start = page.index(part, start)
        places.append(start)
    assert places == sorted(places)
    assert words["news_heading"] not in page


def test_doors_lead_to_the_pages_in_the_visitors_language(client, front_page):
    assert 'class="door" href="/fi/apua/"' in client.get("/fi/").content.decode()
    assert 'class="door" href="/en/help/"' in client.get("/en/").content.decode()


def test_a_door_to_an_unpublished_page_keeps_its_words_without_a_link(client, front_page):
    front_page.signs_page.unpublish()
    page = client.get("/en/").content.decode()

    assert "I am worried" in page
    assert 'href="/en/signs/"' not in page
    assert 'class="door door--closed"' in page


def test_a_door_to_a_deleted_page_keeps_its_words(client, front_page):
    front_page.signs_page.delete()
    page = client.get("/en/").content.decode()

    assert "I am worried" in page
    assert "See all signs" not in page


def test_text_that_is_missing_in_english_is_shown_in_finnish_and_says_so(client, front_page):
    for name in ("about", "about_heading"):
        setattr(front_page, f"{name}_en", "")
    front_page.save()
    page = client.get("/en/").content.decode()

    assert '<section class="front__section" lang="fi" dir="ltr">\n<h2>Keitä olemme</h2>' in page


def test_facts_are_filled_in(client, front_page):
    page = client.get("/en/").content.decode()

    assert "{email}" not in page
    assert 'No name is needed. <a href="mailto:' in page


def test_news_are_shown_when_there_are_any(client, front_page):
    item = {"date": "2026-11-20", "title": "Uusi esite", "text": "<p>Esite on valmis.</p>"}
    with_stream(front_page, "news_fi", "item", item)
    front_page.save()
    page = client.get("/fi/").content.decode()

    assert "<h2>Ajankohtaista</h2>" in page
    assert 'datetime="2026-11-20"' in page


def test_a_figure_in_use_can_be_deleted_without_breaking_the_page(client, front_page):
    front_page.figure.delete()

    assert client.get("/fi/").status_code == 200

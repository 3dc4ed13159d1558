"""One stored count, four shapes: a sentence, a bar, a row of a table, a line of a file."""

import csv
import io
from datetime import date

import pytest
from django.utils import translation

from pages.figure_file import figures_csv
from pages.figures import Figure, bars
from tests.pages.trees import an_article

BREAK = "Counted otherwise until 2022."


@pytest.fixture
def series(db) -> list[Figure]:
    """Two figures with a break between them, the newer of which has one count too small to be shown."""
    source = {"source_fi": "Vuosikatsaus", "source_en": "Yearly review"}
    older = Figure.objects.create(date=date(2022, 12, 31), people=1314, children=263, **source)
    newer = Figure.objects.create(
        date=date(2023, 12, 31),
        people=1563,
        children=276,
        admitted_as_minors=4,
        break_note_fi="Laskettu toisin vuoteen 2022.",
        break_note_en=BREAK,
        **source,
    )
    return [older, newer]


def page_with_figures(client, front_page) -> str:
    body = [{"type": "figures", "value": None}]
    an_article(front_page, body_fi=body, body_en=body)
    page = client.get("/en/help/").content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_the_piece_shows_the_newest_in_words_and_all_as_bars_and_rows(series, client, front_page):
    page = page_with_figures(client, front_page)

    assert "On 31 December 2023 the Assistance System had 1,563 people, 276 of them" in page
    assert page.count('<svg class="chart__bar"') == 2
    assert '<th scope="row">31 December 2022</th><td>1,314</td><td>263</td><td>not known</td>' in page
    assert '<th scope="row">31 December 2023</th><td>1,563</td><td>276</td><td>fewer than 5</td>' in page
    assert "This is not the same group as the clients&#x27; children." in page
    assert '<a href="/en/figures.csv" download>' in page
    assert "style=" not in page


def test_a_break_in_the_series_stands_between_the_two_in_chart_and_table(series, client, front_page):
    page = page_with_figures(client, front_page)
    chart, table = page[: page.index("<table>")], page[page.index("<table>") : page.index("</table>")]

    for shape in (chart[chart.index('class="chart"') :], table):
        assert shape.index("31 December 2022") < shape.index(BREAK) < shape.index("31 December 2023")


def test_no_figures_leave_nothing(client, front_page):
    assert 'class="figures"' not in page_with_figures(client, front_page)


def test_numbers_are_written_as_finnish_writes_them(series):
    with translation.override("fi"):
        assert series[1].row[0] == "1\N{NO-BREAK SPACE}563"
        assert "1\N{NO-BREAK SPACE}563 ihmistä" in series[1].sentence


@pytest.mark.parametrize("number", [0, 1, 4])
@pytest.mark.parametrize("name", ["children", "admitted_as_minors", "people"])
def test_a_count_under_five_is_in_no_shape(number, name):
    figure = Figure(date=date(2023, 12, 31), people=900, children=None, source="Review")
    setattr(figure, name, number)
    with translation.override("en"):
        shapes = [figure.sentence, figure.minors_sentence, *figure.row, figures_csv([figure])]
        assert sum("ewer than 5" in shape for shape in shapes) == 3
        assert not [shape for shape in shapes if f" {number} " in shape or f",{number}," in shape]
    (bar,) = bars([figure])
    assert (bar.others, bar.children) == ("" if name == "people" else "99.0%", "")


def test_five_is_shown():
    figure = Figure(date=date(2023, 12, 31), people=900, children=5)
    with translation.override("en"):
        assert figure.row == ("900", "5", "")
        assert "5 of them children" in figure.sentence


def test_bars_are_on_one_scale(series):
    assert [(bar.others, bar.children) for bar in bars(series)] == [("66.6%", "16.7%"), ("81.5%", "17.5%")]


@pytest.mark.parametrize(("path", "separator", "source"), [("/fi/luvut.csv", ";", "Vuosikatsaus")])
def test_the_finnish_file_opens_in_a_finnish_spreadsheet(series, client, path, separator, source):
    response = client.get(path)
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=separator))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert rows[0][:2] == ["Päivämäärä", "Ihmisiä järjestelmässä"]
    assert rows[1] == ["2022-12-31", "1314", "263", "", source, ""]


def test_the_english_file_has_every_figure_from_the_oldest(series, client):
    rows = list(csv.reader(io.StringIO(client.get("/en/figures.csv").content.decode("utf-8-sig"))))

    assert [row[0] for row in rows] == ["Date", "2022-12-31", "2023-12-31"]
    assert rows[2] == ["2023-12-31", "1563", "276", "fewer than 5", "Yearly review", BREAK]


def test_the_file_is_the_same_for_everybody_and_takes_nothing(series, client):
    first = client.get("/en/figures.csv?rows=1")

    assert first.content == client.get("/en/figures.csv").content
    assert not first.cookies
    assert client.post("/en/figures.csv").status_code == 405
    assert client.get("/en/luvut.csv").status_code == 404

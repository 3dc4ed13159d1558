"""The pieces of a body: each explains itself to editors, is shown right, and lets nothing raw through."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.admin.icons import get_icons
from wagtail.blocks.field_block import RawHTMLBlock

from home.front_blocks import Doors, Lines, News
from home.models import SharedText
from pages.blocks import ArticleBody
from pages.models import Figure, Office
from tests.pages.trees import an_article

PIECES = ArticleBody().child_blocks


def shown(client, front_page, *pieces: tuple[str, object]) -> str:
    body = [{"type": name, "value": value} for name, value in pieces]
    an_article(front_page, body_fi=body, body_en=body)
    response = client.get("/en/help/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", PIECES)
def test_every_piece_explains_itself_to_editors(name):
    block = PIECES[name]

    assert block.meta.icon != "placeholder"
    assert f'id="icon-{block.meta.icon}"' in get_icons()
    assert block.label
    assert block.get_description()
    assert block.is_previewable
    assert block.meta.template == f"pages/blocks/{name}.html"
    assert type(block).__name__.endswith("Block")


def every_block(block: blocks.Block) -> list[blocks.Block]:
    below = getattr(block, "child_blocks", {}).values()
    if hasattr(block, "child_block"):
        below = [block.child_block]
    return [block, *(found for child in below for found in every_block(child))]


@pytest.mark.parametrize("stream", [ArticleBody, Doors, Lines, News])
def test_no_piece_takes_raw_html(stream):
    assert not [block for block in every_block(stream()) if isinstance(block, RawHTMLBlock)]


def test_headings_of_pieces_stand_one_level_below_the_heading_before_them(client, front_page):
    callout = {"title": "Muista", "text": "<p>x</p>"}
    page = shown(client, front_page, ("callout", callout), ("heading", "Osa"), ("callout", callout))

    assert '<h2 class="callout__title">Muista</h2>' in page
    assert "<h2>Osa</h2>" in page
    assert '<h3 class="callout__title">Muista</h3>' in page


def test_facts_are_filled_in_everywhere(client, front_page):
    number = '<a href="tel:+358295463177">029 54 63 177</a>'
    page = shown(
        client,
        front_page,
        ("text", "<p>Soita {helpline}.</p>"),
        ("callout", {"title": "", "text": "<p>Soita: {helpline}</p>"}),
        ("steps", [{"heading": "Soita", "text": "<p>Numero {helpline}</p>"}]),
        ("signs", {"situation": "Työssä", "signs": ["Numero on {helpline}"], "now": "<p>Nyt {helpline}</p>"}),
        ("even_if", ["soitat {helpline}"]),
        ("self_check", [{"heading": "Kysymys", "questions": ["Tunnetko {helpline}"]}]),
        ("question_list", ["Kysyitkö {helpline}"]),
    )

    for before in ("Soita ", "Soita: ", "Numero ", "Numero on ", "Nyt ", "soitat ", "Tunnetko ", "Kysyitkö "):
        assert before + number in page
    assert "{helpline}" not in page


def test_what_an_editor_types_is_escaped(client, front_page):
    typed = "<script>alert(1)</script>"
    page = shown(
        client,
        front_page,
        ("heading", typed),
        ("steps", [{"heading": typed, "text": "<p>x</p>"}]),
        ("signs", {"situation": typed, "signs": [typed], "now": "<p>x</p>"}),
        ("comparison", {"columns": [{"heading": typed, "rows": [{"label": typed, "text": "<p>x</p>"}]}] * 2}),
        ("even_if", [typed]),
        ("self_check", [{"heading": typed, "questions": [typed]}]),
        ("question_list", [typed]),
    )

    assert typed not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 12


def test_steps_are_a_numbered_list(client, front_page):
    page = shown(client, front_page, ("steps", [{"heading": h, "text": "<p>x</p>"} for h in ("Yksi", "Kaksi")]))

    assert page.index('<ol class="steps">') < page.index("Yksi") < page.index("Kaksi") < page.rindex("</ol>")


def test_a_step_says_who_does_it_where_that_is_given(client, front_page):
    steps = [
        {"heading": "Soita", "who": "Sinä", "text": "<p>x</p>"},
        {"heading": "Odota", "who": "", "text": "<p>x</p>"},
    ]
    page = shown(client, front_page, ("steps", steps))

    assert page.count('class="step__who"') == 1
    assert "Who does it: </span>Sinä</p>" in page


def test_the_helpline_piece_shows_both_numbers(client, front_page):
    page = shown(client, front_page, ("helpline", None))
    article = page[page.index('class="article"') :]

    assert 'href="tel:+358295463177"' in article
    assert 'href="tel:112"' in article


def test_a_shared_text_is_shown_as_it_is_stored(client, front_page):
    text = SharedText.objects.create(key="worried", text_fi="Kysy ensin.", text_en="Ask first.")

    assert "<p>Ask first.</p>" in shown(client, front_page, ("shared", text.pk))


def test_a_shared_text_that_is_gone_leaves_nothing(client, front_page):
    assert 'class="shared-text"' not in shown(client, front_page, ("shared", 999))


def test_a_figure_is_a_sentence_with_date_and_source(client, front_page):
    figure = Figure.objects.create(
        date=date(2023, 12, 31), people=1563, children=276, source_fi="Vuosikatsaus", source_en="Yearly review"
    )
    page = shown(client, front_page, ("figure", figure.pk))

    assert "On 31 December 2023 the Assistance System had 1,563 people" in page
    assert "Source: <span>Yearly review</span>" in page


def test_offices_come_from_the_one_list_the_main_office_first(client, front_page):
    Office.objects.create(kind="branch", place="Helsinki", name_fi="Helsingin toimipiste", name_en="Helsinki office")
    Office.objects.create(kind="main", place="Joutseno", name_fi="Päätoimisto", name_en="Main office in Joutseno")
    page = shown(client, front_page, ("offices", None))

    assert page.index("Main office in Joutseno") < page.index("Helsinki office")
    assert "office__address" not in page
    Office.objects.filter(place="Helsinki").update(street_address="Esimerkkikatu 1")
    assert '<p class="office__address">Esimerkkikatu 1</p>' in client.get("/en/help/").content.decode()


def test_a_comparison_has_the_same_shape_without_styles(client, front_page):
    columns = [
        {"heading": h, "rows": [{"label": "Kuka?", "text": f"<p>{t}</p>"}]}
        for h, t in (("Havaitseminen", "Kuka tahansa"), ("Tunnistaminen", "Auttamisjärjestelmä"))
    ]
    page = shown(client, front_page, ("comparison", {"columns": columns}))

    parts = ["Havaitseminen", "<dt", "Kuka?", "<dd", "Kuka tahansa", "Tunnistaminen", "Auttamisjärjestelmä"]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_a_self_check_stands_with_both_results_and_its_answers_wait_in_templates(client, front_page):
    SharedText.objects.create(key="self_check_yes", text_en="It is worth asking.")
    SharedText.objects.create(key="self_check_no", text_en="You can still ask.")
    groups = [{"heading": "Työ", "questions": ["Saatko palkkaa?", "Onko sinulla velka?"]}]
    page = shown(client, front_page, ("self_check", groups))
    check, templates = page[page.index('class="self-check"') :].split("<template", 1)

    parts = ["<h2>Työ</h2>", "Saatko palkkaa?", "Onko sinulla velka?", "It is worth asking.", "You can still ask."]
    places = [check.index(part) for part in parts]
    assert places == sorted(places)
    assert "<button" not in check
    assert templates.count('aria-pressed="false"') == 2


def test_a_question_of_a_list_has_three_boxes_that_no_browser_keeps(client, front_page):
    questions = ["Pelkäätkö?", "Soititko {helpline}?"]
    page = shown(client, front_page, ("question_list", questions), ("question_list", questions))
    boxes = re.findall(r'<input type="radio" name="(.+?)" autocomplete="off">', page)

    assert boxes == [name for name in ("0-1", "0-2", "1-1", "1-2") for _ in range(3)]
    assert "checked" not in page
    for answer in ("Yes", "Maybe", "No"):
        assert page.count(f">{answer}</label>") == 4


def test_lanes_that_answer_different_questions_are_refused():
    def lane(*questions: str) -> dict:
        return {"heading": "x", "rows": [{"label": question, "text": "<p>x</p>"} for question in questions]}

    block = PIECES["comparison"]
    block.clean(block.to_python({"columns": [lane("Kuka?", "Miksi?"), lane("Kuka?", "Miksi?")]}))
    for other in (lane("Miksi?", "Kuka?"), lane("Kuka?")):
        with pytest.raises(ValidationError):
            block.clean(block.to_python({"columns": [lane("Kuka?", "Miksi?"), other]}))


@pytest.mark.parametrize("columns", [0, 1])
def test_a_comparison_that_is_not_finished_can_be_kept_as_a_draft(columns):
    block = PIECES["comparison"]
    rows = [{"label": "Kuka?", "text": "<p>Kuka tahansa.</p>"}]
    value = block.to_python({"columns": [{"heading": "Havaitseminen", "rows": rows}] * columns})
    assert len(block.clean_deferred(value)["columns"]) == columns

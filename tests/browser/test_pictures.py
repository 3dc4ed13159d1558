"""The map, the chart and the two lanes say the same to a screen reader, and without any style, as they show."""

import pytest
from playwright.sync_api import Page, expect

WITHOUT_STYLE = "for (const sheet of document.styleSheets) sheet.disabled = true"

MAP = """
- 'img "Map of Finland with our offices: Joutseno, Helsinki, Tampere"'
- list:
  - listitem:
    - paragraph: Joutseno main office
    - paragraph: Main office, Joutseno
  - listitem:
    - paragraph: Helsinki branch office
    - paragraph: Branch office, Helsinki
  - listitem:
    - paragraph: Tampere branch office
    - paragraph: Branch office, Tampere
"""
LANES = """
- heading "Detection" [level=2]
- term: Who does it
- definition:
  - paragraph: /Anyone\\. For example .+/
- term: On what ground
- definition:
  - paragraph:
    - text: From
    - link "signs"
    - text: ". Certainty is not needed. One sign proves nothing."
- term: What follows
- definition:
  - paragraph:
    - text: /You can guide the person to help.+/
    - link "029 54 63 177"
- term: What it does not decide
- definition:
  - paragraph: /It does not decide whether the person is a victim\\. .+/
- heading "Legal identification" [level=2]
- term: Who does it
- definition:
  - paragraph: /The Assistance System\\. The decision to admit .+/
- term: On what ground
- definition:
  - paragraph: /.+746.2011, section 35.+/
- term: What follows
- definition:
  - paragraph: /The person has the right to assistance .+/
- term: What it does not decide
- definition:
  - paragraph: /It does not directly bind other authorities\\. .+/
"""
FIGURES = """
- paragraph: /On 31 December 2023 the Assistance System had 1,563 people, 276 of them .+/
- region "How many people were in the Assistance System":
  - table "How many people were in the Assistance System":
    - caption: How many people were in the Assistance System
    - rowgroup:
      - row "Day All people Clients' children Clients admitted as minors"
    - rowgroup:
      - row "31 December 2021 1,132 252 not known"
      - row "30 June 2022 1,184 235 not known"
      - row "31 December 2022 1,314 263 not known"
      - row /Earlier, the figures were split .+/
      - row "31 December 2023 1,563 276 105"
- paragraph: /105 clients were under 18 when admitted\\. This is not the same group as .+/
"""
FINNISH_MAP = """
- 'img "Suomen kartta, jossa ovat toimipisteemme: Joutseno, Helsinki, Tampere"'
- list:
  - listitem:
    - paragraph: Joutsenon päätoimisto
    - paragraph: Päätoimisto, Joutseno
  - listitem:
    - paragraph: Helsingin sivutoimipiste
    - paragraph: Sivutoimipiste, Helsinki
  - listitem:
    - paragraph: Tampereen sivutoimipiste
    - paragraph: Sivutoimipiste, Tampere
"""
FINNISH_LANES = """
- heading "Havaitseminen" [level=2]
- term: Kuka sen tekee
- definition:
  - paragraph: /Kuka tahansa\\. Esimerkiksi .+/
- term: Millä perusteella
- definition:
  - paragraph:
    - link "Merkkien"
    - text: perusteella. Varmuutta ei tarvita. Yksi merkki ei todista mitään.
- term: Mitä siitä seuraa
- definition:
  - paragraph:
    - text: /Voit ohjata ihmisen avun piiriin.+/
    - link "029 54 63 177"
- term: Mitä se ei ratkaise
- definition:
  - paragraph: /Se ei ratkaise, onko ihminen uhri\\. .+/
- heading "Lainmukainen tunnistaminen" [level=2]
- term: Kuka sen tekee
- definition:
  - paragraph: /Auttamisjärjestelmä\\. Päätös ottaa .+/
- term: Millä perusteella
- definition:
  - paragraph: /.+746.2011, 35 §.+/
- term: Mitä siitä seuraa
- definition:
  - paragraph: /Ihmisellä on oikeus .+/
- term: Mitä se ei ratkaise
- definition:
  - paragraph: /Se ei suoraan sido muita viranomaisia\\. .+/
"""
READ = {
    "map": ("/en/offices/", ".offices", MAP),
    "map in Finnish": ("/fi/toimipisteet/", ".offices", FINNISH_MAP),
    "lanes in Finnish": ("/fi/tunnistaminen/", ".comparison", FINNISH_LANES),
    "lanes": ("/en/identification/", ".comparison", LANES),
    "figures": ("/en/about/", ".figures", FIGURES),
}
# Where the two lanes stand.
SIDES = """() => {
    const [first, last] = [...document.querySelectorAll(".comparison__column")].map((e) => e.getBoundingClientRect());
    return {left: first.left < last.left, level: Math.abs(first.top - last.top) < 2};
}"""


@pytest.mark.parametrize("styled", [True, False], ids=["with style", "without style"])
@pytest.mark.parametrize("picture", READ)
def test_it_is_read_in_order(visitor, picture, styled):
    path, selector, snapshot = READ[picture]
    page = visitor.open(path)
    if not styled:
        page.evaluate(WITHOUT_STYLE)
    expect(page.locator(selector)).to_match_aria_snapshot(snapshot)


# What is read from top to bottom where a browser shows the words and nothing else.
WORDS = {
    "/en/offices/": ["Joutseno main office", "Main office, Joutseno", "Helsinki branch", "Tampere branch"],
    "/fi/toimipisteet/": ["Joutsenon päätoimisto", "Päätoimisto, Joutseno", "Helsingin sivu", "Tampereen sivu"],
    "/en/identification/": [
        *("Detection", "Who does it", "Anyone", "On what ground", "What follows", "What it does not decide"),
        *("Legal identification", "Who does it", "The Assistance System", "On what ground", "746/2011"),
        *("What follows", "What it does not decide", "It does not directly bind other authorities"),
    ],
    "/fi/tunnistaminen/": [
        *("Havaitseminen", "Kuka sen tekee", "Kuka tahansa", "Millä perusteella", "Mitä siitä seuraa"),
        *("Mitä se ei ratkaise", "Lainmukainen tunnistaminen", "Kuka sen tekee", "Auttamisjärjestelmä"),
        *("Millä perusteella", "746/2011", "Mitä siitä seuraa", "Mitä se ei ratkaise", "Se ei suoraan sido muita"),
    ],
}


@pytest.mark.parametrize("path", WORDS)
def test_the_words_alone_say_the_same_in_the_same_order(visitor, path):
    """As Tor Browser shows it at its safest level, where the style sheet does not come either."""
    page = visitor.new_page(java_script_enabled=False)
    page.route("**/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    page.goto(visitor.origin + path)
    for picture in page.locator("main svg, main img").all():
        picture.evaluate("picture => picture.remove()")
    text, place = page.locator("main").inner_text(), 0
    for words in WORDS[path]:
        place = text.find(words, place)
        assert place >= 0, (words, text)
        place += len(words)


def lanes(page: Page) -> dict[str, bool]:
    return page.evaluate(SIDES)


@pytest.mark.parametrize(("direction", "first_is_left"), [("ltr", True), ("rtl", False)])
def test_the_lanes_stand_side_by_side_in_the_direction_of_reading(visitor, direction, first_is_left):
    page = visitor.open("/en/identification/", viewport={"width": 1024, "height": 800})
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)
    assert lanes(page) == {"left": first_is_left, "level": True}


def test_answers_to_the_same_question_are_at_the_same_height(visitor):
    page = visitor.open("/en/identification/", viewport={"width": 1024, "height": 800})
    tops = [label.bounding_box()["y"] for label in page.locator(".comparison__label").all()]
    assert tops[: len(tops) // 2] == tops[len(tops) // 2 :]


def test_the_lanes_are_one_below_the_other_on_a_phone(visitor):
    page = visitor.open("/en/identification/", viewport={"width": 390, "height": 700})
    assert lanes(page) == {"left": False, "level": False}


@pytest.mark.parametrize("medium", [{"forced_colors": "active"}, {"media": "print"}, {"color_scheme": "dark"}])
def test_bars_and_map_are_drawn_in_a_colour_that_is_not_the_ground(visitor, medium):
    page = visitor.new_page()
    for path, selector, name in (
        ("/en/about/", ".chart__bar rect", "fill"),
        ("/en/about/", ".chart__bar rect + rect", "stroke"),
        ("/en/offices/", ".office-map__land", "stroke"),
        ("/en/offices/", ".office-map__spot", "fill"),
        ("/en/offices/", ".office-map text", "fill"),
    ):
        page.emulate_media(**medium)
        page.goto(visitor.origin + path)
        drawn = page.locator(selector).first.evaluate("(element, name) => getComputedStyle(element)[name]", name)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert drawn.startswith("rgb(")
        assert drawn != ground
        if "forced_colors" in medium:
            assert drawn == page.evaluate("getComputedStyle(document.body).color")


def test_bars_begin_where_reading_begins_and_a_map_is_never_mirrored(visitor):
    page = visitor.open("/en/about/")
    page.evaluate("document.documentElement.dir = 'rtl'")
    bar, part = (page.locator(f".chart__bar{inner}").first.bounding_box() for inner in ("", " rect"))
    assert abs(bar["x"] + bar["width"] - part["x"] - part["width"]) < 1
    page.goto(visitor.origin + "/en/offices/")
    page.evaluate("document.documentElement.dir = 'rtl'")
    helsinki, joutseno = (page.locator(".office-map text", has_text=name) for name in ("Helsinki", "Joutseno"))
    assert helsinki.bounding_box()["x"] < joutseno.bounding_box()["x"]


def test_the_table_fits_a_small_phone(visitor):
    page = visitor.open("/en/about/", viewport={"width": 320, "height": 568})
    around = page.locator(".figures__table")
    assert around.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_the_file_is_downloaded_under_its_name(visitor):
    page = visitor.open("/fi/tietoa-meista/", accept_downloads=True)
    with page.expect_download() as download:
        page.locator("a[download]").click()
    assert download.value.suggested_filename == "luvut.csv"

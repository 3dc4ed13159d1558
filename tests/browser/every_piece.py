"""Every piece that a page is made of, filled by hand in the editor, and what readers then see of it."""

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.editor import Editor
from tests.pdfs import a_pdf
from tests.pictures import a_picture

BLOCKS = [
    "Heading",
    "Text",
    "Picture",
    "Callout",
    "Steps",
    "Signs in one situation",
    "Two things side by side",
    "Self-check",
    "Question list",
    "Helpline",
    "Shared text",
    "Figure",
    "All figures",
    "You may get help even if …",
    "Offices",
    "PDF to download",
]
# What the pieces show when they are filled.
SHOWN = (
    "Väliotsikko",
    "Tavallista tekstiä.",
    "Tämä on tärkeää.",
    "Toimistomme",
    "guide",
    "Saatko palkkaa?",
    "Pelkäätkö jotakuta?",
    "Ensin",
    "Ammattilainen",
    "Palkkaa ei makseta",
    "Sarake 2",
    "Kuka?",
    "Vastaus 1",
    "et ole varma",
    "029 54 63 177",
)


def figure_in(language: str) -> str:
    """The one that is chosen, as it is written in `language`."""
    return {"fi": "1\u00a0563", "en": "1,563"}[language]


def rich_text(piece: Locator, text: str, number: int = 0) -> None:
    box = piece.locator("[contenteditable='true']").nth(number)
    box.click()
    box.page.keyboard.type(text)


def fill_every_piece(person: Editor, language: str, folder: Path) -> None:
    """Puts every piece into the body in `language`, each with something in it."""
    pieces = {name: person.insert(name, language) for name in BLOCKS}
    pieces["Heading"].locator("input[type=text]").fill("Väliotsikko")
    rich_text(pieces["Text"], "Tavallista tekstiä.")
    pieces["Callout"].locator("input[type=text]").fill("Huomaa")
    rich_text(pieces["Callout"], "Tämä on tärkeää.")
    # A picture of its own: Wagtail asks before it keeps the same one twice.
    (folder / "lake.jpg").write_bytes(a_picture(width=700 + len(list(folder.iterdir()))))
    person.upload(pieces["Picture"], folder / "lake.jpg", fi="Järvi syksyllä", en="A lake in autumn")
    pieces["Picture"].get_by_label("Caption").fill("Toimistomme")
    (folder / "guide.pdf").write_bytes(a_pdf())
    person.upload(pieces["PDF to download"], folder / "guide.pdf", language="uk")
    pieces["Steps"].get_by_label("Heading").fill("Ensin")
    pieces["Steps"].get_by_label("Who does it").fill("Ammattilainen")
    rich_text(pieces["Steps"], "Tee näin.")
    signs = pieces["Signs in one situation"].locator("input[type=text]")
    signs.nth(0).fill("Töissä")
    signs.nth(1).fill("Palkkaa ei makseta")
    rich_text(pieces["Signs in one situation"], "Soita.")
    columns = pieces["Two things side by side"]
    columns.get_by_role("button", name="Add").last.click()
    expect(columns.locator("[contenteditable='true']")).to_have_count(2)
    for number, box in enumerate(columns.locator("input[type=text]").all()):
        box.fill("Kuka?" if number % 2 else f"Sarake {number}")
    for number in range(2):
        rich_text(columns, f"Vastaus {number}", number)
    for words, field in zip(
        ("Työ", "Saatko palkkaa?"), pieces["Self-check"].locator("input[type=text]").all(), strict=True
    ):
        field.fill(words)
    pieces["Question list"].locator("input[type=text]").fill("Pelkäätkö jotakuta?")
    person.button("Choose shared text", pieces["Shared text"]).click()
    person.choose("email_not_protected")
    person.button("Choose figure", pieces["Figure"]).click()
    person.choose(re.compile(r"\d+\.\d+\.20\d\d"))
    pieces["You may get help even if …"].locator("input[type=text]").fill("et ole varma")

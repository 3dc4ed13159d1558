"""A page that could not be made for readers is in the report until it could."""

from baking.baker import bake_at_once
from baking.models import Failure
from editing.reports.failures import FailuresReport
from tests.editing.reading import reported
from tests.pages.trees import an_article


def test_a_page_is_reported_until_it_could_be_made(editor, front_page):
    page = an_article(front_page)
    Failure.objects.create(path="/en/help/", page=page.pk, reason="TemplateDoesNotExist: no/such/template.html")
    row = reported(editor, FailuresReport)[0]
    assert (row["Page"], row["Address"]) == ("Tarvitsen apua", "/en/help/")
    assert row["Reason"] == "TemplateDoesNotExist: no/such/template.html"
    assert row["Since"]

    bake_at_once({page.pk})
    assert reported(editor, FailuresReport) == []


def test_an_address_whose_page_is_gone_is_reported_without_a_link(editor, front_page):
    Failure.objects.create(path="/en/", page=None, reason="x")
    Failure.objects.create(path="/en/old/", page=999_999, reason="x")
    assert [row["Address"] for row in reported(editor, FailuresReport)] == ["/en/", "/en/old/"]

"""Pages to look at again: by when, by whom, and all that rest on a place in the law."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role, make_account
from editing.reports.review import ReviewReport
from home.models import SharedText
from tests.editing.reading import publish, reported
from tests.pages.trees import an_article


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def page(front_page):
    type(front_page).objects.update(review_by=in_days(365))
    return an_article(front_page)


def headings(browser, **filters: str) -> list[str]:
    return [row["Page"] for row in reported(browser, ReviewReport, **filters)]


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, "the day has passed"), (0, "within 30 days"), (30, "within 30 days"), (None, "no day set"), (31, None)],
)
def test_a_page_is_due_from_thirty_days_before_its_day_until_it_has_another(editor, page, days, state):
    page = publish(page, review_by=None if days is None else in_days(days))
    assert [row["State"] for row in reported(editor, ReviewReport)] == ([state] if state else [])

    publish(page, review_by=in_days(200))
    assert reported(editor, ReviewReport) == []


def test_those_that_are_not_due_are_found_by_their_state(editor, page):
    publish(page, review_by=in_days(31))
    assert headings(editor, state="later") == ["Tarvitsen apua", "Pakottaako joku sinua?"]
    assert headings(editor, state="overdue") == []


def test_everybody_finds_their_own_pages_and_those_that_nobody_answers_for(editor, page, front_page):
    me = User.objects.get(username="editor-person")
    other = make_account("former", Role.EDITOR, "x" * 20)
    publish(page, responsible=me)
    for number, person in enumerate((other, None)):
        name = f"sivu-{number}"
        an_article(front_page, heading_fi=name, address_fi=name, address_en=name, responsible=person)
    assert headings(editor, responsible="mine") == ["Tarvitsen apua"]
    assert headings(editor, responsible="nobody") == ["sivu-1"]
    assert headings(editor, responsible=str(other.pk)) == ["sivu-0"]
    assert headings(editor, responsible="closed") == []

    other.is_active = False
    other.save()
    assert headings(editor, responsible="closed") == ["sivu-0"]
    names = {row["Responsible person"] for row in reported(editor, ReviewReport)}
    assert names == {"editor-person", "former (account closed)", "nobody"}


def test_all_pages_that_rest_on_a_place_in_the_law_are_found_due_or_not(editor, page, front_page):
    law = SharedText.objects.create(key="law_aid", text_fi="laki 38 a §", text_en="Act, section 38 a")
    block = page._meta.get_field("law_references").stream_block
    page.law_references = block.to_python([{"type": "place", "value": law.pk}])
    publish(page, review_by=in_days(300))
    named = an_article(front_page, heading_fi="Nimeää", address_fi="nimeaa", address_en="names")
    publish(named, body_fi="<p>Näin sanoo {law_aid}.</p>")
    an_article(front_page, heading_fi="Muu", address_fi="muu", address_en="other")

    found = reported(editor, ReviewReport, law="law_aid")
    assert [row["Page"] for row in found] == ["Nimeää", "Tarvitsen apua"]
    assert {row["Places in the law"] for row in found} == {"Act, section 38 a"}
    assert headings(editor, law="law_aid", state="later") == ["Tarvitsen apua"]

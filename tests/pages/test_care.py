"""What editors note beside a page: readers see the places in the law, and none of the rest."""

import pytest
from wagtail.test.utils.form_data import streamfield

from accounts.roles import Role
from home.texts import SharedText
from pages.models import ArticlePage
from tests.pages.editing import create, errors, newest
from tests.pages.trees import a_front_page, an_article
from tests.people import member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def front_page():
    return a_front_page()


@pytest.fixture
def place() -> SharedText:
    return SharedText.objects.create(key="law_place", text_fi="laki, 1 §", text_en="act, section 1")


@pytest.mark.parametrize(
    ("path", "heading", "shown"),
    [("/fi/apua/", "Lakikohdat", "laki, 1 §"), ("/en/help/", "In the law", "act, section 1")],
)
def test_a_reader_sees_on_which_place_in_the_law_a_page_rests(client, front_page, place, path, heading, shown):
    page = an_article(front_page)
    assert heading not in client.get(path).content.decode()
    page.law_references = [("place", place)]
    page.save_revision().publish()
    body = client.get(path).content.decode()
    assert heading in body and f"<li>{shown}</li>" in body


def test_only_a_place_in_the_law_can_be_chosen_as_one(front_page):
    other = SharedText.objects.create(key="greeting", text_fi="hei", text_en="hello")
    answer = create(signed_in(Role.EDITOR), front_page, "", law_references=streamfield([("place", str(other.pk))]))
    assert list(errors(answer)) == ["law_references"]
    assert not ArticlePage.objects.exists()


def test_day_person_and_doubt_are_kept_and_shown_to_no_reader(client, front_page):
    person = member(Role.PUBLISHER)
    create(
        signed_in(Role.EDITOR),
        front_page,
        "",
        review_by="2027-05-31",
        responsible=str(person.pk),
        to_confirm="Ask the lawyer zq",
    )
    newest().get_latest_revision().publish()
    page = newest()
    assert (f"{page.review_by}", page.responsible, page.to_confirm) == ("2027-05-31", person, "Ask the lawyer zq")
    for language, path in (("fi", "/fi/tarvitsen-apua/"), ("en", "/en/i-need-help/")):
        body = client.get(path).content.decode()
        assert not any(word in body for word in ("2027-05-31", "zq", person.get_username())), language


@pytest.mark.parametrize("role", [Role.INTAKE_WORKER, Role.INTAKE_LEAD, Role.AUDITOR, Role.ADMINISTRATOR])
def test_nobody_but_editors_and_publishers_can_be_responsible(front_page, role):
    outsider = member(role)
    answer = create(signed_in(Role.EDITOR), front_page, "", responsible=str(outsider.pk))
    assert list(errors(answer)) == ["responsible"]
    form = answer.content.decode()
    assert outsider.get_username() not in form

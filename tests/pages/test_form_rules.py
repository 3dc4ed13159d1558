"""What the form of a page refuses when it is handed on to be read, and never refuses to keep as a draft."""

import pytest
from django.test import Client
from wagtail.test.utils.form_data import rich_text, streamfield

from accounts.roles import Role
from home.models import StandingPages
from pages.models import ArticlePage
from tests.pages.editing import (
    FEATURES,
    another_publisher,
    approve,
    article_form,
    create,
    edit,
    errors,
    list_of,
    newest,
    text_of,
    url,
)
from tests.pages.trees import an_article, an_easy_article
from tests.people import signed_in

ADDRESSES = {"address_fi": "apua", "address_en": "help"}
NO_ENGLISH = {"heading_en": "", "body_en": text_of()}


@pytest.fixture
def editor(front_page) -> Client:
    return signed_in(Role.EDITOR)


def submit(editor: Client, parent, **changes: object):
    return create(editor, parent, action="action-submit", **changes)


def submit_again(editor: Client, page, **changes: object):
    return edit(editor, page, action="action-submit", **ADDRESSES | changes)


def latest(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()


# --- Half a language ---


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"body_fi": text_of()}, ["body_fi"]),
        ({"heading_fi": "  "}, ["heading_fi"]),
        ({"body_en": text_of()}, ["body_en"]),
        ({"heading_en": ""}, ["heading_en"]),
        ({"heading_en": "", "body_en": text_of(), "intro_en": "Call us."}, ["body_en", "heading_en"]),
        ({"easy_intro_en": "Call us."}, ["easy_body_en"]),
        ({**NO_ENGLISH, "easy_body_en": text_of("Call us.")}, ["body_en", "heading_en"]),
    ],
)
def test_what_a_language_lacks_is_told_beside_the_empty_field(editor, front_page, changes, wrong):
    response = submit(editor, front_page, **changes)

    assert sorted(errors(response)) == wrong
    assert not ArticlePage.objects.exists()


def test_what_was_typed_comes_back_with_the_fault(editor, front_page):
    shown = submit(editor, front_page, body_en=text_of(), intro_fi="Aivan oma johdanto").content.decode()

    assert 'value="I need help"' in shown
    assert "Aivan oma johdanto" in shown
    assert "Voit soittaa." in shown


def test_a_page_in_the_default_language_only_is_whole(editor, front_page):
    assert submit(editor, front_page, **NO_ENGLISH).status_code == 302
    assert newest().workflow_in_progress


@pytest.mark.parametrize(
    "changes",
    [
        {"body_fi": text_of(), "heading_en": ""},
        {"easy_intro_fi": "Soita."},
        {"body_fi": streamfield([("heading", ""), ("text", rich_text("<p> </p>", features=FEATURES))])},
        {"body_fi": text_of("Soita {helplin}.")},
        {"body_fi": streamfield([("steps", list_of([]))])},
    ],
)
def test_a_draft_may_lack_anything(editor, front_page, changes):
    response = create(editor, front_page, action="", **changes)

    assert response.status_code == 302, errors(response)
    assert newest().heading_fi == "Tarvitsen apua"


# --- A language that readers read now ---


def test_a_published_language_does_not_vanish_by_being_emptied(editor, front_page, client):
    page = an_article(front_page)
    response = submit_again(editor, page, **NO_ENGLISH)

    assert list(errors(response)) == ["heading_en"]
    assert "English" in errors(response)["heading_en"][0]
    assert client.get("/en/help/").status_code == 200
    assert 'name="take_away"' in response.content.decode()


def test_a_published_language_is_taken_away_on_purpose(editor, front_page):
    page = an_article(front_page, intro_en="Day or night.")
    assert submit_again(editor, page, intro_en="Day or night.", take_away="en").status_code == 302

    submitted = latest(page)
    assert submitted.is_translated("fi")
    assert not submitted.is_translated("en")
    assert not submitted.heading_en
    assert not submitted.intro_en
    assert ArticlePage.objects.get(pk=page.pk).is_translated("en")


def test_a_language_that_was_taken_away_is_gone_when_another_approves(editor, front_page, client):
    page = an_article(front_page)
    submit_again(editor, page, take_away="en")
    assert approve(page).status_code == 302

    assert client.get("/fi/apua/").status_code == 200
    assert client.get("/en/help/").status_code == 404


def test_the_form_of_who_approves_does_not_ask_again_for_a_language_that_was_taken_away(editor, front_page):
    page = an_article(front_page)
    submit_again(editor, page, take_away="en")
    form = article_form(**ADDRESSES, **NO_ENGLISH)
    form |= {"action-workflow-action": "true", "workflow-action-name": "approve"}
    answer = another_publisher().post(url("edit", page.pk), form)

    assert answer.status_code == 302, errors(answer)


def test_a_draft_takes_nothing_away(editor, front_page):
    page = an_article(front_page)
    assert edit(editor, page, action="", **ADDRESSES, take_away="en").status_code == 302

    assert latest(page).is_translated("en")


def test_an_easy_version_does_not_vanish_by_being_emptied(editor, front_page):
    page = an_easy_article(front_page)
    assert sorted(errors(submit_again(editor, page))) == ["easy_body_en", "easy_body_fi"]

    kept = {"easy_body_en": text_of("Call us.")}
    assert submit_again(editor, page, **kept, take_away="fi-easy").status_code == 302
    assert not latest(page).is_in("fi-easy")
    assert latest(page).is_in("en-easy")


def test_a_language_goes_with_its_easy_version(editor, front_page):
    page = an_easy_article(front_page, easy_body_fi=None)
    assert submit_again(editor, page, easy_body_en=text_of("Call us."), take_away="en").status_code == 302

    assert not latest(page).is_in("en")
    assert not latest(page).is_in("en-easy")


def test_the_default_language_cannot_be_taken_away(editor, front_page):
    response = submit_again(editor, an_article(front_page), take_away="fi")

    assert list(errors(response)) == ["take_away"]


def test_a_page_that_every_page_leads_to_stays_in_its_languages(editor, front_page):
    page = an_article(front_page)
    StandingPages.objects.update_or_create(pk=1, defaults={"help_page": page})
    assert 'name="take_away"' not in editor.get(url("edit", page.pk)).content.decode()
    response = submit_again(editor, page, **NO_ENGLISH, take_away="en")

    assert list(errors(response)) == ["heading_en"]
    assert "Sivuston jokaiselta sivulta" in errors(response)["heading_en"][0]


def test_nothing_can_be_taken_away_from_a_page_that_nobody_reads(editor, front_page):
    page = an_article(front_page)
    page.unpublish()

    assert 'name="take_away"' not in editor.get(url("edit", page.pk)).content.decode()


# --- Headings and addresses ---


def test_a_heading_of_200_letters_is_taken_and_its_address_is_short(editor, front_page):
    heading = ("Pitkä otsikko " * 15)[:200]
    assert submit(editor, front_page, heading_fi=heading).status_code == 302

    assert newest().heading_fi == heading.strip()
    assert newest().address_fi == "pitka-otsikko-pitka-otsikko-pitka-otsikko-pitka-otsikko-pitk"


def test_a_heading_of_300_letters_is_refused_and_comes_back(editor, front_page):
    response = submit(editor, front_page, heading_en="x" * 300)

    assert list(errors(response)) == ["heading_en"]
    assert "255" in errors(response)["heading_en"][0]
    assert "x" * 300 in response.content.decode()


# --- Pieces ---

EMPTY = rich_text("<p>   </p>", features=FEATURES)


@pytest.mark.parametrize(
    "piece",
    [
        ("heading", "   "),
        ("text", EMPTY),
        ("callout", {"title": "Huomaa", "text": EMPTY}),
        ("steps", list_of([])),
        ("signs", {"situation": "Työssä", "signs": list_of([]), "now": rich_text("<p>x</p>", features=FEATURES)}),
        ("question_list", list_of([" "])),
        ("even_if", list_of([])),
    ],
)
def test_an_empty_piece_is_told(editor, front_page, piece):
    response = submit(editor, front_page, body_fi=streamfield([piece]))

    assert list(response.context["form"].errors) == ["body_fi"]
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize("name", ["body_fi", "easy_body_en"])
def test_a_name_in_braces_that_stands_for_nothing_is_told(editor, front_page, name):
    response = submit(editor, front_page, **{name: text_of("Soita {helplin}, {helpline} tai {pomo}.")})

    assert list(errors(response)) == [name]
    assert "{helplin}, {pomo}" in errors(response)[name][0]


def test_names_in_braces_that_stand_for_something_are_taken(editor, front_page):
    names = "{helpline} {helpline_abroad} {emergency} {email} {days}"

    assert submit(editor, front_page, intro_fi=names, body_fi=text_of(names)).status_code == 302

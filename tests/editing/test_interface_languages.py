"""The editor speaks Finnish, Swedish and English to staff, in our words as in Wagtail's. Readers meet no Swedish."""

from html import escape

import pytest
from django.conf import settings
from django.test import Client
from wagtail.users.models import UserProfile

from accounts.roles import Role
from pages.models import Figure, Office
from tests.editing.words import OURS, words_in
from tests.pages.trees import a_front_page
from tests.people import member, sign_in

# Shorter texts stand inside other words, and some are the same in several languages.
LONG_ENOUGH = 12


@pytest.fixture
def site(db) -> dict[str, int]:
    front_page = a_front_page()
    return {
        "front": front_page.pk,
        "office": Office.objects.create(kind=Office.Kind.MAIN, place="Joutseno", name_fi="Joutseno").pk,
        "figure": Figure.objects.create(date="2025-12-31", people=10, source_fi="Migri").pk,
    }


def publisher_reading(language: str) -> Client:
    user = member(Role.PUBLISHER)
    UserProfile.objects.create(user=user, preferred_language=language)
    return sign_in(Client(), user)


SCREENS = (
    "",
    "account/",
    "pages/{front}/",
    "pages/{front}/edit/",
    "pages/{front}/history/",
    "pages/add/pages/articlepage/{front}/",
    "pages/add/pages/officespage/{front}/",
    "settings/home/sitefacts/",
    "settings/home/sitenotice/",
    "settings/home/standingpages/",
    "snippets/",
    "snippets/pages/office/",
    "snippets/pages/office/edit/{office}/",
    "snippets/pages/figure/edit/{figure}/",
    "snippets/home/sharedtext/",
    "images/",
    "images/multiple/add/",
    "documents/",
    "redirects/add/",
    "reports/site-history/",
    "reports/workflow/",
)


def english_that_is_not(language: str) -> set[str]:
    """English texts of ours that stand otherwise in `language`, as a page writes them."""
    return {
        escape(english)
        for english, own in words_in(language, OURS).items()
        if len(english) >= LONG_ENOUGH and english != own and "%" not in english
    }


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_screen_shows_an_english_text_of_ours(site, language):
    publisher = publisher_reading(language)
    english = english_that_is_not(language)
    assert len(english) > 100
    for screen in SCREENS:
        response = publisher.get(f"/editor/{screen.format(**site)}", follow=True)
        assert response.status_code == 200, screen
        shown = response.content.decode()
        assert f'<html lang="{language}"' in shown.replace("\n", " "), screen
        assert [text for text in english if f">{text}<" in shown or f'"{text}"' in shown] == [], screen


def test_the_fields_of_a_page_are_named_in_swedish(site):
    shown = publisher_reading("sv").get(f"/editor/pages/{site['front']}/edit/").content.decode()
    for words in ("ska kontrolleras senast", "Hålla sidan aktuell", "Adress och sökmotorer", "Spara utkast"):
        assert words.lower() in shown.lower(), words


def test_a_page_saved_in_a_swedish_editor_stays_finnish_and_english(site):
    publisher = publisher_reading("sv")
    response = publisher.get(f"/editor/pages/{site['front']}/edit/preview/?mode=fi")
    assert response.status_code == 200
    assert [code for code, _name in settings.LANGUAGES] == ["fi", "en"]


def test_readers_are_never_answered_in_swedish(site):
    client = Client(headers={"accept-language": "sv"})
    assert client.get("/").headers["Location"] in {"/fi/", "/en/"}
    assert client.get("/sv/", follow=True).status_code == 404
    for path in ("/fi/", "/en/", "/account/login/"):
        assert client.get(path).headers["Content-Language"] in {"fi", "en"}, path

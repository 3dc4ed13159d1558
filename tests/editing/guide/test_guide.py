"""The guide for editors: in the editor, for staff, whole in each of its languages, with every picture it shows."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from PIL import Image
from wagtail.users.models import UserProfile

from accounts.roles import Role
from editing.guide.chapters import CHAPTERS, LANGUAGES, TASKS, written
from tests.people import member, sign_in

ROOT = Path(__file__).resolve().parent.parent.parent.parent
PICTURES = ROOT / "static" / "img" / "guide"
LARGEST = 60_000  # bytes


def texts(language: str) -> str:
    folder = ROOT / "site" / "editing" / "templates" / "editing" / "guide" / language
    return "".join((folder / f"{chapter.name}.html").read_text() for chapter in CHAPTERS)


def shown(language: str) -> dict[str, str]:
    """Each picture of the guide, and what is said of it."""
    return dict(re.findall(r'{% picture "([^"]*)" "([^"]*)" %}', texts(language)))


def test_it_has_ten_tasks():
    assert len(TASKS) == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_there_small_and_said_in_words_and_none_is_left_over(language):
    assert len(shown(language)) == texts(language).count("{% picture") >= 10
    assert all(shown(language).values())
    files = {path.stem: path for path in (PICTURES / language).iterdir()}
    assert files.keys() == shown(language).keys()
    for path in files.values():
        assert path.stat().st_size <= LARGEST, path
        with Image.open(path) as picture:
            assert picture.format == "WEBP", path


def test_each_picture_is_one_that_the_walk_takes():
    walk = (ROOT / "tests" / "browser" / "test_guide.py").read_text()
    taken = set(re.findall(r'\btake\("([^"]*)"', walk))
    for language in LANGUAGES:
        assert shown(language).keys() == taken


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_inside_it_lead_to_a_chapter(language):
    assert set(re.findall(r'href="#([^"]*)"', texts(language))) <= {chapter.name for chapter in CHAPTERS}


def test_what_is_on_the_screen_is_named_as_on_the_screen():
    labels = set(re.findall(r'{% label "([^"]*)"', texts("fi")))
    with translation.override("fi"):
        left = {label for label in labels if translation.gettext(label) == label}
    assert len(labels) > 30
    assert left <= {"Alias"}


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize(("preferred", "title"), [("fi", "Tee uusi"), ("en", "Make a new page"), ("sv", "Tee uusi")])
def test_staff_read_it_in_their_editors_language_and_in_finnish_where_it_is_not_written(role, preferred, title):
    user = member(role)
    UserProfile.objects.create(user=user, preferred_language=preferred)
    response = sign_in(Client(), user).get("/editor/guide/")
    assert response.status_code == 200
    page = response.content.decode()
    assert title in page
    for chapter in CHAPTERS:
        assert f'href="#{chapter.name}"' in page
        assert f'id="{chapter.name}"' in page


@pytest.mark.django_db
def test_nobody_else_reads_it():
    assert Client().get("/editor/guide/").status_code == 302


@pytest.mark.django_db
def test_every_chapter_has_a_text_in_each_language():
    for language in LANGUAGES:
        assert [chapter["name"] for chapter in written(language) if len(chapter["text"]) < 300] == []


@pytest.mark.django_db
def test_the_menu_speaks_the_language_of_whoever_opens_it_not_of_whoever_came_first():
    said = {"fi": ("Ohje", "Henkilöstön käyttäjätilit"), "en": ("Guide", "Staff accounts")}
    for language, labels in said.items():
        user = member(Role.ADMINISTRATOR, f"administrator-{language}")
        UserProfile.objects.create(user=user, preferred_language=language)
        page = sign_in(Client(), user).get("/editor/guide/").content.decode()
        menu = re.search(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)[1]
        for label in labels:
            assert json.dumps(label) in menu

"""What is rendered is what an anonymous visitor gets, and nothing of whoever asked for it."""

import pytest
from django.db import connection
from django.utils import translation

from baking.rendering import DatabaseGone, RenderingFailed, render, render_error
from home.facts import current_facts
from home.remembered import reread_all
from tests.pages.trees import a_front_page, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def page():
    return an_article(a_front_page())


@pytest.mark.parametrize(
    ("path", "status"), [("/fi/apua/", 200), ("/en/help/", 200), ("/", 302), ("/fi/ei-ole/", 404)]
)
def test_it_is_what_the_site_answers(client, path, status):
    answer = client.get(path)
    rendered = render(path)
    assert rendered.status == answer.status_code == status
    assert rendered.body == answer.content


def test_lengths_and_protective_headers_are_left_to_whoever_serves():
    names = {name.lower() for name, _ in render("/en/help/").headers}
    assert names == {"content-type", "content-language"}


def test_a_language_that_is_active_stays_active():
    with translation.override("fi"):
        render("/en/help/")
        assert translation.get_language() == "fi"


def test_a_page_that_raises_says_why(settings, tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/article_page.html").write_text("{% include page.no_such_thing %}")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    with pytest.raises(RenderingFailed, match="TemplateDoesNotExist"):
        render("/fi/apua/")


def test_a_database_that_is_away_is_no_fault_of_the_page(page):
    from django.db import OperationalError, connection

    def refuse(*args):
        raise OperationalError

    with connection.execute_wrapper(refuse), pytest.raises(DatabaseGone):
        render("/fi/apua/")


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 500, 503])
@pytest.mark.parametrize(("language", "word"), [("fi", "Soita"), ("en", "Call")])
def test_every_error_page_is_whole_in_each_language(language, word, status):
    rendered = render_error(language, status)
    assert rendered.status == status
    assert f'<html lang="{language}"' in rendered.body.decode()
    assert "029 54 63 177" in rendered.body.decode()


def test_what_cannot_be_read_is_not_baked_as_it_is_remembered():
    current_facts()
    reread_all()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE home_sitefacts")
    with pytest.raises(DatabaseGone):
        render("/en/help/")

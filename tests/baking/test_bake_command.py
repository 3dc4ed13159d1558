"""`manage.py bake`: everything now; `--check`: what is not as baked."""

import io

import pytest
from django.core.management import CommandError, call_command

from baking import manifest
from tests.pages.trees import a_front_page, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return an_article(a_front_page())


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("bake", *arguments, stdout=output, stderr=output)
    return output.getvalue()


def test_it_bakes_everything_and_says_how_much_is_new(page, settings):
    assert "12 addresses are new or changed" in run()
    assert "/en/help/" in manifest.read(settings.BAKED_DIR).answers
    assert "0 addresses are new or changed" in run()


def test_the_check_is_content_with_what_is_as_baked(page):
    run()
    assert run("--check") == ""


def test_the_check_lists_what_is_not_as_baked(page):
    run()
    page.unpublish()
    output = io.StringIO()
    with pytest.raises(CommandError, match="addresses are not as baked"):
        call_command("bake", "--check", stdout=output)
    assert {"/fi/apua/", "/en/help/"} <= set(output.getvalue().splitlines())


def test_pages_that_cannot_be_made_are_named_with_the_reason(page, settings, tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/article_page.html").write_text('{% include "no/such/template.html" %}')
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    errors = io.StringIO()
    with pytest.raises(CommandError, match="2 addresses could not be baked"):
        call_command("bake", stdout=io.StringIO(), stderr=errors)
    assert "/en/help/: TemplateDoesNotExist: no/such/template.html" in errors.getvalue()
    assert "/en/" in manifest.read(settings.BAKED_DIR).answers

"""Every error answer shows the way to help, in every language, whatever else is broken."""

import pytest
from django.test import RequestFactory

from config import errors

# No test here may touch the database: the pages under test must do without it.
HELP = {"fi": "Tarvitsetko apua?", "en": "Do you need help?"}
OWN = "/{}/somewhere/"
KINDS = ("400", "403", "404", "413", "500", "503")


def answer(kind: str, language: str):
    request = RequestFactory().get(OWN.format(language))
    return errors.error_page(request, int(kind), kind, kilobytes=256)


@pytest.mark.parametrize("language", HELP)
@pytest.mark.parametrize("kind", KINDS)
def test_error_shows_number_exit_and_help_in_both_languages(kind, language):
    response = answer(kind, language)
    page = response.content.decode()
    assert response.status_code == int(kind)
    assert response["Cache-Control"] == "no-store"
    assert f'<html lang="{language}"' in page
    assert 'href="tel:+358295463177"' in page
    assert 'href="tel:112"' in page
    assert 'id="quick-exit"' in page
    assert all(words in page for words in HELP.values())
    own, other = sorted(HELP, key=lambda code: code != language)
    assert page.index(HELP[own]) < page.index(HELP[other])


def test_server_error_is_shown_when_what_every_page_has_fails(settings):
    settings.TEMPLATES = [
        settings.TEMPLATES[0] | {"OPTIONS": {"context_processors": ["tests.config.test_error_pages.broken"]}}
    ]
    response = errors.server_error(RequestFactory().get("/en/somewhere/"))
    assert response.status_code == 500
    assert b"029 54 63 177" in response.content


def broken(request):
    raise RuntimeError("this processor does not work")

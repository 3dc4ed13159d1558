"""What an editor sees of a page before readers do, in each language."""

import pytest

from pages.models import ArticlePage
from tests.pages.editing import (
    article_form,
    edit,
    text_of,
    url,
)
from tests.pages.trees import an_article


@pytest.mark.parametrize(
    ("language", "heading", "words"), [("fi", "Luonnos", "Suomeksi."), ("en", "Draft", "In English.")]
)
def test_a_page_being_edited_is_previewed_in_each_language(publisher, front_page, language, heading, words):
    page = an_article(front_page)
    form = {
        "heading_fi": "Luonnos",
        "heading_en": "Draft",
        "body_fi": text_of("Suomeksi."),
        "body_en": text_of("In English."),
    }
    where = url("preview_on_edit", page.pk)
    answer = publisher.post(where, article_form(**form, address_fi="apua", address_en="help"))
    assert answer.json() == {"is_valid": True, "is_available": True}
    shown = publisher.get(where, {"mode": language}).content.decode()
    assert f'<html lang="{language}" dir="ltr">' in shown
    assert f"<h1>{heading}</h1>" in shown
    assert words in shown
    assert "I need help" not in shown


@pytest.mark.parametrize(("language", "heading"), [("fi", "Tarvitsen apua"), ("en", "I need help")])
def test_a_new_page_is_previewed_in_each_language(publisher, front_page, language, heading):
    where = url("preview_on_add", "pages", "articlepage", front_page.pk)
    assert publisher.post(where, article_form()).json() == {"is_valid": True, "is_available": True}
    shown = publisher.get(where, {"mode": language}).content.decode()
    assert f'<html lang="{language}" dir="ltr">' in shown
    assert f"<h1>{heading}</h1>" in shown
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize(("language", "heading"), [("fi", "Tarvitsen apua"), ("en", "Draft")])
def test_a_draft_is_viewed_in_each_language(publisher, front_page, language, heading):
    page = an_article(front_page)
    edit(publisher, page, action="", heading_en="Draft", address_fi="apua", address_en="help")

    shown = publisher.get(url("view_draft", page.pk), {"mode": language}).content.decode()
    assert f"<h1>{heading}</h1>" in shown
    assert f'<html lang="{language}"' in shown


def test_a_page_without_english_is_previewed_in_english_all_the_same(publisher, front_page):
    page = an_article(front_page, heading_en="", body_en=None)

    shown = publisher.get(url("view_draft", page.pk), {"mode": "en"}).content.decode()
    assert '<h1 lang="fi" dir="ltr">Tarvitsen apua</h1>' in shown

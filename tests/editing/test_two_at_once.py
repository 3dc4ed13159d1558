"""Two people at the same text: the second is told before their text takes the first one's place."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from home.models import FrontPage, SharedText
from pages.models import ArticlePage, Office
from tests.pages.editing import article_form, errors, text_of, url
from tests.pages.trees import a_front_page, an_article
from tests.people import signed_in


@pytest.fixture
def front_page(db) -> FrontPage:
    return a_front_page()


@pytest.fixture
def page(front_page) -> ArticlePage:
    return an_article(front_page)


@pytest.fixture
def first(front_page) -> Client:
    return signed_in(Role.PUBLISHER, "anna")


@pytest.fixture
def second(front_page) -> Client:
    return signed_in(Role.EDITOR, "bertta")


def hidden(shown: str, *names: str) -> dict[str, str]:
    """What an open form holds besides what people type."""
    return {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', shown)[1] for name in names}


def opened(person: Client, page: ArticlePage) -> dict[str, str]:
    shown = person.get(url("edit", page.pk)).content.decode()
    return hidden(shown, "loaded_revision_id", "loaded_revision_created_at")


def save(person: Client, page: ArticlePage, form: dict[str, str], text: str):
    fields = article_form(address_fi="apua", address_en="help", body_fi=text_of(text))
    return person.post(url("edit", page.pk), fields | form)


def test_the_second_to_save_a_page_is_told_and_both_texts_are_in_the_history(first, second, page):
    forms = opened(first, page), opened(second, page)
    assert save(first, page, forms[0], "Annan teksti.").status_code == 302
    refused = save(second, page, forms[1], "Bertan teksti.")

    assert list(errors(refused)) == ["__all__"]
    shown = refused.content.decode()
    assert "Bertan teksti." in shown
    assert "anna" in "".join(str(message) for message in refused.context["messages"])
    newest = hidden(shown, "loaded_revision_id", "loaded_revision_created_at")
    assert save(second, page, newest, "Bertan teksti.").status_code == 302
    texts = [str(revision.content) for revision in page.revisions.order_by("created_at")]
    assert "Annan teksti." in texts[-2]
    assert "Bertan teksti." in texts[-1]


def test_who_is_told_finds_what_was_changed(first, second, page):
    before = page.latest_revision_id
    forms = opened(first, page), opened(second, page)
    save(first, page, forms[0], "Annan teksti.")
    refused = save(second, page, forms[1], "Bertan teksti.")

    page.refresh_from_db()
    compare = url("revisions_compare", page.pk, before, page.latest_revision_id)
    assert compare in "".join(str(message) for message in refused.context["messages"])
    assert "Annan teksti." in second.get(compare).content.decode()


def test_who_saves_again_without_another_in_between_is_told_nothing(first, page):
    for text in ("Yksi.", "Kaksi."):
        assert save(first, page, opened(first, page), text).status_code == 302


# --- What has no history ---


def office(**changes: str) -> dict[str, str]:
    names = ("street_address", "latitude", "longitude", "name_en", "to_confirm")
    return dict.fromkeys(names, "") | {"kind": "branch", "place": "Oulu", "name_fi": "Oulun toimisto"} | changes


def test_the_second_to_save_a_snippet_is_told_what_the_first_wrote(first):
    other = signed_in(Role.PUBLISHER, "cecilia")
    row = Office.objects.create(kind="branch", place="Oulu", name_fi="Oulun toimisto")
    where = reverse("wagtailsnippets_pages_office:edit", args=(row.pk,))
    form = hidden(first.get(where).content.decode(), "as_loaded")
    assert first.post(where, office(street_address="Annankatu 1") | form).status_code == 302
    refused = other.post(where, office(street_address="Bertankatu 2") | form)

    assert "Annankatu 1" in " ".join(errors(refused)["__all__"])
    assert "Oulun toimisto" not in " ".join(errors(refused)["__all__"])
    shown = refused.content.decode()
    assert 'value="Bertankatu 2"' in shown
    row.refresh_from_db()
    assert row.street_address == "Annankatu 1"
    assert other.post(where, office(street_address="Bertankatu 2") | hidden(shown, "as_loaded")).status_code == 302
    row.refresh_from_db()
    assert row.street_address == "Bertankatu 2"


def test_a_new_snippet_is_saved(first):
    where = reverse("wagtailsnippets_pages_office:add")
    form = hidden(first.get(where).content.decode(), "as_loaded")
    assert first.post(where, office() | form).status_code == 302

    assert Office.objects.count() == 1


def test_a_setting_and_a_shared_text_are_kept_in_the_same_way(first):
    row = SharedText.objects.create(key="trial", text_fi="Ennen.", text_en="Before.")
    facts = first.get("/editor/settings/home/sitefacts/", follow=True).content.decode()
    text = first.get(reverse("wagtailsnippets_home_sharedtext:edit", args=(row.pk,))).content.decode()

    for shown in (facts, text):
        assert len(hidden(shown, "as_loaded")["as_loaded"]) == 64

"""Pages that an editor recommends under a page: those that are published and in the reader's language."""

import pytest
from wagtail.test.utils.form_data import streamfield

from accounts.roles import Role
from pages.models import ArticlePage
from pages.published import known_published, read_published
from pages.related import MOST
from tests.pages.editing import create, edit, errors, newest
from tests.pages.trees import an_article, an_easy_article
from tests.people import signed_in


def recommend(page: ArticlePage, *others: ArticlePage) -> ArticlePage:
    page.related = [("page", other) for other in others]
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def read_also(client, path: str) -> list[tuple[str, str]]:
    return [(other["heading"], other["url"]) for other in client.get(path).context["read_also"]]


@pytest.fixture
def others(front_page) -> list[ArticlePage]:
    return [
        an_article(front_page, heading_fi=f"{name} fi", heading_en=f"{name} en", address_fi=name, address_en=name)
        for name in ("rights", "safely")
    ]


@pytest.fixture
def page(front_page, others) -> ArticlePage:
    return recommend(an_article(front_page), *others)


def test_they_are_shown_under_the_text_in_the_editors_order_and_the_readers_language(client, page):
    assert read_also(client, "/en/help/") == [("rights en", "/en/rights/"), ("safely en", "/en/safely/")]
    assert read_also(client, "/fi/apua/") == [("rights fi", "/fi/rights/"), ("safely fi", "/fi/safely/")]

    shown = client.get("/en/help/").content.decode()
    assert '<nav class="pages-below" aria-labelledby="read-also">' in shown
    assert shown.index("You can call.") < shown.index('id="read-also"') < shown.index("rights en")


def test_a_page_that_recommends_nothing_has_no_empty_list(client, front_page):
    an_article(front_page)

    assert "read-also" not in client.get("/en/help/").content.decode()


def test_only_published_pages_in_the_readers_language_are_shown(client, page, others):
    others[0].unpublish()
    others[1].body_en = []
    others[1].save_revision().publish()

    assert read_also(client, "/en/help/") == []
    assert read_also(client, "/fi/apua/") == [("safely fi", "/fi/safely/")]


def test_a_deleted_page_is_no_longer_shown(client, page, others):
    others[0].delete()

    assert read_also(client, "/en/help/") == [("safely en", "/en/safely/")]


def test_neither_the_page_itself_nor_one_twice(client, page, others):
    recommend(page, others[1], page, others[1], others[0])

    assert read_also(client, "/en/help/") == [("safely en", "/en/safely/"), ("rights en", "/en/rights/")]


def test_a_changed_heading_or_address_is_shown_at_once(client, page, others):
    others[0].heading_en, others[0].address_en = "Your rights", "your-rights"
    others[0].save_revision().publish()

    assert read_also(client, "/en/help/")[0] == ("Your rights", "/en/your-rights/")


def test_an_easy_version_recommends_easy_versions_where_there_are(client, front_page, others):
    other = an_easy_article(front_page, heading_en="Both", address_fi="molemmat", address_en="both")
    recommend(an_easy_article(front_page), other, others[0])

    assert read_also(client, "/en/help/easy/") == [("Both", "/en/both/easy/"), ("rights en", "/en/rights/")]
    assert read_also(client, "/en/help/") == [("Both", "/en/both/"), ("rights en", "/en/rights/")]


def test_whoever_reads_all_pages_at_once_shows_the_same(client, page):
    as_ever = client.get("/en/help/").content
    with known_published(read_published()):
        assert client.get("/en/help/").content == as_ever


def test_an_editor_chooses_up_to_four(client, front_page, others):
    publisher = signed_in(Role.PUBLISHER)
    chosen = [("page", str(other.pk)) for other in others]
    assert create(publisher, front_page, related=streamfield(chosen)).status_code == 302
    page = newest()
    assert read_also(client, page.url_in("en")) == [("rights en", "/en/rights/"), ("safely en", "/en/safely/")]

    response = edit(publisher, page, related=streamfield(chosen * 2 + chosen[:1]))
    assert len(chosen) * 2 == MOST
    assert list(errors(response)) == ["related"]

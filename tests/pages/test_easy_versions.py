"""A page's version in easy language: at an address of its own, beside the page, in each language that has it."""

import pytest
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect

from accounts.roles import Role
from pages.languages import VERSIONS, easy, is_easy, language_of_version
from pages.models import ArticlePage, OfficesPage
from pages.published import known_published, read_published
from tests.pages.editing import article_form, create, edit, newest, text_of, url
from tests.pages.trees import an_article, an_easy_article
from tests.people import signed_in

EASY_FI = "/fi/apua/helppo/"
EASY_EN = "/en/help/easy/"


def read(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def moved_to(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 302
    return response.headers["Location"]


@pytest.fixture
def page(front_page) -> ArticlePage:
    return an_easy_article(front_page)


def test_versions_are_each_language_and_its_easy_one():
    assert VERSIONS == ("fi", "en", "fi-easy", "en-easy")
    assert [language_of_version(version) for version in VERSIONS] == ["fi", "en", "fi", "en"]
    assert [is_easy(version) for version in VERSIONS] == [False, False, True, True]


def test_the_easy_version_is_below_the_page_in_each_language(client, page):
    finnish, english = read(client, EASY_FI), read(client, EASY_EN)

    assert "<h1>Tarvitsen apua</h1>" in finnish
    assert "Soita meille." in finnish
    assert "Voit soittaa." not in finnish
    assert "<h1>I need help</h1>" in english
    assert "Call us." in english
    assert "You can call." not in english


def test_each_level_leads_to_the_other(client, page):
    standard, easy_one = read(client, "/en/help/"), read(client, EASY_EN)

    assert f'<a class="levels__item" href="{EASY_EN}">Easy English</a>' in standard
    assert 'aria-current="page">Standard English<' in standard
    assert '<a class="levels__item" href="/en/help/">Standard English</a>' in easy_one
    assert 'aria-current="page">Easy English<' in easy_one


def test_a_page_without_easy_text_has_no_switch_and_no_easy_address(client, front_page):
    an_article(front_page)

    assert "levels" not in read(client, "/en/help/")
    assert client.get(EASY_EN).status_code == client.get(EASY_FI).status_code == 404


def test_easy_text_in_one_language_makes_no_easy_version_in_the_other(client, front_page):
    an_easy_article(front_page, easy_body_en=None)

    assert client.get(EASY_FI).status_code == 200
    assert client.get(EASY_EN).status_code == 404
    assert "levels" not in read(client, "/en/help/")


def test_a_page_that_is_not_in_the_language_is_not_in_easy_language_either(client, front_page):
    page = an_easy_article(front_page, body_en=None)

    assert not page.is_in(easy("en"))
    assert client.get(EASY_EN).status_code == 404


@pytest.mark.parametrize("path", ["/fi/apua/easy/", "/en/help/helppo/", "/fi/helppo/", f"{EASY_FI}helppo/"])
def test_other_addresses_like_it_lead_nowhere(client, page, path):
    assert client.get(path).status_code == 404


def test_an_easy_intro_is_never_another_languages(client, page):
    page.easy_intro_fi = "Helppo johdanto."
    page.save_revision().publish()

    assert '<div class="lead"><p>Helppo johdanto.</p></div>' in read(client, EASY_FI)
    assert "Helppo johdanto." not in read(client, EASY_EN)


def test_the_title_tells_the_two_apart(client, page):
    assert "<title>I need help, Easy English –" in read(client, EASY_EN)
    assert "<title>I need help –" in read(client, "/en/help/")


def test_the_languages_of_an_easy_version_are_easy_where_they_can_be(client, page):
    links = client.get(EASY_FI).context["request"].language_links
    assert links == {"fi": EASY_FI, "en": EASY_EN}
    assert client.get("/fi/apua/").context["request"].language_links == {"fi": "/fi/apua/", "en": "/en/help/"}

    page.easy_body_en = []
    page.save_revision().publish()
    assert client.get(EASY_FI).context["request"].language_links == {"fi": EASY_FI, "en": "/en/help/"}


def test_the_page_itself_is_above_its_easy_version(client, page):
    breadcrumb = client.get(EASY_EN).context["request"].breadcrumb

    assert [(str(step["title"]), step["url"]) for step in breadcrumb] == [
        ("Front page", "/en/"),
        ("I need help", "/en/help/"),
    ]


def test_an_easy_version_leads_to_the_easy_versions_of_the_pages_below(client, page):
    an_easy_article(page, heading_en="Easy below", address_fi="alla", address_en="below")
    an_article(page, heading_en="Plain below", address_fi="muu", address_en="other")
    easy_one, standard = read(client, EASY_EN), read(client, "/en/help/")

    assert '<a href="/en/help/below/easy/">Easy below</a>' in easy_one
    assert '<a href="/en/help/other/">Plain below</a>' in easy_one
    assert '<a href="/en/help/below/">Easy below</a>' in standard


def test_an_emptied_or_unpublished_easy_version_is_gone(client, page):
    page.easy_body_fi = []
    page.save_revision().publish()
    assert client.get(EASY_FI).status_code == 404
    assert client.get("/fi/apua/").status_code == client.get(EASY_EN).status_code == 200

    page.unpublish()
    assert client.get(EASY_EN).status_code == 404


def test_page_types_without_easy_text_have_no_easy_version(client, front_page):
    offices = front_page.add_child(instance=OfficesPage(heading_fi="Toimipisteet", heading_en="Offices"))

    assert not offices.is_in(easy("fi"))
    assert client.get("/fi/toimipisteet/helppo/").status_code == 404
    assert [mode for mode, _name in offices.preview_modes] == ["fi", "en"]


def test_a_changed_address_leads_from_the_old_easy_version_to_the_new(client, page):
    page.address_en = "get-help"
    page.save_revision().publish()

    assert moved_to(client, EASY_EN) == "/en/get-help/easy/"
    assert moved_to(client, "/en/help/") == "/en/get-help/"
    assert client.get(EASY_FI).status_code == 200
    assert Redirect.objects.count() == 2


def test_a_moved_page_leads_from_the_old_easy_version_to_the_new(client, front_page, page):
    page.move(an_article(front_page, address_fi="muu", address_en="other"), pos="last-child")

    assert moved_to(client, EASY_EN) == "/en/other/help/easy/"
    assert moved_to(client, EASY_FI) == "/fi/muu/apua/helppo/"


def test_an_old_easy_address_leads_to_the_page_once_there_is_no_easy_version(client, page):
    page.address_en = "get-help"
    page.save_revision().publish()
    page = ArticlePage.objects.get(pk=page.pk)
    page.easy_body_en = []
    page.save_revision().publish()

    assert moved_to(client, EASY_EN) == "/en/get-help/"


def test_an_address_that_goes_back_leaves_no_redirect_from_its_easy_version(client, page):
    for address in ("get-help", "help"):
        page = ArticlePage.objects.get(pk=page.pk)
        page.address_en = address
        page.save_revision().publish()

    assert client.get(EASY_EN).status_code == 200
    assert moved_to(client, "/en/get-help/easy/") == EASY_EN
    assert not Redirect.objects.filter(old_path=EASY_EN.rstrip("/")).exists()


def test_whoever_reads_all_pages_at_once_knows_the_easy_versions(client, page):
    published = read_published()
    assert published.urls[page.pk] == {"fi": "/fi/apua/", "en": "/en/help/", "fi-easy": EASY_FI, "en-easy": EASY_EN}

    as_ever = client.get(EASY_FI).content
    with known_published(published):
        assert client.get(EASY_FI).content == as_ever


def test_an_easy_version_is_written_and_previewed_in_the_editor(client, front_page):
    publisher = signed_in(Role.PUBLISHER)
    form = {"easy_intro_fi": "Lyhyesti.", "easy_body_fi": text_of("Helppoa tekstiä.")}
    where = url("preview_on_add", "pages", "articlepage", front_page.pk)
    assert publisher.post(where, article_form(**form)).json() == {"is_valid": True, "is_available": True}
    shown = publisher.get(where, {"mode": "fi-easy"}).content.decode()
    assert '<html lang="fi" dir="ltr">' in shown
    assert "Lyhyesti." in shown
    assert "Helppoa tekstiä." in shown
    assert "Voit soittaa." not in shown
    assert "Helppoa" not in publisher.get(where, {"mode": "fi"}).content.decode()
    assert "<h1>I need help</h1>" in publisher.get(where, {"mode": "en-easy"}).content.decode()

    assert create(publisher, front_page, **form).status_code == 302
    assert "Helppoa tekstiä." in read(client, "/fi/tarvitsen-apua/helppo/")
    assert edit(publisher, newest(), take_away="fi-easy").status_code == 302
    assert client.get("/fi/tarvitsen-apua/helppo/").status_code == 404


def test_the_form_has_the_easy_version_of_each_language_in_its_tab(front_page):
    shown = signed_in(Role.PUBLISHER).get(url("add", "pages", "articlepage", front_page.pk)).content.decode()

    for name in ("easy_intro_fi", "easy_body_fi", "easy_intro_en", "easy_body_en"):
        assert f'name="{name}' in shown or f'id="{name}' in shown
    finnish, english = shown.index('name="easy_intro_fi"'), shown.index('name="easy_intro_en"')
    assert shown.index('id="tab-suomi"') < finnish < shown.index('id="tab-english"') < english


def test_neutral_columns_of_the_easy_version_hold_finnish(page):
    with translation.override("en"):
        page.easy_intro = "In English."
        page.save()

    row = ArticlePage.objects.filter(pk=page.pk).rewrite(False).values("easy_body", "easy_intro")[0]
    assert "Soita meille." in str(row["easy_body"])
    assert row["easy_intro"] != "In English."

"""From every page to the others: only to pages that are published, and in the reader's language."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from accounts.roles import Role
from home.context import every_page
from home.models import StandingPages
from home.remembered import reread_all
from home.standing import DOORS, FOOTER
from tests.pages.trees import an_article
from tests.people import signed_in


@pytest.fixture
def tree(front_page):
    """A door, a page of the footer, two pages of the menu (one in Finnish only) and one that is in none."""

    def page(name, **changes):
        fields = {"heading_fi": f"{name} fi", "heading_en": f"{name} en", "address_fi": f"{name}-fi"}
        return an_article(front_page, **(fields | {"address_en": f"{name}-en", "show_in_menus": True} | changes))

    pages = {
        "help": page("help"),
        "privacy": page("privacy"),
        "signs": page("signs"),
        "finnish": page("finnish", body_en=None),
        "hidden": page("hidden", show_in_menus=False),
    }
    StandingPages(help_page=pages["help"], privacy_page=pages["privacy"]).save()
    return pages


def shown(path: str = "/en/", language: str = "en", **attributes: object) -> dict:
    request = RequestFactory().get(path)
    for name, value in attributes.items():
        setattr(request, name, value)
    with translation.override(language):
        context = every_page(request)
        return context | {"navigation": dict(context["navigation"]), "footer_links": list(context["footer_links"])}


def titles(links: list[dict]) -> list[str]:
    return [link["title"] for link in links]


def test_doors_menu_and_footer_in_the_readers_language(tree):
    english, finnish = shown(), shown("/fi/", "fi")

    assert titles(english["navigation"]["doors"]) == ["help en"]
    assert titles(english["navigation"]["menu"]) == ["signs en"]
    assert titles(english["footer_links"])[:-1] == ["privacy en"]
    assert titles(finnish["navigation"]["menu"]) == ["signs fi", "finnish fi"]
    assert english["navigation"]["menu"][0]["url"] == "/en/signs-en/"
    assert finnish["navigation"]["doors"][0]["url"] == "/fi/help-fi/"


def test_the_footer_always_leads_to_the_form(tree):
    assert shown()["footer_links"][-1]["url"] == "/en/contact/"
    assert shown("/fi/", "fi")["footer_links"][-1]["url"] == "/fi/yhteydenotto/"


def test_every_link_is_the_pages_own_address(tree, client):
    for language in ("fi", "en"):
        context = shown(f"/{language}/", language)
        for link in (*context["navigation"]["doors"], *context["navigation"]["menu"], *context["footer_links"][:-1]):
            assert client.get(link["url"]).status_code == 200


def test_a_standing_page_deeper_in_the_tree_has_its_whole_address(tree):
    deep = an_article(tree["signs"], address_en="deep")
    StandingPages(help_page=deep).save()

    assert shown()["navigation"]["doors"][0]["url"] == "/en/signs-en/deep/"


def test_an_unpublished_page_is_nowhere(tree):
    for page in tree.values():
        page.unpublish()
    context = shown()

    assert context["navigation"] == {"doors": [], "menu": []}
    assert len(context["footer_links"]) == 1


def test_a_deleted_page_is_nowhere(tree):
    tree["help"].delete()

    assert shown()["navigation"]["doors"] == []


def test_the_page_itself_is_marked(tree):
    assert [link["current"] for link in shown("/en/signs-en/")["navigation"]["menu"]] == [True]
    assert [link["current"] for link in shown("/en/help-en/")["navigation"]["menu"]] == [False]


def test_languages_lead_to_the_front_page_unless_the_view_knows_better(front_page):
    assert [(language["code"], language["url"]) for language in shown()["languages"]] == [
        ("fi", "/fi/"),
        ("en", "/en/"),
    ]
    links = {"fi": "/fi/apua/", "en": None}
    languages = shown(language_links=links)["languages"]
    assert languages == [
        {"code": "fi", "name": "Suomi", "url": "/fi/apua/", "current": False},
        {"code": "en", "name": "English", "url": None, "current": True},
    ]


@pytest.mark.parametrize("path", ["/editor/", "/intake/", "/account/login/"])
def test_staff_pages_get_the_facts_and_nothing_that_costs(rf, db, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert set(every_page(rf.get(path))) == {"facts"}


def test_nothing_is_read_before_a_template_asks(rf, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        every_page(rf.get("/en/"))


def test_it_takes_few_queries_however_many_pages_there_are(tree, front_page, django_assert_num_queries):
    with django_assert_num_queries(4):
        shown()
    for number in range(10):
        an_article(front_page, address_fi=f"lisa-{number}", address_en=f"more-{number}", show_in_menus=True)
    reread_all()
    with django_assert_num_queries(4):
        assert len(shown()["navigation"]["menu"]) == 11


def test_a_publisher_chooses_the_standing_pages_in_the_editor(tree):
    publisher = signed_in(Role.PUBLISHER)
    address = "/editor/settings/home/standingpages/1/"
    assert publisher.get(address).status_code == 200
    chosen = dict.fromkeys((*DOORS, *FOOTER), "") | {"worried_page": tree["signs"].pk}
    assert publisher.post(address, chosen).status_code == 302

    assert titles(shown()["navigation"]["doors"]) == ["signs en"]


def test_without_a_database_it_is_as_last_known(tree, database_gone, client):
    before = shown()
    with database_gone:
        client.get("/exit/")
        assert shown() == before | {"facts": shown()["facts"]}


def test_a_new_process_without_a_database_leads_to_the_form_and_the_languages(database_gone):
    with database_gone:
        context = shown()

    assert context["navigation"] == {"doors": [], "menu": []}
    assert [link["url"] for link in context["footer_links"]] == ["/en/contact/"]
    assert len(context["languages"]) == 2

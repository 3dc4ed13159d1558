"""The site as it is first set up, walked page by page in both languages."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client

from home.models import FrontPage, SeedRecord, SharedText, SiteFacts
from home.setting_up import set_up_site
from pages.languages import VERSIONS
from pages.models import ArticlePage, SitePage

# The addresses that others rely on: Finnish, English.
TREE = {
    ("/fi/", "/en/"),
    ("/fi/apua/", "/en/help/"),
    ("/fi/apua/kysymyksia/", "/en/help/questions/"),
    ("/fi/apua/kuka-saa-apua/", "/en/help/who-can-get-help/"),
    ("/fi/apua/mita-tapahtuu/", "/en/help/what-happens/"),
    ("/fi/apua/nain-autamme/", "/en/help/how-we-help/"),
    ("/fi/apua/oikeudet/", "/en/help/rights/"),
    ("/fi/apua/alle-18/", "/en/help/under-18/"),
    ("/fi/turvallisesti/", "/en/safely/"),
    ("/fi/huoli/", "/en/worried/"),
    ("/fi/merkit/", "/en/signs/"),
    ("/fi/mita-ihmiskauppa-on/", "/en/what-trafficking-is/"),
    ("/fi/ammattilaisille/", "/en/professionals/"),
    ("/fi/ammattilaisille/ohjaaminen/", "/en/professionals/steps/"),
    ("/fi/ammattilaisille/kysymyslista/", "/en/professionals/question-list/"),
    ("/fi/ammattilaisille/lapsi/", "/en/professionals/child/"),
    ("/fi/tunnistaminen/", "/en/identification/"),
    ("/fi/tietoa-meista/", "/en/about/"),
    ("/fi/toimipisteet/", "/en/offices/"),
    ("/fi/muu-apu/", "/en/other-help/"),
    ("/fi/tietosuoja/", "/en/privacy/"),
    ("/fi/saavutettavuus/", "/en/accessibility/"),
}
# The pages that can also be read in easy language.
EASY = {
    ("/fi/apua/helppo/", "/en/help/easy/"),
    ("/fi/apua/kysymyksia/helppo/", "/en/help/questions/easy/"),
    ("/fi/apua/mita-tapahtuu/helppo/", "/en/help/what-happens/easy/"),
    ("/fi/apua/alle-18/helppo/", "/en/help/under-18/easy/"),
}
PATHS = sorted(path for pair in TREE | EASY for path in pair)
FORMS = ("/fi/yhteydenotto/", "/en/contact/", "/fi/ammattilaisen-yhteydenotto/", "/en/professional-referral/")
REPLY = ("/fi/vastaus/", "/en/reply/")
FILES = ("/fi/luvut.csv", "/en/figures.csv")
SEARCH = ("/fi/haku/", "/en/search/")
CARDS = ("/fi/kortti/", "/en/card/")
MOST_QUERIES = 80


@pytest.fixture(scope="module")
def walked(django_db_setup: None, django_db_blocker) -> Iterator[dict[str, object]]:
    """Every page of the whole site, asked for once by a visitor: the responses by path."""
    with django_db_blocker.unblock(), transaction.atomic():
        set_up_site()
        visitor = Client()
        yield {path: visitor.get(path) for path in PATHS}
        transaction.set_rollback(True)


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.hrefs += [value for name, value in attributes if name == "href" and value]


def links(response) -> list[str]:
    return Links(response.content.decode()).hrefs


def test_the_tree_is_the_agreed_one(walked):
    pages = [page.specific for page in SitePage.objects.live()]

    assert {(page.url_in("fi"), page.url_in("en")) for page in pages} == TREE
    in_easy_language = [page for page in pages if page.is_in("fi-easy") or page.is_in("en-easy")]
    assert {(page.url_in("fi-easy"), page.url_in("en-easy")) for page in in_easy_language} == EASY


@pytest.mark.parametrize("path", PATHS)
def test_a_page_answers_and_leads_to_help(walked, path):
    response = walked[path]

    assert response.status_code == 200
    assert "tel:+358295463177" in links(response)
    assert "tel:112" in links(response)
    assert links(response)[0] == "/exit/"


@pytest.mark.parametrize("path", PATHS)
def test_a_page_sets_no_cookie_and_depends_on_none(walked, path):
    response = walked[path]

    assert not response.cookies
    assert "Set-Cookie" not in response.headers
    assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("path", PATHS)
def test_no_placeholder_or_content_link_is_left(walked, path):
    page = walked[path].content.decode()

    assert not re.findall(r"\{[a-z_]+\}|page:[a-z]|route:[a-z]|linktype", page)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_in_its_language_throughout(walked, path):
    language = path[1:3]
    page = walked[path].content.decode()
    main = page[page.index("<main") : page.index("</main>")]

    assert f'<html lang="{language}"' in page
    assert 'lang="' not in main


def test_every_internal_link_of_every_page_answers(walked):
    visitor = Client()
    targets = {href.partition("#")[0] for response in walked.values() for href in links(response)}
    internal = {target for target in targets if target.startswith("/")} - {"/exit/"}

    assert internal >= set(PATHS)
    for target in sorted(internal - set(PATHS)):
        assert target in (*FORMS, *REPLY, *SEARCH, *FILES, *CARDS), target
        assert visitor.get(target).status_code in {200, 203, 503}, target


def test_every_article_recommends_others_and_all_of_them_can_be_read(walked):
    articles = [page.specific for page in SitePage.objects.live() if isinstance(page.specific, ArticlePage)]

    assert len(articles) == len(TREE) - 2
    for page in articles:
        for version in VERSIONS[: 4 if page.is_in("fi-easy") else 2]:
            context = walked[page.url_in(version)].context
            shown, below = ({link["url"] for link in context[name]} for name in ("read_also", "pages_below"))
            assert len(shown) == len(page.related) >= 2, page
            assert not shown & below, page


def test_links_outside_are_secure_or_dial_or_write(walked):
    outside = {href for response in walked.values() for href in links(response) if not href.startswith(("/", "#"))}

    assert all(href.startswith(("https://", "tel:+", "tel:1", "tel:0", "mailto:")) for href in outside), outside


def test_the_three_doors_and_the_footer_are_on_every_page(walked):
    for path in PATHS:
        doors = ("/fi/apua/", "/fi/huoli/", "/fi/ammattilaisille/")
        footer = ("/fi/turvallisesti/", "/fi/tietosuoja/", "/fi/saavutettavuus/", "/fi/yhteydenotto/")
        if path.startswith("/en/"):
            doors = ("/en/help/", "/en/worried/", "/en/professionals/")
            footer = ("/en/safely/", "/en/privacy/", "/en/accessibility/", "/en/contact/")
        assert {*doors, *footer} <= set(links(walked[path])), path


def test_no_page_takes_many_queries(walked, django_assert_max_num_queries):
    visitor = Client()
    for path in PATHS:
        with django_assert_max_num_queries(MOST_QUERIES):
            visitor.get(path)


def test_a_changed_number_is_changed_on_every_page(walked):
    visitor = Client()
    savepoint = transaction.savepoint()
    facts = SiteFacts.objects.get()
    facts.helpline_display, facts.helpline_abroad = "029 11 22 333", "+358 29 112 2333"
    facts.full_clean()
    facts.save()
    for path in PATHS:
        page = visitor.get(path).content.decode()
        assert "tel:+358291122333" in page, path
        assert "029 54 63 177" not in page, path
        assert "295463177" not in page, path
    transaction.savepoint_rollback(savepoint)


def test_setting_up_the_whole_site_again_changes_nothing(walked):
    assert set(set_up_site()) == {"unchanged"}
    assert FrontPage.objects.count() == 1
    assert SeedRecord.objects.count() > SitePage.objects.count() + SharedText.objects.count()

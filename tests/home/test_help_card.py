"""The help card: one page in each language, the same for everybody, leading to help in that language."""

import pytest

from config.qr_code import qr_code
from home.models import SharedText, SiteFacts, StandingPages
from tests.pages.trees import a_front_page, an_article

pytestmark = pytest.mark.django_db
CARDS = {"/fi/kortti/": "/fi/apua/", "/en/card/": "/en/help/"}


@pytest.fixture
def help_page():
    page = an_article(a_front_page())
    StandingPages(help_page=page).save()
    return page


def card_of(client, path: str) -> str:
    """The card itself, without what the screen shows around it."""
    page = client.get(path).content.decode()
    return page[page.index('<div class="help-card">') : page.index("</main>")]


@pytest.mark.parametrize(("path", "leads_to"), CARDS.items())
def test_its_code_is_the_public_address_of_the_help_page(client, settings, help_page, path, leads_to):
    settings.PUBLIC_URL = "https://help.example"
    assert qr_code(f"https://help.example{leads_to}") in card_of(client, path)


def test_without_a_public_address_the_code_is_where_it_was_asked_for(client, settings, help_page):
    settings.PUBLIC_URL = ""
    assert qr_code("http://testserver/en/help/") in card_of(client, "/en/card/")


def test_without_a_help_page_the_code_leads_to_the_front_page(client, settings):
    a_front_page()
    settings.PUBLIC_URL = "https://help.example"
    assert qr_code("https://help.example/en/") in card_of(client, "/en/card/")


@pytest.mark.parametrize("path", CARDS)
def test_it_has_the_numbers_and_names_neither_the_service_nor_the_matter(client, help_page, path):
    card = card_of(client, path)
    for number in ("029 54 63 177", "+358 29 546 3177", "112"):
        assert number in card
    for word in ("kaup", "uhri", "auttamis", "traffick", "victim", "assistance", "http"):
        assert word not in card.lower()


def test_its_lines_and_numbers_are_the_editors(client, help_page):
    SharedText.objects.create(key="card_question", text_fi="Kaipaatko neuvoa?", text_en="Do you want advice?")
    facts = SiteFacts(helpline_display="029 11 22 333", helpline_abroad="+358 29 112 2333", emergency="112")
    facts.save()
    card = card_of(client, "/en/card/")
    assert "Do you want advice?" in card
    assert 'href="tel:+358291122333"' in card
    assert "54 63" not in card


def test_it_is_shown_without_the_database(client, help_page, database_gone):
    with database_gone:
        assert "029 54 63 177" in card_of(client, "/fi/kortti/")


def test_no_page_can_take_its_address_and_nothing_is_sent_to_it(client, help_page):
    assert client.get("/fi/card/").status_code == 404
    assert client.post("/fi/kortti/").status_code == 405
    assert "/fi/kortti/" not in client.get("/sitemap.xml").content.decode()

"""What every page needs is there without a database, and a database that hangs is asked once a request."""

import pytest
from django.db import OperationalError
from django.test import Client

from baking.baker import Baker
from baking.models import Change
from config.postgresql.base import DatabaseWrapper as PostgreSQL
from home import navigation
from home.facts import SiteFacts, current_facts
from home.remembered import NAME, forget_all, keep_all, reread_all
from home.texts import SharedText, shared_text
from tests.broken import hanging_server, using
from tests.pages.trees import a_front_page, an_article


@pytest.fixture
def kept(db, settings) -> None:
    """What the baker has kept of a site that is not as it was set up."""
    front_page = a_front_page()
    an_article(front_page, show_in_menus=True)
    facts = SiteFacts.load()
    facts.helpline_display, facts.helpline_abroad = "029 54 63 999", "+358 29 546 3999"
    facts.reading_times_fi = "Arkisin."
    facts.save()
    SharedText.objects.update_or_create(key="professionals", defaults={"text_fi": "Muutettu.", "text_en": "Changed."})
    settings.BAKED_DIR.mkdir()
    keep_all()
    forget_all()


def test_a_new_process_without_a_database_knows_what_was_kept(kept, database_gone, rf):
    with database_gone:
        assert current_facts().helpline_tel == "+358295463999"
        assert current_facts().reading_times == "Arkisin."
        assert shared_text("professionals").paragraphs == ("Muutettu.",)
        menu = navigation.navigation(rf.get("/fi/"))["menu"]
    assert [(link["title"], link["url"]) for link in menu] == [("Tarvitsen apua", "/fi/apua/")]


def test_what_this_process_has_read_since_then_is_newer(kept, database_gone):
    SiteFacts.objects.update(email="newer@example.org")
    assert current_facts().email == "newer@example.org"
    reread_all()
    with database_gone:
        assert current_facts().email == "newer@example.org"


def test_the_baker_keeps_it(db, settings, database_gone):
    a_front_page()
    baker = Baker()
    while baker.step():
        pass
    SiteFacts.objects.update_or_create(pk=1, defaults={"email": "kept@example.org"})
    Change.objects.create()
    while baker.step():
        pass
    forget_all()
    with database_gone:
        assert current_facts().email == "kept@example.org"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"facts": {"no": "fact"}}', b'{"facts": null}'])
def test_a_damaged_file_is_as_good_as_none(kept, settings, database_gone, content):
    (settings.BAKED_DIR / NAME).write_bytes(content)
    with database_gone:
        assert current_facts().helpline_tel == "+358295463177"


def test_what_cannot_be_read_replaces_nothing(kept, settings, database_gone):
    before = (settings.BAKED_DIR / NAME).read_bytes()
    with database_gone, pytest.raises(OperationalError):
        keep_all()
    assert (settings.BAKED_DIR / NAME).read_bytes() == before


@pytest.mark.parametrize("path", ["/fi/ei-ole/", "/en/contact/", "/en/reply/", "/en/thank-you/"])
def test_a_database_that_hangs_is_asked_once_a_request(db, path):
    browser = Client(raise_request_exception=False)
    with hanging_server() as (port, taken):
        options = {"connect_timeout": 2}
        with using(PostgreSQL, HOST="127.0.0.1", PORT=str(port), NAME="x", OPTIONS=options):
            for asked in (1, 2):
                assert browser.get(path).status_code in {200, 503}
                assert len(taken) == asked

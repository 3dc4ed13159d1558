"""Setting up is repeatable, brings newer content in, and never overwrites, revives or doubles an editor's work."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from wagtail.models import GroupPagePermission, Page, Revision, Site

from home.models import FrontPage, SeedRecord, SharedText, SiteFacts, StandingPages
from home.setting_up import set_up_site
from pages.models import ArticlePage, Figure, Office, SitePage
from tests.home.content import changed

HELP = "pages/10-help.toml"
NEW_HEADING = (HELP, 'heading = "I need help"', 'heading = "I need advice"')


def page(address: str) -> SitePage:
    return SitePage.objects.get(address_en=address).specific


def everything() -> dict:
    """All that a run could have changed: rows with their ids, and revisions."""
    models = (SiteFacts, SharedText, Figure, Office, StandingPages, SeedRecord, Site, FrontPage, ArticlePage)
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in models}
    return rows | {
        "pages": list(Page.objects.order_by("pk").values()),
        "revisions": list(Revision.objects.order_by("pk").values_list("pk", "content")),
        "permissions": sorted(GroupPagePermission.objects.values_list("group__name", "page", "permission__codename")),
    }


@pytest.fixture
def site(db, small):
    set_up_site(small)
    return small


def test_it_builds_the_tree(site, client):
    front_page = FrontPage.objects.get()

    assert Site.objects.get().root_page_id == front_page.pk
    assert [child.specific.heading_en for child in front_page.get_children()] == ["I need help", "Offices"]
    assert page("signs").get_parent().pk == page("help").pk
    assert all(page.live and not page.has_unpublished_changes for page in SitePage.objects.all())
    for path in ("/fi/", "/fi/apua/", "/fi/apua/merkit/", "/fi/toimipisteet/", "/en/help/signs/"):
        assert client.get(path).status_code == 200


def test_it_fills_every_kind_of_field(site):
    front_page, help_page = FrontPage.objects.get(), page("help")

    assert help_page.intro_fi == "Voit soittaa."
    assert help_page.description_en == "Advice and help."
    assert [block.block_type for block in help_page.body_en] == ["heading", "text", "helpline", "shared", "figure"]
    assert help_page.body_en[3].value == SharedText.objects.get()
    assert help_page.body_en[4].value == Figure.objects.get()
    assert page("signs").body_en[0].value[0]["heading"] == "Look"
    assert front_page.figure == Figure.objects.get()
    assert front_page.signs_page == SitePage.objects.get(address_en="signs")
    assert [line.value for line in front_page.even_if_en] == ["you are not sure"]
    assert front_page.doors_fi[0].value["page"].pk == help_page.pk
    assert StandingPages.objects.get().help_page_id == help_page.pk
    assert Office.objects.get().name_en == "Joutseno main office"
    assert SiteFacts.objects.get().exit_url == "https://www.example.org/"


def test_links_lead_to_pages_and_routes_of_the_language(site, client):
    finnish, english = FrontPage.objects.get().write_text_fi, FrontPage.objects.get().write_text_en

    assert '<a href="/fi/yhteydenotto/">' in finnish
    assert '<a href="/en/contact/">' in english
    assert f'<a linktype="page" id="{page("signs").pk}">' in page("help").body_en[1].value.source
    assert '<a href="/en/help/signs/">signs</a>' in client.get("/en/help/").content.decode()


def test_wagtails_welcome_page_is_gone_and_editors_pages_are_not(db, small):
    theirs = Page.objects.get(depth=2).add_child(title="Welcome to your new Wagtail site!", slug="theirs")
    set_up_site(small)

    assert Page.objects.filter(pk=theirs.pk).exists()
    theirs.delete()
    set_up_site(small)
    assert Page.objects.filter(depth=2).count() == 1


def test_the_site_has_its_public_address(db, small, settings):
    for address, host, port in (
        ("https://apu.example", "apu.example", 443),
        ("http://localhost:8123", "localhost", 8123),
        ("http://apu.example", "apu.example", 80),
    ):
        settings.PUBLIC_URL = address
        set_up_site(small)
        site = Site.objects.get()
        assert (site.hostname, site.port, site.is_default_site) == (host, port, True)


def test_a_second_run_changes_nothing(site):
    before = everything()
    counts = set_up_site(site)

    assert everything() == before
    assert set(counts) == {"unchanged"}


@pytest.mark.parametrize("language", ["en", "sv"])
def test_it_does_not_depend_on_the_active_language(db, small, language):
    with translation.override(language):
        set_up_site(small)

    assert page("help").title == "Tarvitsen apua"
    assert page("help").slug == "apua"
    assert page("help").heading_en == "I need help"


def test_newer_content_renews_what_nobody_touched(site):
    ids = set(SitePage.objects.values_list("pk", flat=True))
    changed(site, *NEW_HEADING)
    changed(site, "shared.toml", 'en = "Call {helpline}."', 'en = "Do call {helpline}."')
    counts = set_up_site(site)

    assert page("help").heading_en == "I need advice"
    assert page("help").live
    assert SharedText.objects.get().text_en == "Do call {helpline}."
    assert set(SitePage.objects.values_list("pk", flat=True)) == ids
    assert counts["renewed"] == 2


def test_a_new_page_is_added_to_a_site_in_use(site):
    text = (site / "pages/20-offices.toml").read_text()
    text = text.replace("offices", "about").replace('type = "about"', 'type = "article"').replace("toimi", "tietoa-")
    (site / "pages/30-about.toml").write_text(text)
    changed(site, HELP, "page:signs", "page:about")
    set_up_site(site)

    assert page("about").live
    assert f'id="{page("about").pk}"' in page("help").body_en[1].value.source


def test_an_editors_change_survives_newer_content(site):
    help_page = page("help")
    help_page.intro_fi = "Soita heti."
    help_page.save_revision().publish()
    text = SharedText.objects.get()
    text.text_fi = "Soita nyt {helpline}."
    text.save()
    facts = SiteFacts.objects.get()
    facts.exit_url = "https://news.example/"
    facts.save()
    changed(site, *NEW_HEADING)
    changed(site, "shared.toml", 'en = "Call {helpline}."', 'en = "Do call {helpline}."')
    changed(site, "shared.toml", "help@example.org", "other@example.org")
    counts = set_up_site(site)

    assert (page("help").intro_fi, page("help").heading_en) == ("Soita heti.", "I need help")
    assert SharedText.objects.get().text_fi == "Soita nyt {helpline}."
    assert SharedText.objects.get().text_en == "Call {helpline}."
    assert SiteFacts.objects.get().exit_url == "https://news.example/"
    assert counts["left"] == 3


def test_a_draft_survives_and_is_not_published(site):
    help_page = page("help")
    help_page.heading_en = "My draft"
    help_page.save_revision()
    changed(site, *NEW_HEADING)
    set_up_site(site)

    assert page("help").heading_en == "I need help"
    assert page("help").get_latest_revision_as_object().heading_en == "My draft"


def test_an_unpublished_page_stays_unpublished(site):
    page("help").unpublish()
    changed(site, *NEW_HEADING)
    set_up_site(site)

    assert not page("help").live


def test_a_moved_page_stays_where_it_was_moved_and_is_still_renewed(site):
    page("signs").move(FrontPage.objects.get(), pos="last-child")
    changed(site, "pages/11-signs.toml", 'heading = "Look"', 'heading = "Look closely"')
    set_up_site(site)

    assert page("signs").get_parent().pk == FrontPage.objects.get().pk
    assert page("signs").body_en[0].value[0]["heading"] == "Look closely"


def test_what_an_editor_deleted_stays_deleted(site, client):
    page("help").delete()
    Figure.objects.all().delete()
    SharedText.objects.all().delete()
    Office.objects.all().delete()
    before = everything()
    set_up_site(site)

    assert everything() == before
    assert not SitePage.objects.filter(address_en__in=["help", "signs"]).exists()
    assert client.get("/en/help/").status_code == 404
    assert client.get("/en/").status_code == 200


def test_newer_content_leaves_out_what_refers_to_deleted_things(site, client):
    page("signs").delete()
    Figure.objects.all().delete()
    SharedText.objects.all().delete()
    changed(site, *NEW_HEADING)
    set_up_site(site)

    assert [block.block_type for block in page("help").body_en] == ["heading", "text", "helpline"]
    assert "signs" in page("help").body_en[1].value.source
    assert "linktype" not in page("help").body_en[1].value.source
    assert client.get("/en/help/").status_code == 200


def test_what_was_made_by_hand_before_is_left(db, small):
    text = SharedText.objects.create(key="under_18", text_fi="Oma.", text_en="Own.")
    counts = set_up_site(small)

    assert SharedText.objects.get() == text
    assert SharedText.objects.get().text_fi == "Oma."
    assert counts["left"] == 1
    assert page("help").body_fi[3].value == text


def test_empty_settings_that_the_editor_makes_are_filled(db, small):
    SiteFacts.load()
    StandingPages.load()
    set_up_site(small)

    assert SiteFacts.objects.get().emergency == "112"
    assert StandingPages.objects.get().help_page_id == page("help").pk


def test_the_staff_cache_has_its_table(site):
    from django.core.cache import cache

    cache.set("key", "value")
    assert cache.get("key") == "value"


def test_the_command_says_what_it_did_or_why_it_did_nothing(db, capsys, monkeypatch, small):
    monkeypatch.setattr("home.setting_up.set_up_site.__defaults__", (small,))
    call_command("set_up_site")
    assert "9 made, 0 renewed, 0 unchanged, 0 left" in capsys.readouterr().out

    changed(small, HELP, 'type = "article"', 'type = "essay"')
    with pytest.raises(CommandError, match="nothing was changed.*10-help.toml"):
        call_command("set_up_site")

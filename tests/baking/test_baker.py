"""Whatever is published is baked, whatever is not is gone, and a page that fails takes no other with it."""

import math
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from wagtail.contrib.redirects.models import Redirect

from baking import manifest
from baking.baker import Baker, bake_at_once, differences
from baking.models import Change, Failure
from baking.rendering import DatabaseGone
from home.models import FrontPage, SiteFacts
from tests.pages.trees import a_front_page, an_article, an_easy_article

pytestmark = pytest.mark.django_db
FIXED = {"/exit/", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/fi/luvut.csv", "/en/figures.csv"}
FIXED |= {"/fi/kortti/", "/en/card/"}


@pytest.fixture
def front_page() -> FrontPage:
    return a_front_page()


@pytest.fixture
def folder(settings) -> Path:
    return settings.BAKED_DIR


def bake_all(baker: Baker | None = None) -> Baker:
    baker = baker or Baker()
    while baker.step(math.inf):
        pass
    return baker


def baked(folder: Path, path: str) -> str:
    """The text that is baked at `path`; empty where nothing is."""
    answer = manifest.read(folder).answers.get(path)
    return manifest.body_path(folder, answer.body).read_text() if answer and answer.body else ""


@pytest.fixture
def broken_template(settings, tmp_path):
    """A page with `FAILS` in its heading cannot be rendered."""
    real = Path(settings.BASE_DIR, "pages/templates/pages/article_page.html").read_text()
    place = tmp_path / "templates" / "pages"
    place.mkdir(parents=True)
    failing = '{% load i18n %}{% if "FAILS" in page.heading %}{% include "no/such/template.html" %}{% endif %}'
    first, rest = real.split("\n", 1)
    (place / "article_page.html").write_text(
        f"{first}\n{rest.replace('{% block main %}', '{% block main %}' + failing)}"
    )
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path / "templates", *settings.TEMPLATES[0]["DIRS"]]}]


def test_every_page_in_each_of_its_languages_is_baked_and_all_that_machines_read(front_page, folder):
    an_article(front_page)
    an_article(front_page, heading_en=None, body_en=None, address_fi="vain-suomeksi", address_en="")
    bake_all()
    paths = {"/fi/", "/en/", "/fi/apua/", "/en/help/", "/fi/vain-suomeksi/"}
    assert set(manifest.read(folder).answers) == paths | FIXED
    assert "Voit soittaa." in baked(folder, "/fi/apua/")
    assert "You can call." in baked(folder, "/en/help/")
    assert manifest.read(folder).complete


def test_an_easy_version_is_baked_and_gone_when_its_text_is_or_the_page(front_page, folder):
    page = an_easy_article(front_page)
    bake_all()
    assert "Soita meille." in baked(folder, "/fi/apua/helppo/")
    assert "Call us." in baked(folder, "/en/help/easy/")

    page.easy_body_fi = []
    page.save_revision().publish()
    bake_at_once([page.pk])
    assert not baked(folder, "/fi/apua/helppo/")
    assert "levels" not in baked(folder, "/fi/apua/")
    assert "Call us." in baked(folder, "/en/help/easy/")

    page.unpublish()
    bake_at_once([page.pk])
    assert not baked(folder, "/en/help/easy/")
    bake_all()
    assert differences() == []


def test_an_easy_version_is_baked_with_its_page_and_its_old_address_leads_to_it(front_page, folder):
    page = an_easy_article(front_page)
    bake_all()
    page.address_en = "support"
    page.save_revision().publish()
    bake_at_once([page.pk])
    assert "Call us." in baked(folder, "/en/support/easy/")
    assert "/en/help/easy/" not in manifest.read(folder).answers

    bake_all()
    answer = manifest.read(folder).answers["/en/help/easy/"]
    assert (answer.status, answer.location) == (302, "/en/support/easy/")
    assert differences() == []


def test_a_page_that_recommends_another_shows_its_new_heading_address_and_end(front_page, folder):
    other = an_article(front_page, heading_en="Rights", address_fi="oikeudet", address_en="rights")
    page = an_easy_article(front_page)
    page.related = [("page", other)]
    page.save_revision().publish()
    bake_all()
    assert '<a href="/en/rights/">Rights</a>' in baked(folder, "/en/help/")

    other.heading_en, other.address_en = "Your rights", "your-rights"
    other.save_revision().publish()
    bake_all()
    for path in ("/en/help/", "/en/help/easy/"):
        assert '<a href="/en/your-rights/">Your rights</a>' in baked(folder, path)

    other.unpublish()
    bake_all()
    for path in ("/en/help/", "/en/help/easy/"):
        assert "read-also" not in baked(folder, path)


def test_error_pages_are_baked_in_each_language(front_page, folder):
    bake_all()
    errors = manifest.read(folder).errors
    assert {"fi/404", "en/404", "fi/500", "en/500", "fi/503", "en/503", "fi/405", "en/405"} <= errors.keys()
    assert errors["en/404"].status == 404
    text = manifest.body_path(folder, errors["en/503"].body).read_text()
    assert "029 54 63 177" in text


def test_the_exit_is_baked_with_where_it_leads(front_page, folder):
    bake_all()
    assert manifest.read(folder).answers["/exit/"].location == "https://www.ilmatieteenlaitos.fi/"


def test_a_change_is_baked_and_then_forgotten(front_page, folder):
    page = an_article(front_page)
    baker = bake_all()
    page.body_en = [("text", "<p>Another text.</p>")]
    page.save_revision().publish()
    assert Change.objects.count() == 1
    bake_all(baker)
    assert "Another text." in baked(folder, "/en/help/")
    assert not Change.objects.exists()


def test_what_was_unpublished_or_deleted_is_gone(front_page, folder):
    first, second = an_article(front_page), an_article(front_page, address_fi="toinen", address_en="second")
    baker = bake_all()
    first.unpublish()
    second.delete()
    bake_all(baker)
    assert set(manifest.read(folder).answers) == {"/fi/", "/en/"} | FIXED
    assert [path.parent.name for path in (folder / "tree/fi").glob("*/index.html")] == ["kortti"]


def test_a_page_that_moved_is_baked_at_its_new_address_and_led_to_from_the_old(front_page, folder):
    above = an_article(front_page, address_fi="ylla", address_en="above")
    page = an_article(front_page)
    baker = bake_all()
    page.move(above, "last-child")
    bake_all(baker)
    assert "You can call." in baked(folder, "/en/above/help/")
    answers = manifest.read(folder).answers
    assert answers["/en/help"].location == answers["/en/help/"].location == "/en/above/help/"
    assert '"/en/help/" "/en/above/help/";' in (folder / "redirects.map").read_text()


def test_a_redirect_that_an_editor_made_is_baked(front_page, folder):
    an_article(front_page)
    Redirect.add_redirect("/vanha", "/fi/apua/")
    bake_all()
    assert manifest.read(folder).answers["/vanha"].location == "/fi/apua/"


def test_a_fact_that_changes_is_changed_on_every_page(front_page, folder):
    an_article(front_page)
    baker = bake_all()
    fields = ("helpline_display", "helpline_abroad", "emergency", "email", "exit_url")
    values = {name: getattr(SiteFacts().as_facts(), name) for name in fields}
    SiteFacts(**values | {"helpline_display": "029 11 22 333", "helpline_abroad": "+358 29 112 2333"}).save()
    bake_all(baker)
    for path in ("/fi/", "/en/", "/fi/apua/", "/en/help/"):
        assert "029 11 22 333" in baked(folder, path), path


def test_what_just_changed_is_shown_before_the_rest_is_baked(front_page, folder):
    pages = [an_article(front_page, address_fi=f"sivu-{n}", address_en=f"page-{n}") for n in range(4)]
    baker = bake_all()
    for page in pages:
        page.heading_en = f"Newest of {page.address_en}"
    pages[3].save_revision().publish()
    assert baker.step(0)
    assert "Newest of page-3" in baked(folder, "/en/page-3/")
    assert Change.objects.exists()


def test_a_change_in_the_middle_of_a_bake_is_not_forgotten(front_page, folder):
    page = an_article(front_page)
    baker = Baker()
    baker.step(0)
    page.body_en = [("text", "<p>In the middle.</p>")]
    page.save_revision().publish()
    bake_all(baker)
    assert "In the middle." in baked(folder, "/en/help/")
    assert not Change.objects.exists()


def test_a_page_that_fails_keeps_its_old_answer_and_the_others_are_baked(front_page, folder, broken_template):
    failing, other = an_article(front_page), an_article(front_page, address_fi="toinen", address_en="second")
    baker = bake_all()
    old = manifest.read(folder).answers["/en/help/"]
    failing.heading_en = "FAILS now"
    failing.save_revision().publish()
    other.body_en = [("text", "<p>The other one.</p>")]
    other.save_revision().publish()
    bake_all(baker)
    assert manifest.read(folder).answers["/en/help/"] == old
    assert "You can call." in baked(folder, "/en/help/")
    assert "The other one." in baked(folder, "/en/second/")
    failure = Failure.objects.get(path="/en/help/")
    assert failure.page == failing.pk
    assert failure.reason == "TemplateDoesNotExist: no/such/template.html"


def test_a_failure_is_over_when_the_page_is_mended(front_page, folder, broken_template):
    page = an_article(front_page, heading_en="FAILS at first")
    baker = bake_all()
    assert Failure.objects.filter(path="/en/help/").exists()
    assert not manifest.read(folder).complete
    page.heading_en = "Mended"
    page.save_revision().publish()
    bake_all(baker)
    assert not Failure.objects.exists()
    assert manifest.read(folder).complete


def test_without_the_database_nothing_is_dropped(front_page, folder):
    an_article(front_page)
    baker = bake_all()
    before = manifest.read(folder)
    baker.begin_again()

    def refuse(execute, sql, *args):
        if "baking_change" not in sql:
            raise OperationalError
        return execute(sql, *args)

    def refuse_all(*args):
        raise OperationalError

    for away in (refuse, refuse_all):
        with connection.execute_wrapper(away), pytest.raises((DatabaseGone, OperationalError)), transaction.atomic():
            bake_all(baker)
        assert manifest.read(folder) == before
    bake_all(baker)
    assert manifest.read(folder) == before


def test_a_new_baker_bakes_everything_whether_it_changed_or_not(front_page, folder):
    an_article(front_page)
    bake_all()
    (folder / "manifest.json").unlink()
    bake_all()
    assert "You can call." in baked(folder, "/en/help/")


def test_a_page_baked_at_once_is_seen_at_once_and_tells_what_is_wrong(front_page, folder, broken_template):
    page = an_article(front_page)
    assert bake_at_once([page.pk]) == []
    assert "You can call." in baked(folder, "/en/help/")
    page.heading_en = "FAILS"
    page.save_revision().publish()
    assert [failure.path for failure in bake_at_once([page.pk])] == ["/en/help/"]
    assert "You can call." in baked(folder, "/en/help/")


def test_a_page_at_a_new_address_is_not_shown_at_the_old_one_while_the_rest_is_baked(front_page, folder):
    page = an_article(front_page, address_fi="vanha", address_en="old")
    below = an_article(page)
    bake_all()
    page.address_fi, page.address_en = "uusi", "new"
    page.save_revision().publish()
    bake_at_once([page.pk])
    answers = manifest.read(folder).answers
    assert {"/fi/uusi/", "/en/new/"} <= answers.keys()
    assert not {"/fi/vanha/", "/en/old/", "/en/old/help/"} & answers.keys()
    # And back, where a redirect has been baked meanwhile: two that lead to each other would lead nowhere.
    bake_all()
    assert manifest.read(folder).answers["/en/old/help/"].location == "/en/new/help/"
    page.address_fi, page.address_en = "vanha", "old"
    page.save_revision().publish()
    bake_at_once([page.pk])
    answers = manifest.read(folder).answers
    assert answers["/en/old/"].body
    assert "/en/old/help/" not in answers
    bake_all()
    assert baked(folder, "/en/old/help/")
    assert below.url_in("en") == "/en/old/help/"


def test_differences_name_what_is_not_as_baked_and_write_nothing(front_page, folder):
    page = an_article(front_page)
    bake_all()
    assert differences() == []
    page.body_en = [("text", "<p>Unseen.</p>")]
    page.save_revision().publish()
    before = manifest.read(folder)
    assert differences() == ["/en/help/", "/sitemap.xml"]
    assert manifest.read(folder) == before


def test_links_lead_where_they_lead_on_the_site_itself(front_page, folder):
    in_both = an_article(front_page, address_fi="toinen", address_en="second")
    finnish_only = an_article(front_page, heading_en=None, body_en=None, address_fi="vain-suomeksi", address_en="")
    gone = an_article(front_page, address_fi="poissa", address_en="away")
    links = "".join(f'<a linktype="page" id="{page.pk}">there</a>' for page in (in_both, finnish_only, gone))
    an_article(front_page, body_en=[{"type": "text", "value": f"<p>{links}</p>"}])
    gone.unpublish()
    bake_all()
    page = baked(folder, "/en/help/")
    assert '<a href="/en/second/">there</a>' in page
    assert '<a href="/fi/vain-suomeksi/" hreflang="fi">there</a>' in page
    assert "<a>there</a>" in page
    # The check asks the database for each link, the bake does not.
    assert differences() == []

"""The pattern of one page in every language, through Wagtail's own editor, in each language of its interface."""

import re

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from accounts.roles import Role
from pages.models import ArticlePage
from tests.pages.editing import (
    FEATURES,
    approve,
    article_form,
    create,
    edit,
    errors,
    list_of,
    neutral,
    newest,
    read,
    settings_form,
    text_of,
    url,
)
from tests.pages.trees import an_article
from tests.people import member, sign_in


def test_the_form_has_a_tab_for_each_language(publisher, front_page):
    page = read(publisher, url("add", "pages", "articlepage", front_page.pk))

    for name in ("heading_fi", "heading_en", "address_fi", "address_en", "body_fi", "body_en"):
        assert f'name="{name}' in page or f'id="{name}' in page
    assert 'href="#tab-suomi"' in page
    assert 'href="#tab-english"' in page
    assert 'name="title"' not in page
    assert 'name="slug"' not in page


def test_a_page_is_made_and_published(publisher, front_page, client):
    response = create(publisher, front_page)

    assert response.status_code == 302, errors(response)
    page = newest()
    assert page.language_urls == {"fi": "/fi/tarvitsen-apua/", "en": "/en/i-need-help/"}
    assert "Voit soittaa." in read(client, "/fi/tarvitsen-apua/")
    assert "You can call." in read(client, "/en/i-need-help/")
    row = neutral(page)
    assert row["heading"] == row["title"] == row["draft_title"] == "Tarvitsen apua"
    assert row["address"] == row["slug"] == "tarvitsen-apua"
    assert "Voit soittaa." in str(row["body"])


def test_a_draft_changes_nothing_until_it_is_published(publisher, front_page, client):
    page = an_article(front_page)
    changes = {"heading_en": "Changed", "address_fi": "apua", "address_en": "changed", "body_en": text_of("New text.")}
    response = edit(publisher, page, action="", **changes)

    assert response.status_code == 302, errors(response)
    assert "<h1>I need help</h1>" in read(client, "/en/help/")
    assert client.get("/en/changed/").status_code == 404
    edit(publisher, page, **changes)
    assert "New text." in read(client, "/en/changed/")
    assert client.get("/en/help/").headers["Location"] == "/en/changed/"
    row = neutral(page)
    assert row["heading"] == row["title"] == "Tarvitsen apua"


def test_a_draft_is_edited_again_and_again(publisher, front_page, client):
    page = an_article(front_page)
    for number in ("1", "2", "3"):
        edit(publisher, page, action="", heading_fi=f"Luonnos {number}", address_fi=f"luonnos-{number}")
        draft = ArticlePage.objects.get(pk=page.pk)
        assert draft.draft_title == f"Luonnos {number}"
        assert "<h1>Tarvitsen apua</h1>" in read(client, "/fi/apua/")
        latest = draft.get_latest_revision_as_object()
        assert (latest.heading_fi, latest.address_fi) == (f"Luonnos {number}", f"luonnos-{number}")
    draft.get_latest_revision().publish()
    assert "<h1>Luonnos 3</h1>" in read(client, "/fi/luonnos-3/")
    assert neutral(page)["title"] == "Luonnos 3"


def test_a_new_draft_is_edited_again_before_it_is_published(publisher, front_page, client):
    create(publisher, front_page, action="")
    page = newest()
    edit(publisher, page, action="", heading_fi="Toinen otsikko", address_fi="toinen")
    edit(publisher, page, heading_fi="Kolmas otsikko", address_fi="kolmas")

    assert "<h1>Kolmas otsikko</h1>" in read(client, "/fi/kolmas/")
    assert neutral(page)["title"] == neutral(page)["draft_title"] == "Kolmas otsikko"
    assert not Redirect.objects.exists()


def test_a_draft_of_a_new_page_needs_only_a_finnish_heading(publisher, front_page, client):
    nothing = create(
        publisher, front_page, action="", heading_fi="", heading_en="", body_fi=text_of(), body_en=text_of()
    )
    assert list(errors(nothing)) == ["heading_fi"]
    response = create(publisher, front_page, action="", heading_en="", body_fi=text_of(), body_en=text_of())

    assert response.status_code == 302
    assert not newest().live
    assert client.get("/fi/tarvitsen-apua/").status_code == 404


def test_a_page_in_finnish_only_is_published_and_missing_in_english(publisher, front_page, client):
    create(publisher, front_page, heading_en="", body_en=text_of())

    assert "Voit soittaa." in read(client, "/fi/tarvitsen-apua/")
    assert client.get("/en/tarvitsen-apua/").status_code == 404
    assert newest().language_urls["en"] is None


def test_an_earlier_version_is_brought_back(publisher, front_page, client):
    page = an_article(front_page)
    first = page.latest_revision
    same = {"address_fi": "apua", "address_en": "help"}
    edit(publisher, page, **same, heading_fi="Toinen", heading_en="Second", body_en=text_of("Second text."))
    assert "Second text." in read(client, "/en/help/")

    reverting = read(publisher, url("revisions_revert", page.pk, first.pk))
    assert "I need help" in reverting
    edit(publisher, page, **same, revision=str(first.pk))
    assert "<h1>I need help</h1>" in read(client, "/en/help/")
    assert neutral(page)["title"] == "Tarvitsen apua"


def test_versions_are_compared(publisher, front_page):
    page = an_article(front_page)
    first = page.latest_revision
    edit(publisher, page, address_fi="apua", address_en="help", heading_en="Second")

    compared = read(publisher, url("revisions_compare", page.pk, first.pk, "latest"))
    assert "Second" in compared


def test_an_address_that_another_page_has_in_one_language_is_refused_in_that_language(publisher, front_page):
    an_article(front_page, heading_fi="Ensimmäinen", address_fi="ensimmainen", address_en="help")
    response = create(publisher, front_page, address_fi="toinen", address_en="help")

    assert list(errors(response)) == ["address_en"]
    assert "Ensimmäinen" in errors(response)["address_en"][0]
    assert "help" in errors(response)["address_en"][0]
    assert 'value="toinen"' in response.content.decode()
    assert create(publisher, front_page, address_fi="toinen", address_en="help-again").status_code == 302


def test_an_address_that_is_a_fixed_one_is_refused_at_the_top_only(publisher, front_page):
    response = create(publisher, front_page, address_fi="yhteydenotto", address_en="contact")
    assert sorted(errors(response)) == ["address_en", "address_fi"]

    below = an_article(front_page)
    assert create(publisher, below, address_fi="yhteydenotto", address_en="contact").status_code == 302
    response = create(publisher, below, address_fi="helppo", address_en="easy")
    assert sorted(errors(response)) == ["address_en", "address_fi"]


def test_an_address_is_written_in_small_letters_without_others(publisher, front_page):
    assert list(errors(create(publisher, front_page, address_fi="näin apua"))) == ["address_fi"]
    assert create(publisher, front_page, address_en="HELP").status_code == 302
    assert newest().address_en == "help"


def test_saving_a_page_again_keeps_its_own_addresses(publisher, front_page):
    page = an_article(front_page)
    assert edit(publisher, page, address_fi="apua", address_en="help").status_code == 302

    page.refresh_from_db()
    assert (page.address_fi, page.address_en) == ("apua", "help")


def test_two_drafts_with_the_same_address_can_both_be_published(publisher, front_page, client):
    first = an_article(front_page)
    second = an_article(front_page, heading_en="Second", address_fi="toinen", address_en="second")
    edit(publisher, first, action="", address_fi="apua", address_en="same")
    edit(publisher, second, action="", heading_en="Second", address_fi="toinen", address_en="same")
    for page in (first, second):
        ArticlePage.objects.get(pk=page.pk).get_latest_revision().publish()

    assert "<h1>I need help</h1>" in read(client, "/en/same/")
    assert "<h1>Second</h1>" in read(client, "/en/same-2/")


def test_an_unpublished_page_is_gone_in_both_languages(publisher, front_page, client):
    page = an_article(front_page)
    read(publisher, url("unpublish", page.pk))
    assert publisher.post(url("unpublish", page.pk)).status_code == 302

    assert client.get("/fi/apua/").status_code == client.get("/en/help/").status_code == 404


def test_a_page_is_deleted_and_its_redirects_with_it(publisher, front_page, client):
    page = an_article(front_page)
    edit(publisher, page, address_fi="apua", address_en="support")
    assert Redirect.objects.exists()
    page.refresh_from_db()
    page.delete()

    assert client.get("/en/help/").status_code == 404
    assert not Redirect.objects.exists()


def test_lists_lead_to_published_pages_by_addresses_that_answer(publisher, front_page, client):
    page = an_article(front_page)

    for where in (f"/editor/pages/{front_page.pk}/", url("edit", page.pk), "/editor/pages/search/?q=Tarvitsen"):
        paths = public_paths(read(publisher, where))
        assert paths, where
        for path in paths:
            assert client.get(path).status_code == 200, (where, path)


def public_paths(shown: str) -> set[str]:
    return set(re.findall(r'href="(?:http://localhost)?(/(?:fi|en|sv)/[^"]*)"', shown))


def test_an_editor_in_a_language_that_pages_are_not_in_works_on_finnish_ones(front_page, client):
    user = member(Role.PUBLISHER)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "sv"})
    swede = sign_in(Client(), user)
    assert create(swede, front_page, address_en="help").status_code == 302

    page = newest()
    assert neutral(page)["heading"] == neutral(page)["title"] == "Tarvitsen apua"
    assert public_paths(read(swede, url("edit", page.pk))) == {"/fi/tarvitsen-apua/"}
    assert "<h1>I need help</h1>" in swede.get(url("view_draft", page.pk), {"mode": "en"}).content.decode()
    edit(swede, page, address_fi="apua", address_en="support")
    assert client.get("/en/help/").headers["Location"] == "/en/support/"


def test_a_long_page_with_every_kind_of_piece_is_saved(publisher, front_page, client):
    raw = rich_text("<p>Teksti.</p>", features=FEATURES)
    pieces = [
        ("heading", "Otsikko"),
        ("text", raw),
        ("callout", {"title": "Muista", "text": raw}),
        ("steps", list_of([{"heading": f"Askel {n}", "text": raw} for n in range(9)])),
        ("signs", {"situation": "Työssä", "signs": list_of(["Merkki"] * 12), "now": raw}),
        ("helpline", ""),
        ("even_if", list_of(["et ole varma"])),
        ("offices", ""),
    ]
    response = create(publisher, front_page, body_fi=streamfield(pieces * 5), body_en=streamfield(pieces * 5))

    assert response.status_code == 302, errors(response)
    assert read(client, "/en/i-need-help/").count("Askel 8") == 5


def test_the_front_page_is_edited_in_both_languages(publisher, front_page, client):
    form = settings_form() | {"signs_page": "", "figure": ""}
    short = ("intro", "even_if_heading", "write_heading", "signs_heading", "signs_link_text", "not_decide_heading")
    short += ("about_heading", "news_heading", "search_title", "description")
    for language, heading, line in (("fi", "Uhkaako joku?", "et ole varma"), ("en", "Are you safe?", "not sure")):
        form |= {f"{name}_{language}": "" for name in short}
        text = rich_text("<p>x</p>", features=FEATURES)
        form |= {f"{name}_{language}": text for name in ("write_text", "not_decide", "about")}
        form |= {f"{name}_{language}": streamfield([]) for name in ("doors", "signs", "news")}
        form |= {f"heading_{language}": heading, f"even_if_{language}": streamfield([("line", line)])}
    response = publisher.post(url("edit", front_page.pk), nested_form_data(form) | {"action-submit": "1"})

    assert response.status_code == 302, errors(response)
    assert approve(front_page).status_code == 302
    assert '<h1 class="front__question">Are you safe?</h1>' in read(client, "/en/")
    assert "<li>et ole varma</li>" in read(client, "/fi/")
    assert neutral(front_page)["title"] == "Uhkaako joku?"


def test_a_page_cannot_be_made_private(publisher, front_page, client):
    page = an_article(front_page)
    for kind in ("login", "password", "groups"):
        publisher.post(url("set_privacy", page.pk), {"restriction_type": kind, "password": "x", "groups": []})

    assert not page.get_view_restrictions().exists()
    assert "restriction_type" not in read(publisher, url("set_privacy", page.pk))


@pytest.mark.parametrize(("accepted", "status"), [("text/html", 302), ("application/json", 400)])
def test_a_step_of_the_workflow_that_is_over_is_not_taken_again(publisher, front_page, accepted, status):
    page = an_article(front_page)
    form = article_form() | {"action-workflow-action": "true", "workflow-action-name": "approve"}
    answer = publisher.post(url("edit", page.pk), form, headers={"accept": accepted})
    assert answer.status_code == status


@pytest.mark.parametrize("words", ["tarvitsen", "need help"])
def test_a_page_is_found_by_its_heading_in_any_language(publisher, front_page, words):
    create(publisher, front_page)
    assert "Tarvitsen apua" in read(publisher, f"/editor/pages/search/results/?q={words}")
    assert "Tarvitsen apua" not in read(publisher, "/editor/pages/search/results/?q=elsewhere")

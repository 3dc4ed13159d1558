"""Offices and figures in the editor, and the previews that explain each piece of a body."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from accounts.roles import Role
from home.models import FrontPage, SharedText
from pages.blocks import ArticleBody
from pages.models import ArticlePage, Figure, Office
from tests.pages.trees import an_article
from tests.people import member, sign_in, signed_in

PIECES = tuple(ArticleBody().child_blocks)
OFFICE = {"kind": "branch", "place": "Tampere", "street_address": "", "name_fi": "Toimipiste", "name_en": "Office"}
FIGURE = {
    "date": "2022-12-31",
    "people": "1314",
    "children": "263",
    "admitted_as_minors": "",
    "source_fi": "Vuosikatsaus 2022",
    "source_en": "Yearly review 2022",
}


@pytest.fixture(params=["fi", "en"])
def publisher(request, front_page) -> Client:
    user = member(Role.PUBLISHER)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": request.param})
    return sign_in(Client(), user)


@pytest.mark.parametrize(("model", "form", "column"), [(Office, OFFICE, "name"), (Figure, FIGURE, "source")])
def test_one_is_added_changed_and_deleted(publisher, model, form, column):
    names = model.snippet_viewset.get_url_name
    assert publisher.get(reverse(names("add"))).status_code == 200
    assert publisher.post(reverse(names("add")), form).status_code == 302
    row = model.objects.get()
    assert model.objects.rewrite(False).values_list(column, flat=True)[0] == form[f"{column}_fi"]

    changed = form | {f"{column}_fi": "Muutettu"}
    assert publisher.post(reverse(names("edit"), args=[row.pk]), changed).status_code == 302
    assert model.objects.rewrite(False).values_list(column, flat=True)[0] == "Muutettu"
    assert publisher.get(reverse(names("list"))).status_code == 200
    assert publisher.post(reverse(names("delete"), args=[row.pk])).status_code == 302
    assert not model.objects.exists()


def test_a_day_that_has_a_figure_is_refused_beside_the_field(publisher):
    add = reverse(Figure.snippet_viewset.get_url_name("add"))
    publisher.post(add, FIGURE)
    response = publisher.post(add, FIGURE | {"people": "1400"})

    assert list(response.context["form"].errors) == ["date"]


def test_a_figure_in_use_says_where_and_is_not_deleted(publisher, front_page, client):
    figure = Figure.objects.create(date=date(2023, 12, 31), people=1563, source_fi="x", source_en="x")
    an_article(front_page, body_fi=[{"type": "figure", "value": figure.pk}])
    delete = reverse(Figure.snippet_viewset.get_url_name("delete"), args=[figure.pk])
    usage = reverse(Figure.snippet_viewset.get_url_name("usage"), args=[figure.pk])

    assert "Tarvitsen apua" in publisher.get(delete, follow=True).content.decode()
    assert "Tarvitsen apua" in publisher.get(usage).content.decode()
    publisher.post(delete)
    assert Figure.objects.filter(pk=figure.pk).exists()
    assert client.get("/fi/apua/").status_code == 200


@pytest.mark.parametrize("name", PIECES)
def test_every_piece_has_a_preview(publisher, name):
    SharedText.objects.create(key="worried", text_fi="Kysy ensin.", text_en="Ask first.")
    Figure.objects.create(date=date(2023, 12, 31), people=1563, source_fi="Katsaus", source_en="Review")
    Office.objects.create(kind="main", place="Joutseno", name_fi="Toimisto", name_en="Office")
    piece = ArticlePage._meta.get_field("body_fi").stream_block.child_blocks[name]

    shown = preview(publisher, piece)
    assert len(shown) > 30, shown
    assert "{helpline}" not in shown


@pytest.mark.parametrize(
    ("field", "name", "words"),
    [
        ("doors", "door", "I need help"),
        ("even_if", "line", "you are not sure"),
        ("news", "item", "A new brochure"),
    ],
)
def test_every_piece_of_the_front_page_explains_itself_and_has_a_preview(front_page, field, name, words):
    piece = FrontPage._meta.get_field(f"{field}_fi").stream_block.child_blocks[name]

    assert piece.meta.icon not in ("placeholder", None)
    assert piece.label
    assert piece.get_description()
    publisher = signed_in(Role.PUBLISHER)
    publisher.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert words in preview(publisher, piece)


def preview(publisher: Client, piece) -> str:
    response = publisher.get(reverse("wagtailadmin_block_preview"), {"id": piece.definition_prefix})
    page = response.content.decode()
    assert response.status_code == 200
    assert "built/site.css" in page
    return page[page.index("<main>") : page.index("</main>")]

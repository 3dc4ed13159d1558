"""The index says what the published pages say, from the moment that they say it."""

import pytest
from django.db import transaction
from wagtail.models import Page

from home.models import SharedText
from home.search.finding import best, find
from home.search.index import index_everything
from home.search.models import Mention, Shown
from pages.models import ArticlePage, Office, OfficesPage
from tests.pages.trees import TEXT, an_article, an_easy_article

pytestmark = pytest.mark.django_db


def found(words: str, language: str = "fi") -> list[int | str]:
    return [target for target in best(words, language, forgiving=False) if isinstance(target, int)]


@pytest.fixture
def page(front_page) -> ArticlePage:
    return an_article(
        front_page, body_fi=[TEXT | {"value": "<p>Kukkakimppu.</p>"}], body_en=[TEXT | {"value": "<p>Tulips.</p>"}]
    )


def test_a_published_page_is_found_in_each_language_by_its_own_words(page):
    assert found("kukkakimpun") == found("tarvitsen apuun") == [page.pk]
    assert found("tulip", "en") == [page.pk]
    assert found("tulip") == found("kukkakimppu", "en") == []


def test_a_page_is_found_by_the_words_of_its_easy_version_as_the_page_itself(front_page):
    page = an_easy_article(
        front_page,
        easy_body_fi=[TEXT | {"value": "<p>Kukkakimppu.</p>"}],
        easy_body_en=[TEXT | {"value": "<p>Tulips.</p>"}],
    )
    assert [result.url for result in find("kukkakimpun", "fi").results] == ["/fi/apua/"]
    assert found("tulip", "en") == [page.pk]


def test_a_page_is_not_found_by_the_headings_of_those_it_recommends(front_page, page):
    other = an_article(
        front_page, heading_fi="Porkkana", address_fi="porkkana", heading_en="Carrot", address_en="carrot"
    )
    page.related = [("page", other)]
    page.save_revision().publish()
    assert found("porkkana") == [other.pk]


def test_a_draft_changes_nothing_until_it_is_published(page):
    page.heading_fi = "Porkkana"
    draft = page.save_revision()
    assert found("porkkana") == []

    draft.publish()
    assert found("porkkana") == [page.pk]
    assert found("tarvitsen apua") == []


def test_a_withdrawn_page_is_not_found(page):
    page.unpublish()
    assert found("kukkakimppu") == []
    assert not Mention.objects.filter(page_id=page.pk).exists()


def test_a_deleted_page_takes_its_words_along(page):
    Page.objects.get(pk=page.pk).delete()
    assert not Mention.objects.filter(page_id=page.pk).exists()


def test_a_moved_page_is_found_at_its_new_address(front_page, page):
    above = an_article(front_page, heading_fi="Yllä", address_fi="ylla", heading_en="Above", address_en="above")
    page.move(ArticlePage.objects.get(pk=above.pk), "last-child")
    assert [result.url for result in find("kukkakimppu", "fi").results] == ["/fi/ylla/apua/"]


def test_a_page_is_not_found_in_a_language_that_it_is_not_in(page):
    page.body_en = []
    page.save_revision().publish()
    assert found("tulip", "en") == found("need help", "en") == []
    assert found("kukkakimppu") == [page.pk]


def test_a_change_that_is_taken_back_takes_its_words_back(page):
    page.heading_fi = "Porkkana"
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        page.save_revision().publish()
        raise ZeroDivisionError
    assert found("porkkana") == []
    assert found("tarvitsen apua") == [page.pk]


def test_a_page_is_found_by_a_shared_text_that_it_shows(front_page):
    text = SharedText.objects.create(key="shown", text_fi="Porkkana.", text_en="Carrot.")
    page = an_article(front_page, body_fi=[{"type": "shared", "value": text.pk}])
    assert found("porkkana") == [page.pk]

    text.text_fi = "Tulppaani."
    text.save()
    assert found("porkkana") == []
    assert found("tulppaani") == [page.pk]


def test_the_page_of_offices_is_found_by_their_places(front_page):
    page = front_page.add_child(instance=OfficesPage(heading_fi="Toimipisteet", address_fi="toimipisteet"))
    page.save_revision().publish()
    office = Office(kind="branch", place="Turku", name_fi="Turun sivutoimipiste")
    assert found("turku") == []

    Office.objects.create(kind="branch", place="Rauma", name_fi="Rauman sivutoimipiste")
    assert Shown.objects.filter(page_id=page.pk).count() == 1
    office.save()
    assert found("turussa") == [page.pk]
    office.delete()
    assert found("turussa") == []


def test_placeholders_and_the_words_of_links_to_other_pages_are_not_the_pages_own(front_page, page):
    link = f'<p>{{helpline}} Katso <a linktype="page" id="{page.pk}">porkkana</a> ja <b>tulppaani</b>.</p>'
    other = an_article(front_page, heading_fi="Muu", address_fi="muu", body_fi=[TEXT | {"value": link}])
    assert found("porkkana") == found("helpline") == []
    assert found("tulppaani") == [other.pk]


def test_a_page_is_found_by_the_place_in_the_law_that_it_names(front_page):
    law = SharedText.objects.create(key="law_testing", text_fi="porkkanalaki, 1 §", text_en="Carrot Act, section 1")
    page = an_article(front_page, body_fi=[TEXT | {"value": "<p>Lupa ({law_testing}).</p>"}])
    assert found("porkkanalaki") == [page.pk]
    law.text_fi = "tulppaanilaki, 1 §"
    law.save()
    assert found("porkkanalaki") == []
    assert found("tulppaanilaki") == [page.pk]


def test_everything_can_be_indexed_anew(page):
    before = set(Mention.objects.values_list("page", "language", "word", "weight"))
    Mention.objects.all().delete()
    index_everything()
    anew = set(Mention.objects.values_list("page", "language", "word", "weight"))
    assert {row for row in anew if row[0] == page.pk} == {row for row in before if row[0] == page.pk}

"""The offices on the map: drawn from public data, placed by their coordinates, said in words too."""

import re

import pytest
from django.core.exceptions import ValidationError

from pages.finland import position
from pages.models import Office
from tests.pages.trees import an_article


def an_office(**changes: object) -> Office:
    fields = {"kind": "main", "place": "Joutseno", "name_fi": "Päätoimisto", "name_en": "Main office"}
    return Office(**(fields | {"latitude": 61.12, "longitude": 28.5} | changes))


def page_with_offices(client, front_page) -> str:
    body = [{"type": "offices", "value": None}]
    an_article(front_page, body_fi=body, body_en=body)
    page = client.get("/en/help/").content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_places_lie_as_they_do_in_the_country():
    helsinki, tampere, joutseno, utsjoki = (
        position(*place) for place in ((60.17, 24.94), (61.5, 23.76), (61.12, 28.5), (69.9, 27.0))
    )
    assert tampere[0] < helsinki[0] < joutseno[0]
    assert utsjoki[1] < tampere[1] < joutseno[1] < helsinki[1]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"longitude": None}, "longitude"),
        ({"latitude": None}, "latitude"),
        ({"latitude": 28.5, "longitude": 61.12}, "latitude"),
    ],
)
def test_half_a_place_and_one_elsewhere_are_refused(db, changes, field):
    with pytest.raises(ValidationError) as refused:
        an_office(**changes).full_clean()
    assert field in refused.value.message_dict


def test_an_office_is_on_the_map_and_in_the_list(client, front_page):
    an_office().save()
    page = page_with_offices(client, front_page)

    assert 'role="img" aria-label="Map of Finland with our offices: Joutseno"' in page
    spot = an_office().spot
    assert f'cx="{spot.x}" cy="{spot.y}"' in page
    assert re.search(r"<text [^>]*>Joutseno</text>", page)
    assert '<p class="office__name">Main office</p>' in page
    assert "style=" not in page


def test_an_office_of_unknown_place_is_only_in_the_list(client, front_page):
    an_office().save()
    an_office(kind="branch", place="Tampere", name_en="Other office", latitude=None, longitude=None).save()
    page = page_with_offices(client, front_page)

    assert page.count("<circle") == 1
    assert "Other office" in page


def test_without_any_known_place_there_is_no_map(client, front_page):
    an_office(latitude=None, longitude=None).save()
    page = page_with_offices(client, front_page)

    assert "<svg" not in page
    assert "Main office" in page


def test_a_place_name_is_escaped(client, front_page):
    an_office(place="<b>x</b>").save()
    assert "<b>x</b>" not in page_with_offices(client, front_page)

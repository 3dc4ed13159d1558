"""Offices and figures: stored once, right in each language, whatever language the editor's interface is in."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from pages.models import Figure, Office


def a_figure(**changes: object) -> Figure:
    fields = {"date": date(2023, 12, 31), "people": 1563, "children": 276, "admitted_as_minors": 105}
    return Figure(**(fields | {"source_fi": "Vuosikatsaus", "source_en": "Yearly review"} | changes))


@pytest.mark.parametrize("language", ["fi", "en", "sv"])
def test_neutral_columns_hold_finnish_whatever_language_is_active(db, language):
    with translation.override(language):
        Office.objects.create(kind="main", place="Joutseno", name_fi="Päätoimisto", name_en="Main office")
        figure = a_figure()
        figure.full_clean()
        figure.save()

    assert Office.objects.rewrite(False).values_list("name", flat=True)[0] == "Päätoimisto"
    assert Figure.objects.rewrite(False).values_list("source", flat=True)[0] == "Vuosikatsaus"


def test_a_figure_says_what_is_known_and_no_more():
    with translation.override("en"):
        assert a_figure().sentence == (
            "On 31 December 2023 the Assistance System had 1,563 people, 276 of them children in clients' care."
        )
        assert a_figure(children=None).sentence == "On 31 December 2023 the Assistance System had 1,563 people."
        assert a_figure().minors_sentence.startswith("105 clients were under 18 when admitted.")
        assert a_figure(admitted_as_minors=None).minors_sentence == ""


def test_a_part_is_never_more_than_the_whole():
    for name in ("children", "admitted_as_minors"):
        with pytest.raises(ValidationError) as refused:
            a_figure(**{name: 1564}).clean()
        assert name in refused.value.message_dict
    a_figure(children=1563).clean()


def test_one_day_has_one_figure(db):
    a_figure().save()
    with pytest.raises(ValidationError) as refused:
        a_figure(people=2000).full_clean()
    assert "date" in refused.value.message_dict

"""What Wagtail's translators have left in English is translated by us, and only that."""

import pytest

from editing.left_in_english import LEFT_IN_ENGLISH
from tests.editing.words import OURS, WAGTAILS, words_in

pytestmark = pytest.mark.once


def test_wagtail_shows_each_and_lacks_it_in_finnish_or_in_swedish():
    finnish, swedish = words_in("fi", WAGTAILS), words_in("sv", WAGTAILS)
    assert sorted(set(LEFT_IN_ENGLISH) - words_in("en", WAGTAILS).keys()) == []
    assert [text for text in LEFT_IN_ENGLISH if finnish.get(text) and swedish.get(text)] == []


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_our_catalogues_have_each(language):
    ours = words_in(language, OURS)
    assert [text for text in LEFT_IN_ENGLISH if not ours.get(text)] == []

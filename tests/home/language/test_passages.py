"""Text is taken apart as a reader would: passages, sentences, words."""

import pytest

from home.language.passages import Kind, Passage, is_whole, passages_of_html, words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Soita 029 54 63 177, vuorokauden ympäri.", 4),
        ("Soita +358 29 546 3177.", 2),
        ("There were 1,563 people; 1 563 in Finnish.", 7),
        ("Shift-näppäin on EU:n laissa (746/2011, 35 §).", 6),
        ("Kirjoita: ihmiskauppa.auttamisjarjestelma@migri.fi", 2),
        ("Someone's life is in danger – now.", 6),
        ("", 0),
    ],
)
def test_words_are_counted_as_they_are_read(text, count):
    assert len(words(text)) == count


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Soita. Kirjoita! Pelkäätkö? Voit kysyä.", ["Soita.", "Kirjoita!", "Pelkäätkö?", "Voit kysyä."]),
        ("Tämä päättyi 1.1.2023. Sitten 31. joulukuuta.", ["Tämä päättyi 1.1.2023.", "Sitten 31. joulukuuta."]),
        ("Välitön vaara: soita 112. 029 vastaa.", ["Välitön vaara: soita 112.", "029 vastaa."]),
        ("Katso kotoutuminen.fi nyt. ”Ehkä” riittää.", ["Katso kotoutuminen.fi nyt.", "”Ehkä” riittää."]),
        ("Lapsi 25 § mukaan", ["Lapsi 25 § mukaan"]),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text, sentences):
    assert Passage(Kind.PARAGRAPH, text).sentences == sentences


def test_headings_and_bare_items_are_no_whole_sentences():
    assert is_whole("Soita meille.")
    assert is_whole("Voit saada apua, vaikka:")
    assert is_whole("She said “yes.”")
    assert not is_whole("Soita meille")
    assert not is_whole("olet suomalainen")


def test_html_becomes_passages_in_order_with_their_kinds():
    html = (
        "<h2>Soita</h2><p>Voit <a href='/x/'>soittaa</a>\n heti.<br>Tai kirjoita.</p>"
        "<ul><li><b>Apu.</b> Se on maksutonta.</li></ul><dl><dt>Kuka</dt><dd>Kuka tahansa.</dd></dl>"
        "<script>not read</script><p>Loppu &amp; hyvä.</p>"
    )
    assert passages_of_html(html) == [
        Passage(Kind.HEADING, "Soita"),
        Passage(Kind.PARAGRAPH, "Voit soittaa heti."),
        Passage(Kind.PARAGRAPH, "Tai kirjoita."),
        Passage(Kind.ITEM, "Apu. Se on maksutonta."),
        Passage(Kind.HEADING, "Kuka"),
        Passage(Kind.ITEM, "Kuka tahansa."),
        Passage(Kind.PARAGRAPH, "Loppu & hyvä."),
    ]


def test_a_paragraph_in_an_item_is_of_the_item():
    assert passages_of_html("<ol><li><p>Soita.</p><p>Kysy.</p></li></ol>Vapaa.") == [
        Passage(Kind.ITEM, "Soita."),
        Passage(Kind.ITEM, "Kysy."),
        Passage(Kind.PARAGRAPH, "Vapaa."),
    ]

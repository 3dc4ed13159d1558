"""Content files that cannot be used are refused whole, with a sentence that says where and what."""

import pytest
from wagtail.models import Page

from home.content import ContentError
from home.models import SeedRecord, SiteFacts
from home.setting_up import set_up_site
from pages.models import SitePage
from tests.home.content import changed

HELP = "pages/10-help.toml"
SIGNS = "pages/11-signs.toml"
FRONT = "pages/00-front.toml"
OFFICES = "pages/20-offices.toml"
TEXT = "<p>One sign proves nothing.</p>"

WRONG = {
    "no TOML": (HELP, 'type = "article"', "type = article", ("10-help.toml",)),
    "a language is missing": (OFFICES, "[en]", "[sv]", ("20-offices.toml", "language en is missing")),
    "a heading is missing": (SIGNS, 'heading = "Signs"', "", ("11-signs.toml [en]", "heading")),
    "an address is missing": (SIGNS, 'address = "signs"', "", ("11-signs.toml [en]", "address")),
    "an unknown type": (HELP, 'type = "article"', 'type = "essay"', ("10-help.toml", "essay", "article")),
    "no key": (HELP, 'key = "help"', "", ("10-help.toml", "key is missing")),
    "a key twice": (OFFICES, 'key = "offices"', 'key = "help"', ("20-offices.toml", "another page's")),
    "an unknown parent": (SIGNS, 'parent = "help"', 'parent = "nobody"', ("11-signs.toml", "nobody")),
    "a parent that comes later": (HELP, 'parent = "front"', 'parent = "signs"', ("10-help.toml", "signs")),
    "two front pages": (OFFICES, 'type = "offices"\nparent = "front"', 'type = "front"', ("front",)),
    "an address twice": (OFFICES, 'address = "offices"', 'address = "help"', ("20-offices.toml [en]", "help")),
    "an unknown field": (HELP, "intro =", "introduction =", ("10-help.toml [fi]", "introduction")),
    "an unknown block": (HELP, 'block = "heading"', 'block = "headline"', ("10-help.toml [fi] body[1]", "headline")),
    "an unknown part of a block": (
        SIGNS,
        "{ heading =",
        "{ title =",
        ("11-signs.toml [fi] body[1] steps[1]", "heading"),
    ),
    "a stray key beside a block": (
        HELP,
        '{ block = "helpline" }',
        '{ block = "helpline", level = 2 }',
        ("body[3]", "level"),
    ),
    "an empty heading block": (
        HELP,
        'value = "Soita"',
        'value = ""',
        ("10-help.toml [fi] body: [1] This field is required.",),
    ),
    "words where a list belongs": (FRONT, '["you are not sure"]', '"you are not sure"', ("[en] even_if", "list")),
    "a number where words belong": (HELP, 'value = "Soita"', "value = 5", ("body[1] heading", "text is expected")),
    "an unknown page": (HELP, "page:signs", "page:sings", ("10-help.toml [fi] body[2] text", "sings")),
    "an unknown route": (FRONT, "route:referral_form", "route:form", ("00-front.toml [fi] write_text", "form")),
    "an unknown door": (FRONT, 'page = "help"', 'page = "helped"', ("doors[1]", "helped")),
    "an unknown figure": (HELP, 'value = "2023-12-31"', 'value = "1999-12-31"', ("figure", "1999-12-31")),
    "an unknown shared text": (HELP, 'value = "under_18"', 'value = "over_18"', ("sharedtext", "over_18")),
    "languages that differ in what has no language": (
        FRONT,
        'write</a></p>\'\nfigure = "2023-12-31"'.replace("write", "Write"),
        'Write</a></p>\'\nfigure = "2022-12-31"',
        ("figure", "2022-12-31"),
    ),
    "an unknown placeholder": (HELP, "Call {helpline}", "Call {helplime}", ("[en] body[2] text", "{helplime}")),
    "a link that leads nowhere": (HELP, 'href="page:signs"', 'href="signs"', ("body[2] text", "signs")),
    "a script link": (HELP, 'href="page:signs"', 'href="javascript:x"', ("body[2] text", "javascript")),
    "an insecure link": (HELP, 'href="page:signs"', 'href="http://example.org"', ("body[2] text", "http:")),
    "a tag that editors have not": (SIGNS, TEXT, "<p><u>One</u></p>", ("steps[1].text", "<u>")),
    "an attribute": (SIGNS, TEXT, "<p class='x'>One</p>", ("steps[1].text", "class")),
    "a tag that stays open": (SIGNS, TEXT, "<p><b>One", ("steps[1].text", "<b> is never closed")),
    "tags that cross": (SIGNS, TEXT, "<p><b>One</p></b>", ("steps[1].text", "</p>")),
    "words outside a paragraph": (SIGNS, TEXT, "One sign", ("steps[1].text", "One sign")),
    "a comment": (SIGNS, TEXT, "<p>One</p><!-- two -->", ("steps[1].text", "comment")),
    "a shared text in one language": ("shared.toml", 'en = "Call {helpline}."', "", ("under_18", "missing en")),
    "an empty shared text": ("shared.toml", 'en = "Call {helpline}."', 'en = " "', ("under_18", "empty in en")),
    "a fact that misleads": ("shared.toml", "https://www.example.org/", "http://www.example.org/", ("facts",)),
    "a missing fact": ("shared.toml", 'emergency = "112"', "", ("facts",)),
    "a figure without source": ("shared.toml", 'source_en = "Review"', "", ("[[figures]] number 1", "source_en")),
    "an impossible figure": ("shared.toml", "children = 276", "children = 2760", ("figure:2023-12-31",)),
    "an unknown kind of office": ("shared.toml", 'kind = "main"', 'kind = "huge"', ("office:Joutseno",)),
}


@pytest.mark.parametrize("fault", WRONG)
def test_it_is_refused_with_place_and_reason_and_nothing_is_changed(db, small, fault):
    name, old, new, said = WRONG[fault]
    with pytest.raises(ContentError) as refused:
        set_up_site(changed(small, name, old, new))

    for words in said:
        assert words in str(refused.value)
    assert not SitePage.objects.exists()
    assert not SiteFacts.objects.exists()
    assert not SeedRecord.objects.exists()
    assert Page.objects.filter(depth=2).count() == 1


def test_the_untouched_content_is_accepted(db, small):
    set_up_site(small)
    assert SitePage.objects.count() == 4


def test_a_missing_file_is_named(db, small):
    (small / "shared.toml").unlink()
    with pytest.raises(ContentError, match="shared.toml"):
        set_up_site(small)

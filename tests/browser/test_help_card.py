"""The help card: its code is read off the screen as a telephone would read it."""

import io

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

CARDS = {"/fi/kortti/": "/fi/apua/", "/en/card/": "/en/help/"}


def read(page: Page) -> list[str]:
    """What the codes on the page say."""
    # Around it too: a code on a dark ground is not found by every telephone.
    picture = Image.open(io.BytesIO(page.locator(".help-card").screenshot())).convert("L")
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("path", CARDS)
@pytest.mark.parametrize(
    "medium",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"media": "print"}, {"forced_colors": "active"}],
    ids=lambda medium: next(iter(medium.values())),
)
def test_the_code_leads_to_the_help_page_in_the_language_of_the_card(visitor, path, medium):
    page = visitor.open(path, viewport={"width": 390, "height": 800})
    page.emulate_media(**medium)
    assert read(page) == [visitor.origin + CARDS[path]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_is_black_on_white(visitor, scheme):
    page = visitor.open("/fi/kortti/", color_scheme=scheme)
    picture = Image.open(io.BytesIO(page.locator(".qr-code svg").screenshot())).convert("L")
    assert picture.getpixel((2, 2)) == 255
    assert picture.getextrema() == (0, 255)


def test_the_code_is_read_from_a_card_that_runs_from_right_to_left(visitor):
    page = visitor.open("/en/card/", viewport={"width": 768, "height": 800})
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert read(page) == [f"{visitor.origin}/en/help/"]
    code, text = page.locator(".qr-code").bounding_box(), page.locator(".help-card__text").bounding_box()
    assert code["x"] < text["x"]
    assert page.locator(".help-card__number bdi").get_attribute("dir") == "ltr"


@pytest.mark.parametrize("path", CARDS)
def test_on_the_screen_it_has_the_exit_and_the_other_language(visitor, path):
    page = visitor.open(path)
    expect(page.locator("#quick-exit")).to_be_visible()
    other = next(card for card in CARDS if card != path)
    expect(page.locator(f"[data-languages] a[href='{other}']")).to_be_visible()

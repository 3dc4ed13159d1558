"""axe finds nothing: every public page, both languages, light and dark, narrow and wide."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parent.parent.parent / "node_modules/axe-core/axe.min.js").read_text()
WIDTHS = (320, 1280)
LARGER = """
    html { font-size: 225% !important }
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }
"""
NARROW = {"width": 320, "height": 568}
SCHEMES = ("light", "dark")
# All default rules, and the ones that axe leaves out unless asked: contrast 7:1 and target size.
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
}


def violations(page: Page) -> list[str]:
    # Further down the exit lies over what is scrolled beneath it, and axe takes that for a target too small.
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    found = page.evaluate("options => axe.run(document, options)", OPTIONS)["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary']})" for rule in found for node in rule["nodes"]
    ]


def test_no_public_page_has_a_violation(visitor, addresses):
    page = visitor.new_page(bypass_csp=True)
    found = []
    for path in addresses:
        page.goto(visitor.origin + path)
        page.add_script_tag(content=AXE)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                found += [f"{path} {width} {scheme} {violation}" for violation in violations(page)]
    assert not found, "\n".join(found)


def open_with_axe(visitor, path: str, **options: object) -> Page:
    page = visitor.open(path, bypass_csp=True, **options)
    page.add_script_tag(content=AXE)
    return page


@pytest.mark.parametrize("path", ["/fi/yhteydenotto/", "/en/contact/"])
def test_no_state_of_the_form_has_a_violation(visitor, path):
    page = open_with_axe(visitor, path, viewport=NARROW)
    page.locator("details.fold summary").click()
    found = violations(page)
    for method in page.locator("[name=contact_method]").all():
        method.check()
        found += violations(page)
    page.locator("#referral-form [type=submit]").click()
    page.wait_for_selector("#error-summary:focus")
    page.add_script_tag(content=AXE)
    assert not found + violations(page)


@pytest.mark.parametrize("path", ["/fi/vastaus/", "/en/reply/"])
def test_an_error_of_the_reply_page_has_focus_and_no_violation(visitor, path):
    page = open_with_axe(visitor, path)
    page.fill("#id_code", "1234")
    page.locator("main [type=submit]").click()
    page.wait_for_selector("#error-summary:focus")
    page.add_script_tag(content=AXE)
    assert not violations(page)


@pytest.mark.parametrize("path", ["/fi/", "/en/help/what-happens/", "/fi/yhteydenotto/"])
def test_text_from_right_to_left_keeps_the_exit_at_its_start_and_digits_in_order(visitor, path):
    page = visitor.open(path, viewport=NARROW)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    label = page.locator(".quick-exit__label").bounding_box()
    assert label["x"] + label["width"] > NARROW["width"] - 40
    for number in page.locator("a[href^='tel:']").all():
        assert number.evaluate("(link) => getComputedStyle(link).direction") == "ltr"


@pytest.mark.parametrize("path", ["/fi/", "/en/signs/", "/fi/yhteydenotto/"])
def test_letters_twice_as_large_and_further_apart_stay_on_the_page(visitor, path):
    """Success criteria 1.4.4 and 1.4.12."""
    page = visitor.open(path, viewport={"width": 390, "height": 700}, bypass_csp=True)
    page.add_style_tag(content=LARGER)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_page_is_wider_than_a_small_phone(visitor, addresses):
    page = visitor.new_page(viewport=NARROW)
    wide = []
    for path in addresses:
        page.goto(visitor.origin + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append(f"{path} is {width} wide")
    assert not wide, wide

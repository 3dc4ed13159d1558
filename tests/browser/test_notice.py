"""One publisher switches the notice on: everybody sees it on every page, however they look at it, until its end."""

import re
import time
from datetime import datetime, timedelta
from urllib.error import HTTPError
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import SCHEMES, open_with_axe, violations
from tests.browser.visitor import Visitor
from tests.served import Served

TEXTS = {
    "fi": "Neuvontapuhelin ei toimi juuri nyt.\nKirjoita meille. Hätätilanteessa soita {emergency}.",
    "en": "The helpline does not work just now.\nWrite to us. In danger, call {emergency}.",
}
# Baked pages, forms, and an address that is nobody's.
PATHS = ("/fi/", "/en/", "/fi/apua/", "/en/privacy/", "/fi/yhteydenotto/", "/en/reply/", "/en/search/", "/fi/ei-ole/")
LONGEST = 60.0  # seconds; how fast the machine is today is nobody's fault
ENDS_AT = (
    "from home.models import SiteNotice as N; from django.utils import timezone as t; from datetime import timedelta"
)
NOW_IT_ENDS = f"{ENDS_AT}; N.objects.update(ends_at=t.now() + timedelta(seconds=1))"


def fetched(site: Served, path: str) -> str:
    try:
        with urlopen(site.origin + path) as answer:
            return answer.read().decode()
    except HTTPError as error:
        return error.read().decode()


def wait_until(site: Served, shown: bool) -> float:
    """Seconds until every path shows the notice, or none does."""
    began = time.monotonic()
    for path in PATHS:
        while ('class="site-notice"' in fetched(site, path)) is not shown:
            assert time.monotonic() - began < LONGEST, path
            time.sleep(0.05)
    return time.monotonic() - began


@pytest.fixture
def switched_on(publisher, demonstration) -> None:
    page = publisher.open("settings/home/sitenotice/")
    page.locator('[name="is_shown"]').check()
    ends_at = datetime.now(ZoneInfo("Europe/Helsinki")) + timedelta(hours=2)
    page.locator('[name="ends_at"]').fill(ends_at.strftime("%Y-%m-%d %H:%M"))
    page.keyboard.press("Escape")
    for language, text in TEXTS.items():
        page.locator(f'[name="text_{language}"]').fill(text)
    publisher.button(re.compile("^Save")).click()
    expect(publisher.told()).to_contain_text("updated")
    print(f"\neverywhere after {wait_until(demonstration, shown=True):.2f} s")


@pytest.fixture
def reader(chromium: Browser, demonstration: Served):
    made = Visitor(chromium, demonstration.origin)
    yield made
    made.leave_nothing()


def boxes(page: Page) -> tuple[dict[str, float], ...]:
    return tuple(page.locator(part).bounding_box() for part in (".top-bar", ".site-notice", ".site-header"))


def test_everybody_sees_it_until_its_end(switched_on, reader, demonstration):
    for path in ("/fi/", "/en/reply/", "/fi/ei-ole/"):
        page = reader.open(path, viewport={"width": 320, "height": 640})
        exit_, notice, header = boxes(page)
        assert exit_["y"] + exit_["height"] <= notice["y"], path
        assert notice["y"] + notice["height"] <= header["y"], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.locator(".site-notice a[href='tel:112']").is_visible()

    page = open_with_axe(reader, "/fi/apua/")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert not violations(page)

    page = reader.open("/en/help/", java_script_enabled=False)
    expect(page.get_by_role("complementary", name="Notice")).to_match_aria_snapshot("""
      - complementary "Notice":
        - paragraph: The helpline does not work just now.
        - paragraph: /Write to us\\. In danger, call/
    """)
    for medium in ({"color_scheme": "dark"}, {"forced_colors": "active"}, {"media": "print"}):
        page.emulate_media(**medium)
        notice = page.locator(".site-notice")
        assert notice.is_visible(), medium
        edge, ink = (notice.evaluate(f"e => getComputedStyle(e).{name}") for name in ("borderLeftColor", "color"))
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert edge == ink != ground, medium

    demonstration.manage("shell", "-v0", "-c", NOW_IT_ENDS)
    print(f"nowhere after {wait_until(demonstration, shown=False):.2f} s of which its last second is one")

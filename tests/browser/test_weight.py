"""A page comes whole in the first window of a slow connection."""

import brotli
import pytest

# One round trip's window: ten segments of 1,460 bytes.
LIMIT = 14 * 1024
# These are sent uncompressed on purpose: what compression saves tells about secrets beside what a visitor typed.
FORMS = {"/fi/yhteydenotto/", "/en/contact/", "/fi/vastaus/", "/en/reply/"}
FORM_LIMIT = 32 * 1024
SHEETS = ("/static/built/site.css", "/static/built/site.js")


@pytest.fixture(scope="module")
def shared_weight(fetch) -> int:
    """Compressed bytes of the style sheet and the script together."""
    return sum(len(brotli.compress(fetch(path))) for path in SHEETS)


def test_information_page_with_style_and_script_is_within_14_kb(addresses, fetch, shared_weight):
    weights = {path: len(brotli.compress(fetch(path))) + shared_weight for path in addresses if path not in FORMS}
    print(f"\nstyle and script {shared_weight} bytes")
    for path, weight in sorted(weights.items(), key=lambda item: -item[1]):
        print(f"{weight:7,} {path}")
    assert max(weights.values()) <= LIMIT


def test_form_page_is_within_32_kb(fetch):
    weights = {path: len(fetch(path)) for path in FORMS}
    print(f"\n{weights}")
    assert max(weights.values()) <= FORM_LIMIT


def test_page_asks_for_itself_one_style_and_one_script(visitor, addresses):
    page = visitor.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(visitor.origin)))
    for path in addresses:
        asked.clear()
        page.goto(visitor.origin + path)
        page.wait_for_load_state("networkidle")
        needed = [url for url in asked if not url.startswith("/static/img/favicon")]
        assert needed == [path, *SHEETS]

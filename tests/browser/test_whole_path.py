"""The product's main job from start to end: a visitor reads and writes, a worker opens and answers, the visitor reads.

Two real browsers against a served demonstration: the visitor's with and without script, and the worker's.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.served import Served, served_demonstration

WORDS = {
    "fi": {
        "signs": "/fi/merkit/",
        "contact": "/fi/yhteydenotto/",
        "thanks": "/fi/kiitos/",
        "reply": "/fi/vastaus/",
    },
    "en": {
        "signs": "/en/signs/",
        "contact": "/en/contact/",
        "thanks": "/en/thank-you/",
        "reply": "/en/reply/",
    },
}
# Emoji with joiners, Arabic, both directions of override, invisible marks, markup, quotes, tab, and lines.
TYPED = (
    "Hän otti passini \U0001f64f\U0001f3fd \U0001f468\u200d\U0001f469\u200d\U0001f467 <b>\"&amp;'</b>\n"
    "\u0644\u0627 \u0623\u0633\u062a\u0637\u064a\u0639 \u0627\u0644\u0645\u063a\u0627\u062f\u0631\u0629\n"
    "\u202eabc\u202c \u2066x\u2069 \u200f\u200b\ufeff\tend\n\n  "
)


def long_text() -> str:
    """Exactly the 10,000 characters that a message may have."""
    return (TYPED * 200)[:9_999] + "."


@pytest.fixture(scope="module")
def site(tmp_path_factory, prepared) -> Iterator[Served]:
    with served_demonstration(tmp_path_factory.mktemp("whole-path"), prepared) as served:
        yield served


@pytest.fixture
def worker(site: Served, chromium: Browser) -> Iterator[Page]:
    """A worker's browser, signed in and unlocked."""
    account = site.accounts["intake"][0]
    context = chromium.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{site.origin}/intake/")
    page.locator('[name="login"]').fill(account["username"])
    page.locator('[name="password"]').fill(account["password"])
    page.locator('main button[type="submit"]').click()
    expect(page).to_have_url(f"{site.origin}/intake/")
    page.locator('[name="passphrase"]').fill(account["passphrase"])
    page.locator('#unlock button[type="submit"]').click()
    expect(page.locator("[data-referral]").first).to_be_visible(timeout=60_000)
    yield page
    context.close()
    assert complaints == []


def read_then_open_the_form(page: Page, site: Served, language: str) -> None:
    """Front page, all signs, contact form, by links as a visitor would."""
    words = WORDS[language]
    page.goto(f"{site.origin}/{language}/")
    for address in (words["signs"], words["contact"]):
        page.locator(f'#main a[href="{address}"]').first.click()
        expect(page).to_have_url(site.origin + address)
    expect(page.locator("#referral-form")).to_be_visible()


def open_in_queue(worker: Page, first_words: str) -> None:
    row = worker.locator("[data-referral]", has_text=first_words)
    for _ in range(120):
        if row.count():
            break
        worker.locator("#refresh").click()
        worker.wait_for_timeout(500)
    row.locator("button").click()
    expect(worker.locator('[data-field="message"]')).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["fi", "en"])
def test_a_visitor_writes_a_worker_answers_the_visitor_reads(site, chromium, worker, language, script):
    words = WORDS[language]
    marker = f"{language}{script} hello"
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    read_then_open_the_form(page, site, language)
    code = page.locator("#receipt-code").inner_text()
    page.locator('[name="message"]').fill(f"{marker} {TYPED}")
    page.locator('[name="contact_method"][value="none"]').check()
    page.locator('#referral-form button[type="submit"]').click()
    expect(page).to_have_url(site.origin + words["thanks"])
    assert code not in page.content() and marker not in page.content()

    open_in_queue(worker, marker)
    field = worker.locator('[data-field="message"]')
    assert field.evaluate("element => element.textContent") == f"{marker} {TYPED}"
    worker.locator("#reply-text").fill(f"Reply to {marker}.\nSoita meille.")
    worker.locator('#reply button[type="submit"]').click()
    expect(worker.locator("[data-sent]", has_text=f"Reply to {marker}.")).to_be_visible()

    page.goto(site.origin + words["reply"])
    reply = page.locator("[data-reply]")
    for _ in range(120):
        page.locator('[name="code"]').fill(code)
        page.locator('#main form button[type="submit"]').click()
        page.wait_for_load_state()
        if reply.count():
            break
        page.wait_for_timeout(500)
    expect(reply).to_contain_text(f"Reply to {marker}.")
    assert context.cookies() == []
    context.close()


def test_ten_thousand_characters_arrive_exactly(site, chromium, worker):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.origin}/en/contact/")
    text = "whole length " + long_text()[13:]
    assert len(text) == 10_000
    page.locator('[name="message"]').fill(text)
    page.locator('#referral-form button[type="submit"]').click()
    expect(page).to_have_url(f"{site.origin}/en/thank-you/")
    context.close()
    open_in_queue(worker, "whole length")
    assert worker.locator('[data-field="message"]').evaluate("element => element.textContent") == text


def test_a_message_sealed_to_a_new_epoch_is_opened_like_the_old_ones(site, chromium, worker):
    worker.locator("#ask-new-epoch").click()
    worker.locator("#new-epoch button[value]").first.click()
    expect(worker.locator("#status")).to_contain_text(re.compile(r"\b2\b"), timeout=30_000)
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{site.origin}/fi/yhteydenotto/")
    page.locator('[name="message"]').fill("uusi avain")
    page.locator('#referral-form button[type="submit"]').click()
    expect(page).to_have_url(f"{site.origin}/fi/kiitos/")
    context.close()
    open_in_queue(worker, "uusi avain")
    assert worker.locator('[data-field="message"]').evaluate("element => element.textContent") == "uusi avain"

"""The workers' room in a real browser: what it opens, what it refuses, and that nothing of it stays."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from referrals import sealing
from referrals.intake.demonstration.stories import STORIES
from tests.served import Served, served_demonstration

AXE = (Path(__file__).resolve().parent.parent.parent / "node_modules/axe-core/axe.min.js").read_text()
OPENED = 60_000  # milliseconds that scrypt may take on a busy machine
STORY = {story.name: story for story in STORIES}
# Tells the page's script apart from its Web Worker: every message between them, as text, and what keys may do.
LISTEN_TO_WORKERS = """
window.heard = [];
const Original = window.Worker;
window.Worker = class extends Original {
  constructor(address) {
    super(address);
    this.addEventListener("message", ({ data }) => {
      const found = (value) =>
        value instanceof CryptoKey
          ? [{ extractable: value.extractable, type: value.type, usages: value.usages }]
          : typeof value === "object" && value !== null && !(value instanceof Uint8Array)
            ? Object.values(value).flatMap(found)
            : [typeof value === "string" ? value : typeof value];
      window.heard.push(...found(data));
    });
  }
};
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, prepared) -> Iterator[Served]:
    with served_demonstration(tmp_path_factory.mktemp("intake"), prepared) as served:
        yield served


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(locale="en-GB")
    yield made
    made.close()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def signed_in(site: Served, context: BrowserContext, complaints: list[str]) -> Page:
    """A worker's page, signed in and locked."""
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, site)
    return page


def sign_in(page: Page, site: Served) -> None:
    account = site.accounts["intake"][0]
    page.goto(f"{site.origin}/intake/")
    page.locator('[name="login"]').fill(account["username"])
    page.locator('[name="password"]').fill(account["password"])
    page.locator('main button[type="submit"]').click()
    expect(page).to_have_url(f"{site.origin}/intake/")


@pytest.fixture
def worker(site: Served, signed_in: Page) -> Page:
    """A worker's page, unlocked."""
    unlock(signed_in, site.accounts["intake"][0]["passphrase"])
    expect(signed_in.locator("[data-referral]").first).to_be_visible(timeout=OPENED)
    return signed_in


def unlock(page: Page, passphrase: str) -> None:
    page.locator('[name="passphrase"]').fill(passphrase)
    page.keyboard.press("Enter")


def row_of(page: Page, name: str):
    return page.locator("[data-referral]", has_text=STORY[name].answers["message"][:20])


def open_story(page: Page, name: str) -> None:
    row_of(page, name).locator("button").click()
    expect(page.locator('[data-field="message"]')).to_be_visible()


def text_of(page: Page, selector: str) -> str:
    return page.locator(selector).evaluate("element => element.textContent")


# --- Unlocking ---


def test_a_wrong_passphrase_is_told_and_the_right_one_still_opens(site, signed_in, complaints):
    passphrase = site.accounts["intake"][0]["passphrase"]
    unlock(signed_in, "these are not the seven words")
    expect(signed_in.locator("#alarm")).to_contain_text("does not open your key", timeout=OPENED)
    assert signed_in.locator("[data-referral]").count() == 0
    unlock(signed_in, f"  {passphrase.upper().replace(' ', '  ')} ")
    expect(signed_in.locator("[data-referral]")).to_have_count(len(STORIES), timeout=OPENED)
    assert complaints == []


def test_the_page_is_handed_keys_that_cannot_be_read_out_and_no_secret_text(site, signed_in):
    signed_in.add_init_script(LISTEN_TO_WORKERS)
    signed_in.reload()
    unlock(signed_in, site.accounts["intake"][0]["passphrase"])
    expect(signed_in.locator("[data-referral]").first).to_be_visible(timeout=OPENED)
    signed_in.locator("#ask-new-epoch").click()
    signed_in.locator('#new-epoch button[value="begin"]').click()
    expect(signed_in.locator("#status")).to_contain_text("number", timeout=OPENED)
    heard = signed_in.evaluate("window.heard")
    keys = [one for one in heard if isinstance(one, dict)]
    assert len(keys) >= 3  # their own, the first epoch's, the new one's
    assert all(key == {"extractable": False, "type": "private", "usages": ["deriveBits"]} for key in keys)
    assert "AGE-SECRET-KEY" not in json.dumps(heard).upper()


def test_neither_passphrase_nor_opened_text_leaves_the_browser_or_stays_in_it(site, signed_in):
    sent: list[str] = []
    signed_in.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    passphrase = site.accounts["intake"][0]["passphrase"]
    unlock(signed_in, passphrase)
    expect(signed_in.locator("[data-referral]").first).to_be_visible(timeout=OPENED)
    open_story(signed_in, "cleaning")
    assert sent
    assert all(request.startswith(site.origin) for request in sent)
    for word in (*passphrase.split(" "), STORY["cleaning"].answers["message"][:10]):
        assert not any(word in request for request in sent)
    stored = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert signed_in.evaluate(stored) == [0, 0, ""]
    assert signed_in.evaluate("async () => (await indexedDB.databases()).length + (await caches.keys()).length") == 0


def test_another_script_address_is_refused_by_the_policy(worker):
    outcome = worker.evaluate("() => { try { new Worker('/static/built/site.js') } catch (e) { return e.name } }")
    assert outcome == "TypeError"


# --- The queue ---


def test_the_held_one_stands_apart(worker):
    expect(worker.locator('[data-lane="held"] [data-referral]')).to_have_count(1)
    expect(worker.locator('[data-lane="normal"] [data-referral]')).to_have_count(len(STORIES) - 1)


def test_the_keyboard_alone_finds_and_opens(worker):
    buttons = worker.locator("[data-referral] button")
    buttons.first.focus()
    worker.keyboard.press("ArrowDown")
    expect(buttons.nth(1)).to_be_focused()
    worker.keyboard.press("Home")
    expect(buttons.first).to_be_focused()
    worker.keyboard.press("Enter")
    expect(worker.locator("#case-heading")).to_be_focused()
    worker.locator("#case-close").press("Enter")
    expect(buttons.first).to_be_focused()


def test_the_list_is_sorted_and_narrowed(worker):
    header = worker.locator('th[data-sort="at"]')
    newest = worker.locator("[data-referral]").first.get_attribute("data-referral")
    header.locator("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    assert worker.locator("[data-referral]").first.get_attribute("data-referral") != newest
    worker.locator('[name="show"]').select_option("under_18")
    expect(worker.locator("[data-referral]")).to_have_count(1)


# --- Opening ---


def test_every_answer_is_shown_as_it_was_typed(worker):
    open_story(worker, "cleaning")
    for name, value in STORY["cleaning"].answers.items():
        assert text_of(worker, f'[data-field="{name}"]') == value
    assert worker.locator('bdi[data-field="message"]').count() == 1
    expect(worker.locator("#case-answers")).to_contain_text("Text message")


def test_what_cannot_be_seen_is_named_and_does_not_turn_what_follows(site, worker, chromium):
    marked = "\u202eabc\u202c \u2066x\u2069 a\u200bb \x7f"
    ordinary = "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u0645\u06cc\u200c\u062e"
    typed = f"marks {marked} {ordinary}"
    visitor = chromium.new_context()
    page = visitor.new_page()
    page.goto(f"{site.origin}/en/contact/")
    page.locator('[name="message"]').fill(typed)
    page.locator('#referral-form button[type="submit"]').click()
    expect(page).to_have_url(f"{site.origin}/en/thank-you/")
    visitor.close()
    row = worker.locator("[data-referral]", has_text="marks")
    for _ in range(240):
        if row.count():
            break
        worker.locator("#refresh").click()
        worker.wait_for_timeout(250)
    row.locator("button").click()
    assert text_of(worker, '[data-field="message"]') == typed
    marks = worker.locator('[data-field="message"] [data-control]')
    names = marks.evaluate_all("marks => marks.map(mark => mark.dataset.control)")
    assert names == ["U+202E RLO", "U+202C PDF", "U+2066 LRI", "U+2069 PDI", "U+200B ZWSP", "U+007F"]
    seen = "mark => [getComputedStyle(mark, '::before').content, getComputedStyle(mark).unicodeBidi]"
    assert marks.first.evaluate(seen) == ['"U+202E RLO"', "isolate"]


def test_a_parcel_that_belongs_to_another_row_is_refused_aloud(site, worker):
    rows = worker.locator("[data-referral]").evaluate_all("rows => rows.map(row => row.dataset.referral)")
    other = next(case for case in rows if case != row_of(worker, "friend").get_attribute("data-referral"))

    def swap(route) -> None:
        moved = route.fetch(url=f"{site.origin}/intake/cases/{other}/open/")
        route.fulfill(response=moved)

    worker.route("**/open/", swap)
    row_of(worker, "friend").locator("button").click()
    expect(worker.locator("#alarm")).to_contain_text("does not belong to this row")
    assert worker.locator("[data-field]").count() == 0
    worker.unroute("**/open/")
    open_story(worker, "friend")


def test_a_changed_parcel_is_said_to_be_damaged(worker):
    def change(route) -> None:
        answer = route.fetch()
        document = answer.json()
        parcel = document["parcels"][0]["parcel"]
        document["parcels"][0]["parcel"] = parcel[:1000] + ("A" if parcel[1000] != "A" else "B") + parcel[1001:]
        route.fulfill(response=answer, json=document)

    worker.route("**/open/", change)
    row_of(worker, "friend").locator("button").click()
    expect(worker.locator("#alarm")).to_contain_text("damaged or was changed")
    assert worker.locator("[data-field]").count() == 0


# --- Replying ---


def test_who_wanted_no_number_is_offered_no_reply(worker):
    open_story(worker, "young")
    expect(worker.locator("#no-number")).to_contain_text("no reply can be read online")
    expect(worker.locator("#reply")).to_be_hidden()


def test_a_reply_whose_answer_was_lost_goes_once(worker):
    open_story(worker, "friend")
    expect(worker.locator("#reply-hint")).to_contain_text("Do not repeat names, places")
    bodies: list[str] = []

    def lose(route) -> None:
        bodies.append(route.request.post_data)
        route.fetch()
        route.abort()

    worker.route("**/reply/", lose, times=1)
    worker.locator("#reply-text").fill("Only once.")
    worker.locator("#reply button").click()
    expect(worker.locator("#alarm")).to_contain_text("may have arrived")
    with worker.expect_request("**/reply/") as again:
        worker.locator("#reply button").click()
    expect(worker.locator("#status")).to_have_text("Sealed and sent.")
    assert again.value.post_data == bodies[0]
    worker.locator("#case-close").click()
    open_story(worker, "friend")
    expect(worker.locator("[data-sent]", has_text="Only once.")).to_have_count(1)


def test_a_server_that_names_another_epoch_key_is_not_believed(worker):
    _, stranger = sealing.new_identity()

    def name_another(route) -> None:
        answer = route.fetch()
        document = answer.json()
        document["newest"]["recipient"] = stranger
        route.fulfill(response=answer, json=document)

    worker.route("**/intake/epoch/", name_another)
    open_story(worker, "held")
    worker.locator("#reply-text").fill("Not for a stranger.")
    worker.locator("#reply button").click()
    expect(worker.locator("#alarm")).to_contain_text("your own keys contradict")
    assert worker.locator("[data-sent]").count() == 0


# --- Locking ---


def locked(page: Page) -> None:
    expect(page.locator('[name="passphrase"]')).to_be_enabled()
    assert page.locator("[data-referral], [data-field]").count() == 0
    assert page.locator('[name="passphrase"]').input_value() == ""


def test_locking_by_hand_replaces_the_page(worker):
    open_story(worker, "friend")
    worker.evaluate("window.before = true")
    worker.locator("#lock").click()
    locked(worker)
    assert worker.evaluate("window.before") is None


def test_ten_minutes_without_a_touch_lock_the_page(site, signed_in):
    signed_in.clock.install()
    signed_in.reload()
    unlock(signed_in, site.accounts["intake"][0]["passphrase"])
    expect(signed_in.locator("[data-referral]").first).to_be_visible(timeout=OPENED)
    signed_in.clock.fast_forward("09:30")
    expect(signed_in.locator("#status")).to_contain_text("locks in one minute")
    expect(signed_in.locator("[data-referral]").first).to_be_visible()
    signed_in.clock.fast_forward("01:00")
    locked(signed_in)


def test_leaving_and_coming_back_finds_it_locked(site, worker):
    open_story(worker, "friend")
    worker.goto(f"{site.origin}/en/contact/")
    worker.go_back()
    locked(worker)


# --- The same rules as the server ---


def test_browser_and_server_pad_documents_alike(site, signed_in):
    documents = [{"v": 1, "text": 'ä🙏\u202e\n\t"\\ \x7f' * count} for count in (0, 1, 150, 200, 1000, 3000)]
    pad = """async (document) => {
      const { payload } = await import("/static/js/intake/documents.js");
      return Array.from(payload(document));
    }"""
    for document in documents:
        assert bytes(signed_in.evaluate(pad, document)) == sealing.payload(document)


# --- For everyone who works here ---


@pytest.mark.parametrize("language", ["fi", "en-GB"])
def test_axe_finds_nothing_in_any_state(site, chromium, language):
    context = chromium.new_context(locale=language, bypass_csp=True)
    page = context.new_page()
    sign_in(page, site)
    page.add_script_tag(content=AXE)
    found = violations(page, "locked")
    unlock(page, site.accounts["intake"][0]["passphrase"])
    expect(page.locator("[data-referral]").first).to_be_visible(timeout=OPENED)
    found += violations(page, "queue")
    page.locator("#ask-new-epoch").click()
    found += violations(page, "new epoch")
    page.keyboard.press("Escape")
    open_story(page, "cleaning")
    found += violations(page, "case")
    page.locator("#reply button").click()
    found += violations(page, "case with an alarm")
    context.close()
    assert not found, "\n".join(found)


def violations(page: Page, state: str) -> list[str]:
    found = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for rule in page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]:
                found += [f"{state} {width} {scheme} {rule['id']}: {node['html'][:160]}" for node in rule["nodes"]]
    return found

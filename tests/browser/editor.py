"""The browser of a member of staff in the editor, which tells of everything that it complains of."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import wagtail.admin
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation.trans_real import DjangoTranslation
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, expect

from tests.members import Member
from tests.processes import eventually
from tests.served import Served

FRONT_PAGE = "Pakottaako"
# Before any script of a page: each refusal of the policy becomes a message in the console.
TELL_OF_REFUSALS = """document.addEventListener("securitypolicyviolation", (event) => console.error(
    `policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`
));"""


@cache
def _of_scripts(language: str) -> DjangoTranslation:
    """What Wagtail's scripts say in `language`."""
    folder = Path(wagtail.admin.__file__).parent / "locale"
    return DjangoTranslation(language, domain="djangojs", localedirs=[str(folder)])


class Editor:
    """One signed-in person, who has the editor in `language`. `problems` are complaints of the browser, of scripts, of
    the policy, and of addresses that did not answer; a test that expects some takes them out with `expected`."""

    def __init__(self, browser: Browser, site: Served, role: str, language: str = "en", **options: Any) -> None:
        self.site = site
        self.language = language
        self.problems: list[str] = []
        self._front_page = 0
        self.context = browser.new_context(locale=language, viewport={"width": 1300, "height": 950}, **options)
        self.context.add_init_script(TELL_OF_REFUSALS)
        self.context.on("console", self._note_message)
        self.context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        self.context.on("response", self._note_response)
        self.context.on("request", self._note_foreign)
        self.page = self.context.new_page()
        self._sign_in(role)

    def _sign_in(self, role: str) -> None:
        account = self.site.accounts[role]
        self.page.goto(f"{self.site.origin}/account/login/")
        self.page.locator('[name="login"]').fill(account["username"])
        self.page.locator('[name="password"]').fill(account["password"])
        self.page.locator('main button[type="submit"]').click()
        expect(self.page).to_have_url(f"{self.site.origin}/editor/")

    def _note_message(self, message: ConsoleMessage) -> None:
        # Chromium reports the status of an answer here too; `_note_response` knows more of it.
        if message.type in {"error", "warning"} and "the server responded with a status of" not in message.text:
            self.problems.append(f"{self.page.url}: {message.type}: {message.text}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{self.page.url}: {response.status} from {response.url}")

    def _note_foreign(self, request: Request) -> None:
        if not request.url.startswith((self.site.origin, "data:", "blob:")):
            self.problems.append(f"{self.page.url}: foreign request: {request.url}")

    def expected(self, part: str) -> list[str]:
        """Takes out and returns the problems whose text holds `part`."""
        found = [problem for problem in self.problems if part in problem]
        self.problems = [problem for problem in self.problems if part not in problem]
        return found

    def words(self, text: str) -> str:
        """What the editor says for the English `text`, in this person's language."""
        with translation.override(self.language):
            said = gettext(text)
        return said if said != text else _of_scripts(self.language).gettext(text)

    # --- Moving about ---

    def open(self, path: str) -> Page:
        """Goes to a path below /editor/ and waits until its scripts have started and what they fetch has come."""
        self.page.goto(f"{self.site.origin}/editor/{path}")
        self.page.wait_for_load_state("networkidle")
        return self.page

    def button(self, name: str | re.Pattern, inside: Locator | None = None) -> Locator:
        if isinstance(name, str):
            return (inside or self.page).get_by_role("button", name=self.words(name), exact=True)
        return (inside or self.page).get_by_role("button", name=name)

    def panel(self, name: str) -> Locator:
        """The side panel called `name`, open."""
        toggle = self.button(f"Toggle {name}")
        if toggle.get_attribute("aria-expanded") != "true":
            toggle.click()
        panel = self.page.locator(f'[data-side-panel="{name}"]')
        expect(panel).to_be_visible()
        return panel

    def preview_in(self, version: str, words: str) -> Locator:
        """What the open preview shows in `version`, once that holds `words`. Wagtail passes over a choice that is made
        while it is drawing the preview anew, so it is made again, as anybody would."""
        shown = self.page.frame_locator("#w-preview-iframe").locator("main")

        def is_shown() -> bool:
            self.page.locator("#id_preview_mode").select_option(version)
            try:
                expect(shown).to_contain_text(words, timeout=10_000)
            except AssertionError:
                return False
            return True

        assert eventually(is_shown), f"the preview in {version} does not show {words}"
        return shown

    def choose(self, text: str | re.Pattern) -> None:
        """Takes the choice called `text` in the chooser that has just opened."""
        modal = self.page.locator(".modal.in")
        modal.locator("a[data-chooser-modal-choice], a.choose-page", has_text=text).first.click()
        expect(modal).to_have_count(0)

    def upload(self, piece: Locator, file: Path, language: str = "", **words: str) -> None:
        """Puts a new picture or PDF into a piece that shows one. `words` are a picture's alternative texts by
        language; `language` is the one that a PDF is in."""
        self.button(re.compile("^Choose an? (image|document)$"), piece).click()
        modal = self.page.locator(".modal.in")
        modal.get_by_role("tab", name="Upload").click()
        modal.locator("input[type=file]").set_input_files(file)
        # Written there by a script, from the name of the file.
        expect(modal.locator("[name$='-upload-title']")).not_to_have_value("")
        for code, text in words.items():
            modal.locator(f"[name$='-alt_{code}']").fill(text)
        if language:
            modal.locator("[name$='-language']").select_option(language)
        self.button("Upload", modal).click()
        expect(modal).to_have_count(0)

    def act(self, name: str) -> None:
        """Presses one of the buttons at the foot of a page's form, and waits for what follows."""
        self.button("More actions", self.page.locator("footer")).click()
        with self.page.expect_navigation():
            self.button(name).click()

    def told(self) -> Locator:
        """The message at the top of a page about what was just done."""
        return self.page.locator(".messages")

    # --- Pages ---

    def publish(self, approver: Member) -> None:
        """Submits the page whose form is open, and has `approver`, who has not written it, publish it."""
        self.act("Submit for approval")
        expect(self.told().locator(".success")).to_be_visible()
        edit = self.told().get_by_role("link", name=self.words("Edit")).get_attribute("href")
        approver.approve(int(re.search(r"/pages/(\d+)/", edit)[1]))

    @property
    def front_page(self) -> int:
        """The number of the front page."""
        if not self._front_page:
            self.open("pages/")
            self._front_page = self._number_behind(FRONT_PAGE)
        return self._front_page

    def page_called(self, title: str) -> int:
        """The number of the page below the front page with this Finnish heading."""
        self.open(f"pages/{self.front_page}/")
        return self._number_behind(title)

    def _number_behind(self, title: str) -> int:
        link = self.page.locator("main a[href*='/pages/']", has_text=title).first.get_attribute("href")
        return int(re.search(r"/pages/(\d+)/", link)[1])

    def new_article(self, heading: str) -> Page:
        """The form of a new article below the front page, with its Finnish heading filled in."""
        self.open(f"pages/add/pages/articlepage/{self.front_page}/")
        self.page.locator('[name="heading_fi"]').fill(heading)
        return self.page

    def number(self) -> int:
        """The number of the page whose form is open."""
        return int(re.search(r"/pages/(\d+)/", self.page.url)[1])

    def insert(self, name: str, language: str = "fi") -> Locator:
        """Puts the piece called `name` at the end of the body in `language`, by clicking; returns it."""
        body = self.page.locator(f'[data-contentpath="body_{language}"]')
        pieces = body.locator("[data-streamfield-stream-container] > [data-streamfield-child]")
        before = pieces.count()
        body.get_by_title(self.words("Insert a block")).last.click()
        self.page.get_by_role("option", name=self.words(name), exact=True).click()
        expect(pieces).to_have_count(before + 1)
        return pieces.nth(before)

    def read(self, path: str, words: str) -> Page:
        """Goes to what was published at `path` until it shows `words`, as it soon does on every process."""
        address = self.site.origin + path
        shown = self.page.locator("main", has_text=words)
        assert eventually(lambda: self.page.goto(address).ok and shown.count()), f"{path} does not show {words}"
        self.expected(f"404 from {address}")
        return self.page

    def leave_nothing(self) -> None:
        self.context.close()
        assert not self.problems, "\n".join(self.problems)

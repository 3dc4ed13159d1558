"""A visitor's browser that tells on every page."""

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.browser.neutral import URL as NEUTRAL

KEPT_BY_A_TAB = """async () => [
    ...Object.keys(sessionStorage),
    ...await caches.keys(),
    ...(await navigator.serviceWorker.getRegistrations()).map((worker) => worker.scope),
]"""


class Visitor:
    """Opens pages, each in a fresh profile, and remembers what no page may do."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.browser = browser
        self.origin = origin
        self.contexts: list[BrowserContext] = []
        self.problems: list[str] = []

    def open(self, path: str, **options: object) -> Page:
        """A page at `path`; `options` are those of a Playwright browser context."""
        page = self.new_page(**options)
        page.goto(self.origin + path)
        return page

    def new_page(self, **options: object) -> Page:
        # Nobody signed the certificate of the neutral site's stand-in.
        context = self.browser.new_context(ignore_https_errors=True, **options)
        self.contexts.append(context)
        context.on("request", self._note_foreign)
        context.on("console", self._note_message)
        context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        return context.new_page()

    def _note_foreign(self, request: Request) -> None:
        if not request.url.startswith((self.origin, NEUTRAL)):
            self.problems.append(f"foreign request: {request.url}")

    def _note_message(self, message: ConsoleMessage) -> None:
        # Chromium reports the status of an error page here too; the tests check it themselves.
        if message.type in {"error", "warning"} and "the server responded with a status of" not in message.text:
            self.problems.append(f"console: {message.text}")

    def leave_nothing(self) -> None:
        """Assert that no page complained, called elsewhere, or kept anything in the browser."""
        for context in self.contexts:
            for page in context.pages:
                if page.url.startswith(self.origin):
                    self.problems += [f"kept by the tab: {name}" for name in page.evaluate(KEPT_BY_A_TAB)]
            self.problems += [f"cookie: {cookie['name']}" for cookie in context.cookies()]
            self.problems += [f"stored: {origin}" for origin in context.storage_state(indexed_db=True)["origins"]]
            context.close()
        assert not self.problems, self.problems

"""The site as a visitor meets it: a served copy with all its content, and a browser that tells on every page."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.databases import own_database

ROOT = Path(__file__).resolve().parent.parent.parent
EXECUTABLE = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks of another host fails, and is seen by `visitor`.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
OPEN_THE_FORMS = "import django; django.setup(); from tests.builders import an_epoch; an_epoch()"
NEUTRAL = "https://www.ilmatieteenlaitos.fi/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Origin of a served site with the content of `set_up_site`, in a data folder of its own. Only read it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    origin = f"http://localhost:{port}"
    folder = tmp_path_factory.mktemp("site")
    with own_database(folder) as database:
        environment = os.environ | {
            "DATA_DIR": str(folder),
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PUBLIC_URL": origin,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        }
        set_up = (
            ["manage.py", "migrate", "--verbosity=0"],
            ["manage.py", "createcachetable"],
            ["manage.py", "set_up_site"],
            ["-c", OPEN_THE_FORMS],
        )
        for command in set_up:
            subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)
        log = folder / "log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                [sys.executable, "-m", "granian", "--interface=wsgi", f"--port={port}", "config.wsgi:application"],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            _wait_for(f"{origin}/health/live", server, log)
            yield origin
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the site did not start:\n{log.read_text()}") from None
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=ARGUMENTS)
        yield browser
        browser.close()


class Visitor:
    """Opens pages, each in a fresh profile, and remembers what no page may do.

    The neutral site that the quick exit leads to is answered here, so that no test needs the network.
    """

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
        context = self.browser.new_context(**options)
        self.contexts.append(context)
        context.route(f"{NEUTRAL}**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
        context.on("request", self._note_foreign)
        context.on("console", self._note_message)
        context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        return context.new_page()

    def _note_foreign(self, request) -> None:
        if not request.url.startswith((self.origin, NEUTRAL)):
            self.problems.append(f"foreign request: {request.url}")

    def _note_message(self, message) -> None:
        # Chromium reports the status of an error page here too; the tests check it themselves.
        if message.type in {"error", "warning"} and "the server responded with a status of" not in message.text:
            self.problems.append(f"console: {message.text}")

    def leave_nothing(self) -> None:
        """Assert that no page complained, called elsewhere, or kept anything in the browser."""
        for context in self.contexts:
            self.problems += [f"cookie: {cookie['name']}" for cookie in context.cookies()]
            self.problems += [f"stored: {origin}" for origin in context.storage_state(indexed_db=True)["origins"]]
            context.close()
        assert not self.problems, self.problems


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Iterator[Visitor]:
    made = Visitor(chromium, site)
    yield made
    made.leave_nothing()


@pytest.fixture(scope="session")
def addresses(site: str) -> list[str]:
    """Path of every public page in every language: what the sitemap lists, and what only a visitor's act reaches."""
    with urllib.request.urlopen(f"{site}/sitemap.xml") as answer:
        tree = ElementTree.fromstring(answer.read())  # noqa: S314 - our own answer
    listed = [element.text.removeprefix(site) for element in tree.iter("{*}loc")]
    return listed + ["/fi/kiitos/", "/en/thank-you/", "/fi/vastaus/", "/en/reply/", "/fi/ei-ole/", "/en/nothing-here/"]


@pytest.fixture(scope="session")
def fetch(site: str) -> Callable[[str], bytes]:
    """Body of a path of the site, whatever its status."""

    def body(path: str) -> bytes:
        try:
            with urllib.request.urlopen(site + path) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            return error.read()

    return body

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
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connections
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser.editor import Editor
from tests.browser.neutral import HOST, NeutralSite, neutral_site
from tests.browser.visitor import Visitor
from tests.databases import own_database
from tests.members import Member, make_approver
from tests.processes import PATIENCE
from tests.served import Prepared, Served, served_demonstration

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
]
# A busy machine is slow, not wrong.
expect.set_options(timeout=30_000)
OPEN_THE_FORMS = "import django; django.setup(); from tests.builders import an_epoch; an_epoch()"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """Origin and environment of a served site with the content of `set_up_site`, in a data folder of its own."""
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
            yield origin, environment
        finally:
            server.terminate()
            server.wait(PATIENCE)


@pytest.fixture(scope="session")
def site(served: tuple[str, dict[str, str]]) -> str:
    """Origin of the served site. Only read its content."""
    return served[0]


@pytest.fixture(scope="session")
def manage(served: tuple[str, dict[str, str]]) -> Callable[..., str]:
    """Runs a command beside the served site and gives what it printed."""

    def run(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=served[1], stdout=subprocess.PIPE, text=True, check=True
        ).stdout.strip()

    return run


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
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
def neutral(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NeutralSite]:
    """The site that the quick exit leads to."""
    with neutral_site(tmp_path_factory.mktemp("neutral")) as server:
        yield server


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one driver of a test run: a second one in the same thread does not start."""
    with sync_playwright() as running:
        yield running
        # While its event loop runs, Django has connections apart from those of before: nobody else closes them.
        connections.close_all()


@pytest.fixture(scope="session")
def arguments(neutral: NeutralSite) -> list[str]:
    """What every Chromium is started with. Whatever a page asks of another host fails, and is seen by `visitor`."""
    hosts = f"MAP {HOST} 127.0.0.1:{neutral.server_port}, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
    return [*ARGUMENTS, f"--host-resolver-rules={hosts}"]


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, arguments: list[str]) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=arguments)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def remembering_chromium(playwright: Playwright, arguments: list[str]) -> Iterator[Browser]:
    """Chromium as people have it, with the back-forward cache that Playwright otherwise turns off."""
    browser = playwright.chromium.launch(
        executable_path=EXECUTABLE, args=arguments, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield browser
    browser.close()


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Iterator[Visitor]:
    made = Visitor(chromium, site)
    yield made
    made.leave_nothing()


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory, prepared: Prepared) -> Iterator[Served]:
    """A served demonstration of a test module's own."""
    with served_demonstration(tmp_path_factory.mktemp("demonstration"), prepared) as running:
        yield running


@pytest.fixture(scope="module")
def approver(demonstration: Served) -> Member:
    """A publisher outside the browser, who approves what the others write in it."""
    return make_approver(demonstration)


@pytest.fixture
def enter(chromium: Browser, demonstration: Served) -> Iterator[Callable[..., Editor]]:
    """Signs somebody in to the editor of the demonstration, by role, in a profile of their own; what else is given
    goes to `Editor`. Whatever their browser complained of fails the test."""
    people: list[Editor] = []

    def entered(role: str, *arguments: str, **options: Any) -> Editor:
        people.append(Editor(chromium, demonstration, role, *arguments, **options))
        return people[-1]

    yield entered
    for person in people:
        person.leave_nothing()


@pytest.fixture
def publisher(enter: Callable[..., Editor]) -> Editor:
    return enter("publisher")


@pytest.fixture(scope="session")
def addresses(site: str) -> list[str]:
    """Path of every public page in every language: what the sitemap lists, and what only a visitor's act reaches."""
    with urllib.request.urlopen(f"{site}/sitemap.xml") as answer:
        tree = ElementTree.fromstring(answer.read())  # noqa: S314 - our own answer
    listed = [element.text.removeprefix(site) for element in tree.findall(".//{*}loc")]
    forms = ["/fi/kiitos/", "/en/thank-you/", "/fi/vastaus/", "/en/reply/", "/fi/haku/", "/en/search/"]
    forms += ["/fi/kortti/", "/en/card/"]
    found = ["/fi/haku/?q=passi", "/en/search/?q=xqxqxq", "/en/search/?q=soittaa"]
    return [*listed, *forms, *found, "/fi/ei-ole/", "/en/nothing-here/"]


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

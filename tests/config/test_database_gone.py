"""The database goes away under a site that is being served, in each way it may, and comes back.

What is baked stays as it was, all the rest is kind and right, and nobody has to start anything again.
"""

import os
import resource
import secrets
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field

import psycopg
import pytest

from tests.builders import FORM, REPLY, ShownForm, shows
from tests.postgres import PostgreSQLServer, postgresql_server
from tests.processes import children_of, eventually, is_running, server_and_jobs
from tests.served import Served, served_demonstration
from tests.spellings import found
from tests.visiting import Browser, Got

LANGUAGES = ("fi", "en")
UNKNOWN = {"fi": "/fi/ei-ole/", "en": "/en/not-there/"}
PROFESSIONAL = {"/fi/ammattilaisen-yhteydenotto/", "/en/professional-referral/"}  # listed, and not baked
THANKS = {"fi": "/fi/kiitos/", "en": "/en/thank-you/"}
STAFF = ("/editor/", "/editor/pages/", "/intake/", "/account/")
JOBS = ("forwarding", "scheduled publishing", "baking")
# As editors have changed it: what visitors are shown is not what the site once started with.
NUMBER = "+358295463999"
CHANGE_NUMBER = (
    "from home.facts import SiteFacts; facts = SiteFacts.load();"
    "facts.helpline_display, facts.helpline_abroad = '029 54 63 999', '+358 29 546 3999'; facts.save()"
)
WAITING = "from referrals.models import OutboxItem; print(OutboxItem.objects.count())"


@dataclass
class Site:
    """A served site, and what was seen of it while all was well. `goes` takes its database away and gives it back."""

    served: Served
    goes: Callable[[str], AbstractContextManager[None]]
    browser: Browser = field(init=False)
    editor: Browser = field(init=False)
    pages: dict[str, Got] = field(init=False)
    marks: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.browser, self.editor = Browser(self.served.port), Browser(self.served.port)
        self.served.manage("shell", "--no-imports", "-c", CHANGE_NUMBER)
        assert eventually(self.shows_the_number_everywhere)
        assert self.sign_in(self.editor).status == 302

    def shows_the_number_everywhere(self) -> bool:
        self.pages = self.browser.ask_all(path for path in self.browser.published() if path not in FORM.values())
        return all(NUMBER in got.text for got in self.pages.values())

    def sign_in(self, browser: Browser) -> Got:
        account = self.served.accounts["editor"]
        return browser.sign_in(account["username"], account["password"])

    def is_well(self) -> bool:
        said = self.served.output.read_text()
        return self.browser.ask("/health/ready").status == 200 and all(
            said.count(f"job {name} fails") == said.count(f"job {name} works again") for name in JOBS
        )

    def mark(self) -> str:
        word = f"zq{secrets.token_hex(8)}qz"
        self.marks[word] = word.encode()
        return word


# --- SQLite: a file ---


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("on sqlite")
    database = folder / "data" / "site.sqlite3"

    @contextmanager
    def goes(way: str) -> Iterator[None]:
        kept = folder / "kept.sqlite3"
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(kept)) as copy:
            source.backup(copy)
        if way == "rubbish":
            database.write_bytes(secrets.token_bytes(500_000))
        elif way == "deleted":
            database.unlink()
        else:
            database.write_bytes(b"")
        try:
            yield
            assert way != "deleted" or not database.exists(), "an empty database stands in the place of the lost one"
        finally:
            shutil.move(kept, database)

    with served_demonstration(folder, DATABASE_URL=f"sqlite:///{database}") as served:
        yield Site(served, goes)


# --- PostgreSQL: a server ---


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSQLServer]:
    with postgresql_server() as running:
        yield running


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory, server) -> Iterator[Site]:
    @contextmanager
    def goes(way: str) -> Iterator[None]:
        if way == "frozen":
            with server.frozen():
                yield
            return
        server.stop()
        try:
            yield
        finally:
            server.start()

    with served_demonstration(tmp_path_factory.mktemp("on postgresql"), DATABASE_URL=server.url) as served:
        yield Site(served, goes)


# The run on PostgreSQL has Redis besides, and there only the server goes away.
WAYS = [
    *(pytest.param(("on_sqlite", way), id=way, marks=pytest.mark.once) for way in ("rubbish", "deleted", "emptied")),
    *(pytest.param(("on_postgresql", way), id=way, marks=pytest.mark.postgresql) for way in ("stopped", "frozen")),
]


@pytest.fixture(params=WAYS)
def site_and_way(request) -> tuple[Site, str]:
    name, way = request.param
    return request.getfixturevalue(name), way


@pytest.fixture
def forms(site: Site) -> dict[str, ShownForm]:
    """In each language a form that a visitor opened while all was well."""
    return {language: site.browser.open_form(language) for language in LANGUAGES}


@pytest.fixture
def site(site_and_way) -> Site:
    return site_and_way[0]


@pytest.fixture
def gone(site_and_way, forms) -> Iterator[None]:
    site, way = site_and_way
    with site.goes(way):
        yield
    assert eventually(site.is_well)


def answers(browser: Browser) -> bool:
    try:
        return browser.ask("/health/live").status == 200
    except OSError:
        return False


def is_kind(got: Got, language: str) -> bool:
    assert got.status == 503
    assert got.headers["Cache-Control"] == "no-store"
    assert int(got.headers["Retry-After"]) > 0
    return f'<html lang="{language}"' in got.text and f'href="tel:{NUMBER}"' in got.text


def test_every_published_page_is_as_it_was(site, gone):
    assert len(site.pages) >= 40
    assert {path.split("/")[1] for path in site.pages} == set(LANGUAGES)
    now = site.browser.ask_all(site.pages)
    assert [path for path, got in now.items() if got.status != 200] == []
    assert [path for path, got in now.items() if got.body != site.pages[path].body] == []
    headed = site.browser.ask_all(site.pages, "HEAD")
    assert [
        path
        for path, got in headed.items()
        if (got.status, got.headers["Content-Length"]) != (200, now[path].headers["Content-Length"])
    ] == []
    posted = site.browser.ask_all(site.pages.keys() - PROFESSIONAL, "POST")
    assert {got.status for got in posted.values()} == {405}


def test_the_start_the_exit_and_what_machines_read_are_right(site, gone):
    for language in LANGUAGES:
        start = site.browser.ask("/", Accept_Language=language)
        assert (start.status, start.headers["Location"]) == (302, f"/{language}/")
        thanks = site.browser.ask(THANKS[language])
        assert thanks.status == 200 and NUMBER in thanks.text
    leave = site.browser.ask("/exit/")
    assert (leave.status, leave.headers["Location"]) == (302, "https://www.ilmatieteenlaitos.fi/")
    assert {site.browser.ask(path).status for path in ("/robots.txt", "/sitemap.xml")} == {200}


def test_what_does_not_exist_is_said_not_to(site, gone):
    for language, path in UNKNOWN.items():
        assert site.browser.ask(path, "HEAD").status == 404
        got = site.browser.ask(path)
        assert got.status == 404
        assert f'<html lang="{language}"' in got.text
        assert NUMBER in got.text
        assert 'class="menu"' in got.text
    lost = site.browser.ask("/media/images/none.webp")
    assert lost.status in {302, 404}


def test_forms_are_a_kind_503_and_show_what_was_typed(site, gone, forms):
    for language in LANGUAGES:
        assert is_kind(site.browser.ask(FORM[language]), language)
        assert site.browser.ask(FORM[language], "HEAD").status == 503
        assert is_kind(site.browser.ask(REPLY[language]), language)
        assert is_kind(site.browser.post(REPLY[language], {"code": forms[language].code}), language)
        word = site.mark()
        sent = site.browser.post(FORM[language], forms[language].with_answers(message=word, area="Äänekoski"))
        assert is_kind(sent, language)
        assert shows(sent.text, word) and shows(sent.text, "Äänekoski")


def test_staff_are_told_and_nobody_is_signed_out(site, gone):
    for path in STAFF:
        got = site.editor.ask(path, Accept_Language="en")
        assert got.status == 503 and "The database does not answer" in got.text, path
    assert site.sign_in(Browser(site.served.port)).status == 503
    assert site.editor.cookies["session"]


def test_health_tells_the_truth(site, gone):
    assert site.browser.ask("/health/live").status == 200
    ready = site.browser.ask("/health/ready")
    assert (ready.status, ready.text) == (503, '{"ready": false}')


def test_everything_comes_back_by_itself(site_and_way, forms):
    site, way = site_and_way
    server, jobs = server_and_jobs(site.served.process.pid)
    processes = {server, jobs, *children_of(server)}
    said_before = len(site.served.output.read_text())
    token = {language: forms[language] for language in LANGUAGES}
    with site.goes(way):
        for language in LANGUAGES:
            assert site.browser.post(FORM[language], token[language].with_answers(message=site.mark())).status == 503
        assert site.browser.ask_all(site.pages)
        assert site.editor.ask("/editor/").status == 503
        said = lambda: site.served.output.read_text()[said_before:]  # noqa: E731
        assert eventually(lambda: all(f"job {name} fails" in said() for name in JOBS))
    assert eventually(site.is_well)
    for language in LANGUAGES:
        assert site.browser.ask(FORM[language]).status == 203
        # The same form again, as a visitor sends it who has gone back.
        assert site.browser.post(FORM[language], token[language].with_answers(message=site.mark())).status == 303
        code = site.browser.post(REPLY[language], {"code": token[language].code})
        assert code.status == 203
        assert site.browser.ask(UNKNOWN[language]).status == 404
    assert eventually(lambda: site.served.manage("shell", "--no-imports", "-c", WAITING).split() == ["0"])
    assert site.editor.ask("/editor/").status == 200
    assert site.sign_in(Browser(site.served.port)).status == 302
    assert site.browser.ask_all(site.pages).keys() == site.pages.keys()
    # One line when it begins and one when it is over, however long it lasts; and nobody was started again.
    assert [said().count(f"job {name} ") for name in JOBS] == [2, 2, 2]
    assert all(is_running(process) for process in processes)
    assert processes == {server, jobs, *children_of(server)} and "starting it again" not in said()


def test_what_was_sent_in_vain_is_written_nowhere(site):
    places = {str(path): path.read_bytes() for path in site.served.folder.rglob("*") if path.is_file()}
    assert site.marks and found(site.marks, places) == []


@pytest.mark.once
def test_a_disk_that_takes_nothing_more_shows_what_was_typed(on_sqlite):
    """Every write of the web server fails, as on a disk that is full or broken."""
    forms = {language: on_sqlite.browser.open_form(language) for language in LANGUAGES}
    server, _jobs = server_and_jobs(on_sqlite.served.process.pid)
    workers = [server, *children_of(server)]
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in workers}
    for pid in workers:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[pid][1]))
    try:
        for language in LANGUAGES:
            word = on_sqlite.mark()
            sent = on_sqlite.browser.post(FORM[language], forms[language].with_answers(message=word))
            assert is_kind(sent, language) and shows(sent.text, word)
        assert {got.status for got in on_sqlite.browser.ask_all(on_sqlite.pages).values()} == {200}
    finally:
        for pid in workers:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before[pid])
    for language in LANGUAGES:
        assert on_sqlite.browser.post(FORM[language], forms[language].with_answers()).status == 303


@pytest.mark.postgresql
def test_pages_do_not_wait_for_a_database_that_hangs(on_postgresql):
    with on_postgresql.goes("frozen"):
        hanging = on_postgresql.browser.ask_all([FORM[language] for language in LANGUAGES] * 3)
        assert {got.status for got in hanging.values()} == {503}


@pytest.mark.postgresql
def test_a_table_that_is_locked_is_not_waited_for_without_end(on_postgresql, server):
    with psycopg.connect(server.url) as connection:
        connection.execute("LOCK TABLE referrals_epoch IN ACCESS EXCLUSIVE MODE")
        assert is_kind(on_postgresql.browser.ask(FORM["en"]), "en")
    assert on_postgresql.browser.ask(FORM["en"]).status == 203


@pytest.mark.once
def test_new_processes_know_the_number_and_the_menu_without_a_database(on_sqlite):
    with on_sqlite.goes("deleted"):
        server, _jobs = server_and_jobs(on_sqlite.served.process.pid)
        workers = set(children_of(server))
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        assert eventually(lambda: answers(on_sqlite.browser) and workers.isdisjoint(children_of(server)))
        for language in LANGUAGES:
            got = on_sqlite.browser.ask(UNKNOWN[language])
            assert got.status == 404 and NUMBER in got.text and 'class="menu"' in got.text
            assert is_kind(on_sqlite.browser.ask(FORM[language]), language)
    assert eventually(on_sqlite.is_well)

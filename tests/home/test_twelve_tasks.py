"""What people come for, each done in at most two links from the front page, walked as they would: link by link."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import Client

from home.setting_up import set_up_site
from tests.builders import an_epoch

# Without it, pytest-django sets no database up for a run of this module alone.
pytestmark = pytest.mark.django_db

MOST_LINKS = 2
# Links anywhere else are for machines; the quick exit leads away.
PARTS = {"main", "nav", "header", "footer"}


class Task(NamedTuple):
    """Done where one of `goals` (a path, or the start of another kind of link) is reached, and the page there says
    `answer`: a pattern, found in the text of its <main> or in a label of its form."""

    name: str
    goals: tuple[str, ...]
    answer: str


TASKS = {
    "fi": (
        Task("koskeeko tämä minua", ("/fi/apua/kysymyksia/",), "passi"),
        Task("soitan nyt", ("tel:+358295463177",), ""),
        Task("kirjoitan ilman nimeä", ("/fi/yhteydenotto/",), "[Nn]imeä ei tarvita|nime.{0,30}ei tarvitse"),
        Task("mitä sitten tapahtuu", ("/fi/apua/mita-tapahtuu/",), "lukevat"),
        Task("kerrotteko poliisille", ("/fi/apua/oikeudet/", "/fi/apua/mita-tapahtuu/"), "poliisille"),
        Task("voinko menettää lupani", ("/fi/apua/oikeudet/",), "oleskelulu"),
        Task("olen alle 18", ("/fi/apua/alle-18/",), "alle 18"),
        Task("ystävä on pulassa", ("/fi/huoli/",), "[Kk]ysy|[Ss]oita"),
        Task("ohjaan potilaan", ("/fi/ammattilaisen-yhteydenotto/",), "[Ss]uostu"),
        Task("mitä tunnistaminen ratkaisee", ("/fi/tunnistaminen/",), "[Ee]i ratkaise"),
        Task("missä toimipisteet ovat", ("/fi/toimipisteet/",), "Joutseno"),
        Task("luen vastaukseni", ("/fi/vastaus/",), "[Nn]umero"),
    ),
    "en": (
        Task("is this about me", ("/en/help/questions/",), "passport"),
        Task("call now", ("tel:+358295463177",), ""),
        Task("write without a name", ("/en/contact/",), "not need to give your name|[Nn]o name"),
        Task("what happens then", ("/en/help/what-happens/",), "read"),
        Task("will you tell the police", ("/en/help/rights/", "/en/help/what-happens/"), "to the police"),
        Task("can I lose my permit", ("/en/help/rights/",), "residence permit"),
        Task("I am under 18", ("/en/help/under-18/",), "under 18"),
        Task("a friend is in trouble", ("/en/worried/",), "[Aa]sk|[Cc]all"),
        Task("refer a patient", ("/en/professional-referral/",), "[Cc]onsent|agree"),
        Task("what identification decides", ("/en/identification/",), "does not decide"),
        Task("where are the offices", ("/en/offices/",), "Joutseno"),
        Task("read my reply", ("/en/reply/",), "[Nn]umber"),
    ),
}


class Page(HTMLParser):
    """`links`: of every <a> in the parts of a page that people read. `text`: what its <main> says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in PARTS:
            self._open.append(tag)
        href = dict(attributes).get("href")
        if tag == "a" and href and self._open:
            self.links.append(href.partition("#")[0])

    def handle_endtag(self, tag: str) -> None:
        if tag in PARTS:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        if "main" in self._open:
            self.text += data


@pytest.fixture(scope="module")
def visited(django_db_setup: None, django_db_blocker) -> Iterator[dict[str, Page]]:
    """Every page within two links of a front page, by path, in both languages."""
    with django_db_blocker.unblock(), transaction.atomic():
        set_up_site()
        an_epoch()  # without a key there is no form to write in
        visitor, pages = Client(), {}
        for language in TASKS:
            wanted = {f"/{language}/"}
            for _ in range(MOST_LINKS + 1):
                # What answers with a page only: a file or the way out is no step of a walk.
                answers = {path: visitor.get(path) for path in sorted(wanted - pages.keys())}
                found = {path: Page(answer.content.decode()) for path, answer in answers.items() if is_page(answer)}
                pages |= found
                wanted = {link for page in found.values() for link in page.links if link.startswith(f"/{language}/")}
        yield pages
        transaction.set_rollback(True)


def is_page(answer) -> bool:
    return answer.status_code in {200, 203} and answer.get("Content-Type", "").startswith("text/html")


def links_to(goals: tuple[str, ...], start: str, pages: dict[str, Page]) -> tuple[int, str]:
    """How many links lead from `start` to the nearest of `goals`, and which that is."""
    reached = [start]
    for count in range(1, MOST_LINKS + 1):
        links = [link for path in reached if path in pages for link in pages[path].links]
        for goal in goals:
            if goal in links:
                return count, goal
        reached = links
    return MOST_LINKS + 1, ""


@pytest.mark.parametrize("language", TASKS)
def test_there_are_twelve_in_each_language(language):
    assert len({task.name for task in TASKS[language]}) == 12


@pytest.mark.parametrize(
    ("language", "task"),
    [(code, task) for code in TASKS for task in TASKS[code]],
    ids=lambda given: getattr(given, "name", given),
)
def test_it_is_done_in_two_links(visited, language, task):
    count, goal = links_to(task.goals, f"/{language}/", visited)
    assert count <= MOST_LINKS, f"no way to {task.goals}"
    if goal in visited:
        assert re.search(task.answer, visited[goal].text), visited[goal].text

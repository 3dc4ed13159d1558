"""The notice gets into what is baked, and out of it, without a bake and without a database."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from baking import manifest
from baking.baker import Baker, differences
from baking.manifest import body_path
from baking.models import Change
from baking.notice import BakedNotice
from config.management.commands.jobs import JOBS
from home.notice import SiteNotice
from home.remembered import forget_all
from tests.pages.trees import a_front_page, an_article

pytestmark = pytest.mark.django_db

TEXTS = {"fi": "Puhelin ei toimi.", "en": "The phone does not work."}


@pytest.fixture
def folder(settings) -> Path:
    """A site that is baked, without a notice."""
    forget_all()
    an_article(a_front_page())
    bake()
    return settings.BAKED_DIR


def bake() -> None:
    baker = Baker()
    while baker.step():
        pass


def switch_on(seconds: float = 3600) -> None:
    SiteNotice(
        is_shown=True,
        ends_at=timezone.now() + timedelta(seconds=seconds),
        **{f"text_{code}": text for code, text in TEXTS.items()},
    ).save()


def bodies(folder: Path) -> dict[str, str]:
    """What readers get: every page and every error page."""
    baked = manifest.read(folder)
    answers = {**baked.answers, **baked.errors}
    return {
        name: body_path(folder, answer.body).read_text()
        for name, answer in answers.items()
        if answer.body and "html" in dict(answer.headers)["Content-Type"]
    }


def with_it(folder: Path) -> set[str]:
    return {name for name, body in bodies(folder).items() if TEXTS[name.lstrip("/")[:2]] in body}


def test_it_is_on_every_page_and_every_error_page_before_any_is_baked_again(folder):
    switch_on()
    BakedNotice().step()
    assert with_it(folder) == bodies(folder).keys()
    assert {"/fi/", "/en/", "/fi/apua/", "fi/404", "en/503"} <= with_it(folder)
    assert Change.objects.exists()


def test_what_is_baked_afterwards_is_the_same(folder):
    switch_on()
    BakedNotice().step()
    assert differences() == []
    before = manifest.read(folder)
    bake()
    assert manifest.read(folder) == before


def test_taken_down_it_leaves_the_pages_as_they_were(folder):
    before, notice = manifest.read(folder), BakedNotice()
    switch_on()
    notice.step()
    SiteNotice.objects.update(is_shown=False)
    notice.step()
    assert manifest.read(folder) == before


def test_while_nothing_changes_nothing_is_written(folder):
    notice = BakedNotice()
    notice.step()
    before = (folder / manifest.NAME).stat()
    notice.step()
    assert (folder / manifest.NAME).stat() == before


def test_before_anything_is_baked_nothing_is(settings):
    switch_on()
    BakedNotice().step()
    assert not (settings.BAKED_DIR / manifest.NAME).exists()


def test_a_body_that_is_missing_stops_no_other(folder):
    lost = body_path(folder, manifest.read(folder).answers["/fi/"].body)
    lost.rename(folder / "kept")
    switch_on()
    BakedNotice().step()
    (folder / "kept").rename(lost)
    assert bodies(folder).keys() - with_it(folder) == {"/fi/"}


def test_at_its_end_it_goes_though_the_database_has_gone(folder, monkeypatch):
    notice = BakedNotice()
    switch_on()
    notice.step()

    def refuse(*args: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(refuse):
        notice.step()
        assert with_it(folder)
        monkeypatch.setattr("home.notice.time", lambda: timezone.now().timestamp() + 3601)
        notice.step()
        assert not with_it(folder)


def test_the_background_process_looks_five_times_a_second_and_takes_it_down_first():
    names = [job.name for job in JOBS]
    assert names.index("end of the notice") < names.index("notice on baked pages") < names.index("baking")
    assert all(job.every <= 0.2 for job in JOBS if "notice" in job.name)

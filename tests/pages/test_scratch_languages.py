"""A language is settings and `makemigrations`: Swedish and Arabic are added on a scratch database and served."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.qr_code import qr_code
from tests.databases import own_database

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> dict[str, tuple[int, str]]:
    """What the site with four languages answers, by path."""
    folder = tmp_path_factory.mktemp("scratch")
    for app in ("home", "pages"):
        shutil.copytree(ROOT / app / "migrations", folder / f"scratch_{app}")
    with own_database(folder) as database:
        changes = {
            "DJANGO_SETTINGS_MODULE": "tests.settings_scratch",
            "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "site", folder))),
            "DATA_DIR": str(folder),
            "DATABASE_URL": database,
        }

        command = [sys.executable, "-m", "tests.pages.scratch"]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | changes, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    added = {path.name for path in (folder / "scratch_pages").glob("0*")}
    added -= {path.name for path in (ROOT / "pages/migrations").glob("0*")}
    assert [name[4:] for name in added] == ["_two_languages_more.py"]
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("path", "language", "direction", "heading", "words"),
    [
        ("/sv/jag-behover-hjalp/", "sv", "ltr", "Jag behöver hjälp", "Du kan ringa."),
        ("/ar/help/", "ar", "rtl", "أحتاج إلى مساعدة", "يمكنك الاتصال."),
        ("/en/i-need-help/", "en", "ltr", "I need help", "You can call."),
        ("/sv/jag-behover-hjalp/easy/", "sv", "ltr", "Jag behöver hjälp", "Ring oss."),
        ("/ar/help/easy/", "ar", "rtl", "أحتاج إلى مساعدة", "اتصل بنا."),
    ],
)
def test_the_page_is_served_in_the_language_and_its_direction(served, path, language, direction, heading, words):
    status, page = served[path]

    assert status == 200
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert f"<h1>{heading}</h1>" in page
    assert words in page
    easy = "easy/" if path.endswith("/easy/") else ""
    assert f'href="/ar/help/{easy}" hreflang="ar"' in page or language == "ar"


@pytest.mark.parametrize(("path", "direction"), [("/sv/", "ltr"), ("/ar/", "rtl")])
def test_the_front_page_is_served_too(served, path, direction):
    status, page = served[path]

    assert status == 200
    assert f'dir="{direction}"' in page


def test_text_that_falls_back_keeps_its_own_direction(served):
    assert '<div class="lead" lang="fi" dir="ltr"><p>Suomeksi vain.</p></div>' in served["/ar/help/"][1]


def test_the_help_card_runs_in_the_direction_of_the_language_and_its_numbers_do_not(served):
    status, page = served["/ar/card/"]
    card = page[page.index('<div class="help-card">') :]

    assert status == 200
    assert '<html lang="ar" dir="rtl">' in page
    # Nobody has translated its lines: they keep their own direction.
    assert '<div class="help-card__question"><p lang="fi" dir="ltr">Tarvitsetko apua?</p></div>' in card
    assert '<bdi dir="ltr">029 54 63 177</bdi>' in card
    assert qr_code("http://testserver/ar/") in card


def test_the_sitemap_lists_the_added_languages(served):
    for path in ("/sv/jag-behover-hjalp/", "/ar/help/", "/sv/jag-behover-hjalp/easy/", "/ar/help/easy/"):
        assert path in served["/sitemap.xml"][1]

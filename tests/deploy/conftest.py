"""A demonstration behind nginx: one for each file of tests, with the application running or killed as a test asks."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from baking.rendering import Rendered
from baking.storing import Shelf
from config.nginx import configuration
from tests.deploy.front import Front, eventually, free_port, is_open, nginx_in
from tests.deploy.stand_ins import Upstream
from tests.served import Served, served_demonstration


@dataclass
class Site:
    served: Served
    front: Front

    def pages(self) -> list[str]:
        """The paths of the sitemap."""
        found = re.findall(r"<loc>https?://[^/<]+([^<]+)</loc>", self.front.ask("/sitemap.xml").text)
        return [path for path in found if not self.is_form(path)]

    @staticmethod
    def is_form(path: str) -> bool:
        return "yhteydenotto" in path or path in ("/en/contact/", "/en/professional-referral/")

    def kill(self) -> None:
        """Ends all processes of the application as a power cut would."""
        if self.served.process.poll() is None:
            for pid in family(self.served.process.pid):
                os.kill(pid, signal.SIGKILL)
            self.served.process.wait()
        eventually(lambda: not is_open(self.served.port))

    def bring_back(self) -> None:
        if self.served.process.poll() is not None:
            self.served.start()

    def take_redirects(self) -> None:
        """What the unit site-redirects.service does when the baker has written others."""
        ours = self.front.folder / "site"
        command = ["sh", ours / "redirects.sh", self.served.data / "baked/redirects.map", ours / "redirects.conf"]
        subprocess.run(command, check=True)
        self.front.reload()


def family(pid: int) -> list[int]:
    """A process with all that descend from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in family(int(child)))]


@pytest.fixture(scope="module")
def site(tmp_path_factory, prepared) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("nginx")
    port = free_port()
    with served_demonstration(folder, prepared, PUBLIC_URL=f"http://localhost:{port}") as served:
        served.manage("nginx", str(folder / "front/site"))
        with nginx_in(folder / "front", port) as front:
            made = Site(served, front)
            made.take_redirects()
            yield made


@pytest.fixture
def running(site: Site) -> Site:
    """The site with its application."""
    site.bring_back()
    return site


@pytest.fixture
def killed(site: Site) -> Site:
    """The site without."""
    site.kill()
    return site


@pytest.fixture(scope="module", params=["running", "killed"])
def state(request) -> str:
    """Of the module, so that the tests of one state follow each other and the application starts once for all."""
    return request.param


@pytest.fixture
def any_site(site: Site, state: str) -> Site:
    """The site with its application running, then killed."""
    (site.bring_back if state == "running" else site.kill)()
    return site


# --- nginx alone, before a stand-in for the application ---

HTML = (("Content-Type", "text/html; charset=utf-8"),)


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream() as server:
        yield server


@pytest.fixture
def baked(tmp_path) -> Path:
    folder = tmp_path / "baked folder"
    shelf = Shelf(folder)
    shelf.put("/en/", Rendered(200, HTML, b"<h1>Welcome</h1>"))
    shelf.put("/exit/", Rendered(302, (("Location", "https://weather.example/"),), b""))
    for status in (400, 404, 413, 503):
        for language in ("fi", "en"):
            page = f"{status} in {language}".encode()
            shelf.put_error(f"{language}/{status}", Rendered(status, HTML, page))
    shelf.save()
    return folder


@pytest.fixture
def front_of(settings, tmp_path, baked, upstream):
    """Runs nginx before `upstream`; the text of its configuration may be changed first."""

    @contextmanager
    def started(*changes: tuple[str, str], certificate: Path | None = None) -> Iterator[Front]:
        port = free_port()
        scheme = "https" if certificate else "http"
        settings.BAKED_DIR, settings.PUBLIC_URL = baked, f"{scheme}://localhost:{port}"
        settings.HOST, settings.PORT = upstream.server_address
        folder = tmp_path / "front"
        site = folder / "site"
        site.mkdir(parents=True, exist_ok=True)
        for name, text in configuration(str(certificate or ""), str(certificate or "")).items():
            if name == "site.conf":
                for old, new in changes:
                    assert old in text
                    text = text.replace(old, new)
            (site / name).write_text(text)
        (site / "redirects.conf").write_text((baked / "redirects.map").read_text())
        with nginx_in(folder, port) as front:
            yield front

    return started

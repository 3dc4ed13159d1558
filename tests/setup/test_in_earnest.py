"""An installation in earnest, behind a web server that speaks TLS: it starts, and staff can reach their sign-in."""

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from tests.databases import own_database
from tests.processes import free_port
from tests.setup.test_run import ROOT, SERVE, Served

ORIGIN = "https://www.example.org"


class InEarnest(Served):
    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
        """Status, headers and text of an answer, asked for as the web server in front would."""
        connection = http.client.HTTPConnection("127.0.0.1", int(self.port), timeout=20)
        try:
            connection.request(method, path, body or None, {"Host": "www.example.org"} | headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def answers(self) -> bool:
        try:
            return self.ask("GET", "/health/ready")[0] == 200
        except OSError:
            return False


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[InEarnest]:
    folder = tmp_path_factory.mktemp("in earnest")
    ours = {"PATH", "HOME", "LANG"}
    with own_database(folder) as database:
        environment = {name: value for name, value in os.environ.items() if name in ours} | {
            "DATA_DIR": str(folder),
            "DATABASE_URL": database,
            "PORT": str(free_port()),
            "SECRET_KEY": "s" * 50,
            "RECEIPT_PEPPER": "p" * 50,
            "PUBLIC_URL": ORIGIN,
            "ALLOWED_HOSTS": "www.example.org",
        }
        for command in (["migrate"], ["createcachetable"], ["collectstatic", "--noinput"], ["set_up_site"]):
            subprocess.run(
                [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, capture_output=True
            )
        made = InEarnest(environment)
        with made.started(SERVE):
            yield made


def test_it_serves_pages_to_its_own_name_only(site):
    assert site.ask("GET", "/fi/")[0] == 200
    assert site.ask("GET", "/fi/", Host="localhost")[0] == 400


def test_a_form_of_the_staff_comes_back_over_tls(site):
    status, headers, page = site.ask("GET", "/account/login/")
    assert status == 200
    cookie = SimpleCookie(headers["Set-Cookie"])["__Host-csrf"]
    assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Strict"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    form = urlencode({"csrfmiddlewaretoken": token, "login": "nobody", "password": "wrong"})
    sent = {"Cookie": f"__Host-csrf={cookie.value}", "Content-Type": "application/x-www-form-urlencoded"}
    assert site.ask("POST", "/account/login/", form, Origin=ORIGIN, **sent)[0] == 200
    assert site.ask("POST", "/account/login/", form, Origin="https://elsewhere.example", **sent)[0] == 403


def test_without_a_key_of_the_intake_the_form_is_closed_and_shows_the_number(site):
    status, _, page = site.ask("GET", "/en/contact/")
    assert status == 503
    assert "029 54 63 177" in page

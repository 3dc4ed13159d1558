"""A browser without a screen: asks a served site, keeps cookies, sends forms."""

import http.client
import re
import urllib.parse
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.cookies import SimpleCookie
from xml.etree import ElementTree

from tests.builders import FORM, ShownForm, read_form

FORM_DATA = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Got:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Browser:
    """Waits half a minute for an answer, as people do at most."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Got:
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): text for name, text in headers.items()})
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return Got(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def post(self, path: str, fields: dict[str, str]) -> Got:
        return self.ask(path, "POST", urllib.parse.urlencode(fields), Content_Type=FORM_DATA)

    def ask_all(self, paths: Iterable[str], method: str = "GET") -> dict[str, Got]:
        """The answers by path, several asked for at once."""
        paths = list(paths)
        with ThreadPoolExecutor(6) as threads:
            return dict(zip(paths, threads.map(lambda path: self.ask(path, method), paths), strict=True))

    def published(self) -> list[str]:
        """The path of every published page in every language."""
        tree = ElementTree.fromstring(self.ask("/sitemap.xml").body)  # noqa: S314 - our own answer
        return [urllib.parse.urlsplit(element.text or "").path for element in tree.findall(".//{*}loc")]

    def open_form(self, language: str) -> ShownForm:
        return read_form(self.ask(FORM[language]).text)

    def sign_in(self, username: str, password: str) -> Got:
        page = self.ask("/account/login/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token, "the page holds no form"
        fields = {"csrfmiddlewaretoken": token[1], "login": username, "password": password}
        return self.post("/account/login/", fields)

"""Members of staff at a served site, over the network but without a browser."""

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from tests.people import PASSWORD
from tests.processes import PATIENCE
from tests.served import Served

APPROVER = "another-publisher"
MAKE_THE_APPROVER = f"""
from accounts.roles import Role, make_account
make_account({APPROVER!r}, Role.PUBLISHER, {PASSWORD!r})
"""


class Member:
    """Somebody who has signed in."""

    def __init__(self, site: Served, username: str, password: str) -> None:
        self.origin = site.origin
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.get("/account/login/")
        self.post("/account/login/", {"login": username, "password": password})

    def get(self, path: str) -> str:
        with self.opener.open(self.origin + path, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Sends a form as a browser does. Whatever the editor complains of fails the test."""
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrf")
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        with self.opener.open(self.origin + path, body, timeout=PATIENCE) as answer:
            text = answer.read().decode()
        assert "error-message" not in text and "messages__item--error" not in text, re.findall(
            "error[^<]*<[^<]*", text
        )[:5]
        return text

    def approve(self, page: int) -> None:
        """Publishes what was submitted of the page with this number, which this person has not written."""
        waiting = self.get("/editor/")
        self.post(re.search(rf"/editor/pages/workflow/action/{page}/approve/\d+/", waiting)[0], {"comment": ""})


def make_approver(site: Served) -> Member:
    """A publisher who writes nothing in the tests of a module, and so may approve what everybody else has written."""
    site.manage("shell", "--no-imports", "-c", MAKE_THE_APPROVER)
    return Member(site, APPROVER, PASSWORD)

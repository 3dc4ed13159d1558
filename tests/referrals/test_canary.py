"""No word and no trace of a visitor is anywhere except sealed.

A served site is sent marked words in every way a form can be sent, whole and broken. Then everything it has
written is searched, in the spellings a word could have taken on the way.
"""

import base64
import http.client
import os
import re
import secrets
import socket
import subprocess
import time
import urllib.parse
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from referrals import receipts, sealing, tokens
from tests.builders import FORM, REPLY, a_token, read_form
from tests.processes import PATIENCE
from tests.served import Served, served_demonstration
from tests.spellings import found

LANGUAGES = ["fi", "en"]
FROM = "127.0.0.77"
# Pages that take nothing: what they are asked with is a trace all the same.
READ = {
    "fi": ("/fi/", "/fi/kortti/", "/fi/apua/kysymyksia/", "/fi/apua/helppo/", "/fi/luvut.csv"),
    "en": ("/en/", "/en/card/", "/en/help/questions/", "/en/help/easy/", "/en/figures.csv"),
}
SEARCH = {"fi": "/fi/haku/", "en": "/en/search/"}
# Sizes of a picture, and a PDF, that a published page shows to readers of every language.
UPLOADS = re.compile(r"/media/(?:images|documents)/[\w.-]+")
SHOW_UPLOADS = """
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from pages.models import ArticlePage, PdfDocument, Picture
from tests.pdfs import a_pdf
from tests.pictures import a_picture
file = ImageFile(ContentFile(a_picture("jpeg")), name="0b.jpg")
picture = Picture.objects.create(title="Lake", is_decorative=True, file=file)
pdf = PdfDocument.objects.create(title="Leaflet", language="en", file=ContentFile(a_pdf(), name="0c.pdf"))
page = ArticlePage.objects.get(address_en="other-help")
for body in (page.body_fi, page.body_en):
    body.append(("picture", {"picture": picture, "caption": ""}))
    body.append(("pdf", pdf))
page.save_revision().publish()
"""
WITH_UPLOADS = {"fi": "/fi/muu-apu/", "en": "/en/other-help/"}
# Where a member of staff who has been signed out is shown what they sent: anybody else may send something there.
EDITOR = "/editor/pages/add/pages/articlepage/1/"
SIGN_IN = "/account/login/"
URLENCODED = "application/x-www-form-urlencoded"


class Visitor:
    """Sends marked words from an address of its own, and keeps what must be found nowhere."""

    def __init__(self, site: Served) -> None:
        self.site = site
        self.marks: dict[str, bytes] = {"address": FROM.encode()}
        self.sent_whole: dict[str, str] = {}

    def mark(self, name: str) -> str:
        word = "zq" + secrets.token_hex(8) + "qz"
        self.marks[name] = word.encode()
        return word

    def ask(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("localhost", self.site.port, timeout=30, source_address=(FROM, 0))
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            connection.close()

    def form(self, language: str) -> dict[str, str]:
        shown = read_form(self.ask("GET", FORM[language])[1])
        self.note_code(shown.code)
        return {"token": shown.token, "code": shown.code}

    def note_code(self, code: str) -> None:
        receipt = receipts.derive(code)
        self.marks |= {
            f"code {code}": code.encode(),
            f"spaced code {code}": receipts.spaced(code).encode(),
            f"lookup of {code}": receipt.lookup,
            f"proof of {code}": receipt.proof,
            f"case key of {code}": receipt.identity.encode(),
        }

    def post(self, path: str, fields: dict[str, str], **headers: str) -> tuple[int, str]:
        body = urllib.parse.urlencode(fields).encode()
        return self.ask("POST", path, body, {"Content-Type": URLENCODED, **headers})

    def post_raw(self, path: str, head: dict[str, str], body: bytes) -> None:
        """Sends exactly these bytes, and goes away in the middle of the answer."""
        lines = [f"POST {path} HTTP/1.1", f"Host: localhost:{self.site.port}"]
        lines += [f"{name}: {value}" for name, value in head.items()]
        with socket.create_connection(("127.0.0.1", self.site.port), 10, (FROM, 0)) as connection:
            connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
            time.sleep(0.3)

    def send_in_every_way(self, language: str) -> None:
        path = FORM[language]
        sent = self.form(language)
        everything = {
            name: self.mark(f"{language} {name}")
            for name in ("message", "phone", "email", "via_person", "safe_times", "others_see", "safe_word", "area")
        }
        good = sent | everything | {"contact_method": "call"}
        assert self.post(path, good)[0] == 303
        assert self.post(path, good)[0] == 303  # repeated
        self.sent_whole[language] = everything["message"]
        invalid = self.form(language) | {"message": "", "area": self.mark(f"{language} invalid"), "about": "x"}
        assert self.post(path, invalid)[0] == 422
        unsigned = {"token": self.mark(f"{language} token"), "message": self.mark(f"{language} unsigned")}
        assert self.post(path, unsigned)[0] == 422
        oversized = self.form(language) | {"message": self.mark(f"{language} oversized") * 20_000}
        assert self.post(path, oversized)[0] == 413
        assert self.post(path, self.expired() | {"message": self.mark(f"{language} expired")})[0] == 422
        foreign = self.form(language) | {"message": self.mark(f"{language} foreign")}
        assert self.post(path, foreign, Origin="https://elsewhere.example")[0] == 403
        self.break_off(path, language)
        assert self.send_file(path, language) == 422
        assert self.post(REPLY[language], {"code": sent["code"]})[0] == 203
        assert self.post(REPLY[language], {"code": self.mark(f"{language} no code")})[0] == 422
        assert self.post(SEARCH[language], {"q": f"apua help {self.mark(f'{language} search')}"})[0] == 203
        assert self.ask("GET", f"{SEARCH[language]}?q={self.mark(f'{language} search link')}")[0] == 203
        assert self.post(SEARCH[language], {"q": self.mark(f"{language} long search") * 20})[0] == 422
        sent_to_editor = f"two words {self.mark(f'{language} editor')}"
        status, shown = self.post(EDITOR, {"intro_fi": sent_to_editor}, **{"Accept-Language": language})
        assert status == 403 and sent_to_editor not in shown
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask("GET", SIGN_IN)[1])[1]
        fields = {"intro_fi": sent_to_editor, "csrfmiddlewaretoken": token}
        # A token is as good as the cookie that comes with it.
        status, shown = self.post(EDITOR, fields, **{"Accept-Language": language, "Cookie": f"csrf={token}"})
        assert status == 403 and sent_to_editor in shown
        uploads = sorted(set(UPLOADS.findall(self.ask("GET", WITH_UPLOADS[language])[1])))
        assert {upload.rpartition(".")[2] for upload in uploads} == {"webp", "pdf"}
        for read in (*READ[language], WITH_UPLOADS[language], *uploads):
            head = {"User-Agent": self.mark(f"{read} browser"), "Cookie": f"a={self.mark(f'{read} cookie')}"}
            head |= {"Referer": f"https://{self.mark(f'{read} referer')}.example/"}
            assert self.ask("GET", f"{read}?q={self.mark(f'{read} query')}", headers=head)[0] == 200
            # Nor what somebody sends to a page that takes nothing.
            assert self.post(read, {"a": self.mark(f"{read} post")}, **head)[0] == 405
        address = f"{path}?{self.mark(f'{language} query')}"
        assert self.ask("GET", address, headers={"User-Agent": self.mark(f"{language} browser")})[0] == 203
        assert self.ask("GET", f"/{language}/{self.mark(f'{language} address')}/")[0] == 404
        self.ask("GET", "/", headers={"Host": self.mark(f"{language} host"), "Cookie": f"a={self.mark('cookie')}"})

    def expired(self) -> dict[str, str]:
        """A form that this site showed two days ago."""
        secret = (self.site.data / "demo-secret-key").read_text().strip()
        with override_settings(SECRET_KEY=secret):
            token, code = a_token(now=datetime.now(UTC) - tokens.LIFETIME - timedelta(days=1))
            self.note_code(code)
            return {"token": token.signed(), "code": code}

    def break_off(self, path: str, language: str) -> None:
        for kind in ("cut", "stalled", "chunked"):
            fields = urllib.parse.urlencode(
                self.form(language) | {"message": self.mark(f"{language} {kind}")}
            ).encode()
            head = {"Content-Type": URLENCODED, "Content-Length": str(len(fields) + 5_000)}
            if kind == "chunked":
                head = {"Content-Type": URLENCODED, "Transfer-Encoding": "chunked"}
                fields = f"{len(fields):x}\r\n".encode() + fields
            self.post_raw(path, head, fields)

    def send_file(self, path: str, language: str) -> int:
        boundary = "canary"
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in self.form(language).items()
        ]
        name, inside = self.mark(f"{language} file name"), self.mark(f"{language} file")
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="message"; filename="{name}.txt"\r\n'
            f"Content-Type: text/plain\r\n\r\n{inside * 12_000}\r\n--{boundary}--\r\n"
        )
        body = "".join(parts).encode()
        return self.ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})[0]


def everything_written(site: Served) -> dict[str, bytes]:
    """All that the site keeps, printed, or left behind, PostgreSQL's tables and Redis' memory included."""
    places = {
        str(path): path.read_bytes() for path in site.folder.rglob("*") if path.is_file() and not path.is_symlink()
    }
    database = site.environment["DATABASE_URL"]
    if database.startswith("postgres"):
        dump = subprocess.run(["pg_dump", database], capture_output=True, check=True)
        places["PostgreSQL"] = dump.stdout
    if redis_url := os.environ.get("REDIS_URL"):
        import redis

        store = redis.Redis.from_url(redis_url)
        places["Redis"] = b"\n".join(key + b"=" + (store.dump(key) or b"") for key in store.scan_iter())
    return places


@pytest.fixture(scope="module")
def site(tmp_path_factory, prepared) -> Iterator[Served]:
    with served_demonstration(tmp_path_factory.mktemp("canary"), prepared) as served:
        served.manage("shell", "--no-imports", "-c", SHOW_UPLOADS)
        yield served


@pytest.fixture(scope="module")
def visitor(site: Served) -> Visitor:
    made = Visitor(site)
    for language in LANGUAGES:
        made.send_in_every_way(language)
    deadline = time.monotonic() + PATIENCE
    while "0" not in site.manage("shell", "--no-imports", "-c", WAITING).split() and time.monotonic() < deadline:
        time.sleep(0.5)
    return made


WAITING = "from referrals.models import OutboxItem; print(OutboxItem.objects.count())"


def test_no_word_of_a_visitor_is_anywhere_but_sealed(site, visitor):
    assert len(visitor.marks) > 60
    assert found(visitor.marks, everything_written(site)) == []


def test_no_word_is_left_when_the_site_has_stopped(site, visitor):
    site.stop()
    try:
        assert found(visitor.marks, everything_written(site)) == []
    finally:
        site.start()


def test_the_intake_can_open_what_was_sent(site, visitor, tmp_path):
    opened = opened_with_recovery_key(site, tmp_path / "rescue")
    for word in visitor.sent_whole.values():
        assert sorted(document["kind"] for document in opened if word in str(document)) == ["referral", "summary"]


def opened_with_recovery_key(site: Served, folder: Path) -> list[dict]:
    """Every parcel of the intake in the clear, by way of the wraps and the recovery key."""
    site.manage("break_glass", str(folder))
    recovery = site.accounts["recovery_identity"]
    epochs, documents = [], []
    for wrap in folder.glob("wraps/*.age"):
        try:
            epochs.append(sealing.unseal(wrap.read_bytes(), recovery).decode().strip())
        except sealing.CannotOpen:
            continue
    for parcel in folder.glob("parcels/*.age"):
        for epoch in epochs:
            try:
                documents.append(sealing.document_in(parcel.read_bytes(), epoch))
            except sealing.CannotOpen:
                continue
    return documents


def test_the_search_finds_a_word_in_every_spelling():
    mark = b"zq0123456789abcdefqz"
    for number, spelled in enumerate(
        [
            b"x" + mark,
            urllib.parse.quote(mark).encode(),
            mark.hex().encode(),
            mark.decode().encode("utf-16"),
            *(base64.b64encode(b"y" * before + mark + b"tail") for before in range(4)),
        ]
    ):
        assert found({"a": mark}, {"b": b"before" + spelled + b"after"}), number


def test_a_site_that_logs_a_form_is_caught(tmp_path, prepared):
    with served_demonstration(tmp_path, prepared, DJANGO_SETTINGS_MODULE="tests.leaky") as leaky:
        visitor = Visitor(leaky)
        fields = visitor.form("en") | {"message": visitor.mark("message")}
        assert visitor.post(FORM["en"], fields)[0] == 303
        caught = found(visitor.marks, everything_written(leaky))
    assert ("message", str(leaky.output)) in caught

"""PDFs that editors upload: what is kept of them, what is refused, how a page offers them, and who is given them."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from accounts.roles import Role
from baking.baker import bake_at_once
from baking.manifest import read
from baking.models import Change, Failure
from pages.documents import LANGUAGES, language_name
from pages.models import ArticlePage, PdfDocument
from tests.pages.trees import an_article
from tests.pdfs import SECRET, a_pdf, acting, locked
from tests.people import signed_in

pytestmark = pytest.mark.django_db

WORDS = {"title": "Esite", "language": "uk", "collection": "1", "tags": ""}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def editor(front_page):
    return signed_in(Role.EDITOR)


def upload(editor, content: bytes, name: str = "Maria Esite.pdf", **words: str):
    return editor.post(reverse("wagtaildocs:add"), WORDS | words | {"file": SimpleUploadedFile(name, content)})


def wrong(response) -> dict[str, str]:
    """The code of the first complaint about each field."""
    return {name: found[0].code for name, found in response.context["form"].errors.as_data().items()}


def kept(**changes: object) -> PdfDocument:
    file = SimpleUploadedFile("0f.pdf", a_pdf())
    document = PdfDocument(**({"title": "Брошура", "language": "uk", "file": file} | changes))
    document.file_size = file.size
    document.save()
    return document


def an_article_with(front_page, document: PdfDocument):
    body = [{"type": "pdf", "value": document.pk}]
    return an_article(front_page, body_fi=body, body_en=body)


def test_nothing_but_the_pages_is_kept(editor, folder):
    assert upload(editor, a_pdf(pages=3)).status_code == 302
    document = PdfDocument.objects.get()
    (file,) = [path for path in folder.rglob("*") if path.is_file()]
    content = file.read_bytes()
    assert SECRET.encode() not in content and SECRET.encode("utf-16-be") not in content
    assert re.fullmatch(r"[0-9a-f]{16}\.pdf", file.name)
    pdf = PdfReader(BytesIO(content))
    assert len(pdf.pages) == 3
    assert [note.get_object()["/Subtype"] for note in pdf.pages[0]["/Annots"]] == ["/Link"]
    assert not pdf.metadata and pdf.xmp_metadata is None
    assert document.file_size == len(content)


@pytest.mark.parametrize("what", ["script", "named script", "file", "launch", "launch next", "film"])
def test_a_pdf_that_does_more_than_show_its_pages_is_refused(editor, folder, what):
    assert wrong(upload(editor, acting()[what])) == {"file": "acts"}
    assert not list(folder.rglob("*"))


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (a_pdf(), "a.exe", "invalid_extension"),
        (a_pdf(), "a.docx", "invalid_extension"),
        (b"<html><script>alert(1)</script></html>", "a.pdf", "no_pdf"),
        (b"PK\x03\x04" + b"x" * 900, "a.pdf", "no_pdf"),
        (a_pdf()[:-200], "a.pdf", "no_pdf"),
        (b"%PDF-1.7\n" + b"x" * 90 + b"\n%%EOF", "a.pdf", "no_pdf"),
        (b" " + a_pdf(), "a.pdf", "no_pdf"),
        (locked(), "a.pdf", "locked"),
        (b"", "a.pdf", "empty"),
    ],
    ids=["exe", "docx", "page", "zip", "half", "hollow", "not at the beginning", "locked", "nothing"],
)
def test_what_is_no_whole_open_pdf_is_refused(editor, folder, content, name, code):
    found = wrong(upload(editor, content, name))["file"]
    assert found == code or (code == "invalid_extension" and found == "name")
    assert not list(folder.rglob("*"))


def test_a_pdf_that_is_too_large_is_refused(editor, settings):
    settings.LARGEST_UPLOAD = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1_000
    assert wrong(upload(editor, a_pdf(pages=20))) == {"file": "file_too_large"}


@pytest.mark.parametrize(("language", "is_taken"), [("", False), ("xx", False), ("sv", True), ("ckb", True)])
def test_a_pdf_has_a_title_and_a_language(editor, language, is_taken):
    assert (upload(editor, a_pdf(), language=language).status_code == 302) == is_taken
    assert PdfDocument.objects.exists() == is_taken
    assert "title" in wrong(upload(editor, a_pdf(), title=""))


def test_of_several_at_once_each_is_asked_for_its_language_and_no_page_takes_it_before(editor, folder):
    answer = editor.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "esite", "files[]": SimpleUploadedFile("Maria Esite.pdf", a_pdf())},
    ).json()
    assert answer["success"]
    document = PdfDocument.objects.get()
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [document.name]
    block = ArticlePage._meta.get_field("body_fi").stream_block.child_blocks["pdf"]
    with pytest.raises(ValidationError):
        block.clean(document)
    edit = reverse("wagtaildocs:edit_multiple", args=[document.pk])
    form = {f"doc-{document.pk}-{name}": value for name, value in WORDS.items()}
    assert not editor.post(edit, form | {f"doc-{document.pk}-language": ""}).json()["success"]
    assert editor.post(edit, form).json()["success"]
    document.refresh_from_db()
    assert block.clean(document).language == "uk"


def test_a_page_says_what_the_file_is_before_it_is_opened(client, front_page):
    an_article_with(front_page, document := kept())
    page = client.get("/en/help/").content.decode()
    assert f'href="/media/documents/{document.name}" type="application/pdf" hreflang="uk"' in page
    assert '<span lang="uk" dir="ltr">Брошура</span> (PDF, 1\xa0kB, Ukrainian)' in page
    assert "ukraina)" in client.get("/fi/apua/").content.decode()


def test_anyone_is_given_what_a_published_page_offers_and_nobody_what_none_offers(client, editor, front_page):
    page = an_article_with(front_page, document := kept())
    answer = client.get(document.public_url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == "inline"
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert client.post(document.public_url).status_code == 405
    page.unpublish()
    assert client.get(document.public_url).status_code == 404
    assert client.get(document.url).headers["Location"].startswith("/account/login/")
    assert editor.get(document.url).status_code == 200
    for path in (document.file.url.replace("documents", "x"), "/documents/1/0f.pdf", "/media/documents/..%2f0f.pdf"):
        assert client.get(path).status_code == 404


def test_a_pdf_is_baked_with_its_page_and_a_page_is_baked_again_with_its_pdf(front_page, settings):
    page = an_article_with(front_page, document := kept())
    assert bake_at_once([page.pk]) == []
    baked = read(site_settings.BAKED_DIR).answers[document.public_url]
    assert dict(baked.headers)["Cache-Control"] == "no-store"
    assert dict(baked.headers)["Content-Type"] == "application/pdf"
    assert (settings.BAKED_DIR / "tree" / document.public_url.lstrip("/")).read_bytes() == document.file.read()
    Change.objects.all().delete()
    document.title = "Esite"
    document.save()
    assert Change.objects.get().page == page.pk


@pytest.mark.parametrize("how", ["no file", "deleted", "no language"])
def test_a_pdf_that_cannot_be_offered_is_left_out_and_the_editors_are_told(client, front_page, how):
    page = an_article_with(front_page, document := kept())
    if how == "no file":
        Path(document.file.path).unlink()
    elif how == "deleted":
        document.delete()
    else:
        PdfDocument.objects.update(language="")
    answer = client.get("/en/help/")
    assert answer.status_code == 200
    assert "/media/documents/" not in answer.content.decode()
    assert len(bake_at_once([page.pk])) == 2
    assert all("PDF" in failure.reason for failure in Failure.objects.all())


def test_every_language_of_a_pdf_has_a_name_in_the_editor_s_languages():
    for code in LANGUAGES:
        for language in ("fi", "sv", "en"):
            assert language_name(code, language) not in ("", code)

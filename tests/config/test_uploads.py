"""Whose files are taken, where they are kept meanwhile, and how much of them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.roles import Role
from config.uploads import EditorsFileInMemory, NoFileUploadHandler
from tests.people import member, signed_in
from tests.pictures import a_picture

pytestmark = pytest.mark.django_db

ADD = "/editor/images/add/"


def sent(path: str, size: int, user=None, *, files: int = 1):
    """A request with files, as it is when its body has not been read yet."""
    parts = {f"file{n}": SimpleUploadedFile(f"{n}.jpg", b"x" * size, "image/jpeg") for n in range(files)}
    request = RequestFactory().post(path, parts | {"title": "Lake"})
    if user is not None:
        request.user = user
    return request


def test_no_handler_is_django_s_own(settings):
    handlers = [type(handler) for handler in RequestFactory().post("/").upload_handlers]
    assert handlers == [EditorsFileInMemory, NoFileUploadHandler]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
@pytest.mark.parametrize(
    "path",
    [
        ADD,
        "/editor/images/multiple/add/",
        "/editor/images/chooser/create/",
        "/editor/documents/add/",
        "/editor/documents/multiple/add/",
    ],
)
def test_a_file_of_an_editor_stays_in_memory(role, path, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    request = sent(path, 6_000_000, member(role))
    file = request.FILES["file0"]
    assert type(file) is InMemoryUploadedFile
    assert (file.name, file.content_type, file.size) == ("0.jpg", "image/jpeg", 6_000_000)
    assert file.read() == b"x" * 6_000_000
    assert request.POST["title"] == "Lake"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("path", ["/en/contact/", "/intake/", "/account/login/", "/editor/snippets/", "/editor/"])
def test_an_editor_s_file_is_refused_everywhere_else(path):
    request = sent(path, 10, member(Role.EDITOR))
    assert not request.FILES
    assert request.refused_file
    assert request.POST["title"] == "Lake"


@pytest.mark.parametrize("role", [None, Role.INTAKE_WORKER, Role.INTAKE_LEAD, Role.AUDITOR])
def test_nobody_else_s_file_is_read(role):
    request = sent(ADD, 10, member(role) if role else AnonymousUser())
    assert not request.FILES
    assert request.refused_file


def test_a_file_is_refused_before_anyone_has_been_recognised():
    request = sent(ADD, 10)
    assert not request.FILES
    assert request.refused_file


def test_a_made_up_session_opens_nothing(settings):
    browser = Client(enforce_csrf_checks=True)  # it is this check that reads the body first
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        browser.cookies[name] = "a" * 32
    response = browser.post(ADD, {"title": "Lake", "file": SimpleUploadedFile("a.jpg", a_picture())})
    assert response.status_code == 403
    assert response.wsgi_request.refused_file


def test_of_a_file_that_is_too_large_only_the_beginning_is_kept(settings):
    settings.LARGEST_UPLOAD = 100_000
    file = sent(ADD, 300_000, member(Role.EDITOR)).FILES["file0"]
    assert file.size == 300_000
    assert len(file.read()) == 100_000


def test_the_editor_is_told_that_a_file_is_too_large(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = a_picture() + b"\0" * settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    answer = signed_in(Role.EDITOR).post(
        reverse("wagtailimages:add_multiple"), {"title": "Lake", "files[]": SimpleUploadedFile("a.jpg", picture)}
    )
    assert not answer.json()["success"]
    assert "10,0\xa0MB" in answer.json()["error_message"]
    assert not list(tmp_path.iterdir())


def test_two_files_in_one_request_are_refused():

    browser = signed_in(Role.EDITOR)
    files = [SimpleUploadedFile(name, a_picture()) for name in ("a.jpg", "b.jpg")]
    assert browser.post(ADD, {"title": "Lake", "file": files}).status_code == 400

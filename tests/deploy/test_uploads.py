"""Pictures and PDFs of published pages: nginx gives what is baked from the disk, whatever the application does."""

import pytest

from baking.rendering import Rendered
from baking.storing import Shelf
from config.headers import HTTPS_ONLY, PUBLIC
from tests.deploy.stand_ins import TYPED

pytestmark = [pytest.mark.nginx, pytest.mark.once]

PICTURE, PDF = "/media/images/0f.width-320.webp", "/media/documents/0f.pdf"
GIVEN = {
    PICTURE: (b"RIFF", {"content-type": "image/webp", "cache-control": "no-cache"}),
    PDF: (
        b"%PDF-1.7",
        {"content-type": "application/pdf", "cache-control": "no-store", "content-disposition": "inline"},
    ),
}


@pytest.fixture
def front(front_of, baked):
    shelf = Shelf(baked)
    for path, (body, headers) in GIVEN.items():
        shelf.put(path, Rendered(200, tuple((name.title(), value) for name, value in headers.items()), body))
    shelf.save()
    with front_of() as running:
        yield running


@pytest.mark.parametrize("path", GIVEN)
def test_what_is_baked_comes_with_its_kind_and_the_whole_policy(front, path):
    body, headers = GIVEN[path]
    got = front.ask(path, accept_encoding="br, gzip")
    assert (got.status, got.body) == (200, body)
    for name, value in headers.items():
        assert got.header(name) == value
    for name, value in set(PUBLIC) - set(HTTPS_ONLY):
        assert got.header(name) == value


@pytest.mark.parametrize("path", ["/media/original_images/0f.jpg", "/media/images/", "/media/documents/", "/media/"])
def test_all_else_is_left_to_the_application(front, upstream, path):
    with upstream.answering():
        assert front.ask(path).body == TYPED

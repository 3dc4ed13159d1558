"""Pictures that editors upload: what is kept of them, and who is given what."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.images.models import Image

from accounts.roles import Role
from tests.people import signed_in
from tests.pictures import KINDS, SECRET, a_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def editor(folder):
    return signed_in(Role.EDITOR)


def upload(editor, content: bytes, name: str = "Mari in Oulu.jpg", title: str = "Lake"):
    return editor.post(
        reverse("wagtailimages:add"),
        {"title": title, "description": "A lake", "collection": "1", "file": SimpleUploadedFile(name, content)},
    )


def uploaded(editor, kind: str = "jpeg", **size: int) -> Image:
    response = upload(editor, a_picture(kind, **size), f"Mari in Oulu.{kind}")
    assert response.status_code == 302, response.context["form"].errors
    return Image.objects.get()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_the_picture_is_kept_and_it_stands_upright(editor, folder, kind):
    picture = uploaded(editor, kind)
    for size in ("original", "width-100", "max-165x165"):
        picture.get_rendition(size)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 4
    for path in files:
        content = path.read_bytes()
        assert SECRET.encode() not in content, path.name
        assert Pillow.open(BytesIO(content)).getexif() == {}, path.name
        assert "Mari" not in path.name and "Oulu" not in path.name
    assert (picture.title, picture.description) == ("Lake", "A lake")
    assert (picture.width, picture.height) == (320, 640)
    assert Pillow.open(picture.file.path).format.lower() == kind


def test_a_picture_that_is_replaced_is_cleaned_too_and_the_old_one_goes(editor, folder):
    picture = uploaded(editor)
    old = Path(picture.file.path)
    form = {"title": "Lake", "description": "", "collection": "1", "tags": ""}
    focus = dict.fromkeys(["focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"], "")
    form |= focus | {"file": SimpleUploadedFile("b.png", a_picture("png"))}
    assert editor.post(reverse("wagtailimages:edit", args=[picture.pk]), form).status_code == 302
    picture.refresh_from_db()
    assert SECRET.encode() not in Path(picture.file.path).read_bytes()
    assert not old.exists()


def test_only_the_words_of_a_picture_can_be_changed(editor, folder):
    picture = uploaded(editor)
    form = {"title": "Sea", "description": "", "collection": "1", "tags": ""}
    focus = dict.fromkeys(["focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"], "")
    assert editor.post(reverse("wagtailimages:edit", args=[picture.pk]), form | focus).status_code == 302
    changed = Image.objects.get()
    assert (changed.title, changed.file.name) == ("Sea", picture.file.name)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_colour_is_taken(editor, mode, kind):
    written = BytesIO()
    try:
        Pillow.new(mode, (20, 10)).save(written, kind)
    except OSError:
        written = BytesIO()
        Pillow.new("RGB", (20, 10)).save(written, kind)
    assert upload(editor, written.getvalue(), f"a.{kind}").status_code == 302


def test_what_can_be_seen_through_stays_so(editor):
    written = BytesIO()
    see_through = Pillow.new("P", (20, 10))
    see_through.save(written, "png", transparency=0)
    upload(editor, written.getvalue(), "a.png")
    assert Pillow.open(Image.objects.get().file.path).getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'),
        ("a.jpg", b"<script>alert(1)</script>"),
        ("a.html", b"<script>alert(1)</script>"),
        ("a.gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00"),
        ("a.png", a_picture("jpeg")),
        ("a.jpg", a_picture("jpeg")[:1500]),
        ("a.png", a_picture("png")[:-40]),
        ("a.webp", a_picture("webp")[:200]),
        ("a.jpg", b""),
    ],
    ids=[
        "svg",
        "svg as png",
        "script as jpg",
        "page",
        "gif",
        "jpeg as png",
        "half a jpeg",
        "half a png",
        "half a webp",
        "nothing",
    ],
)
def test_what_is_no_whole_picture_is_refused(editor, folder, name, content):
    response = upload(editor, content, name)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not Image.objects.exists()
    assert not list(folder.rglob("*"))


def test_a_picture_of_too_many_points_is_refused_unread(editor, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000
    response = upload(editor, a_picture())
    assert "1000" in str(response.context["form"].errors["file"]).replace(",", "").replace("\xa0", "")


@pytest.mark.parametrize(
    ("kind", "ending", "content_type"), [("jpeg", "jpg", "image/jpeg"), ("png", "png", "image/png")]
)
def test_anyone_is_given_a_picture_in_the_size_of_a_page(editor, client, kind, ending, content_type):
    address = uploaded(editor, kind).get_rendition("width-100").url
    assert address.startswith("/media/images/") and address.endswith(f".{ending}")
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == content_type
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert Pillow.open(BytesIO(response.content)).width == 100
    assert client.post(address).status_code == 405


def test_nobody_is_given_what_was_uploaded(editor, client):
    picture = uploaded(editor)
    whole = picture.get_rendition("original").url
    name = Path(picture.file.name).name
    for path in (whole, picture.file.url, f"/media/{name}", f"/media/images/{name}"):
        for browser in (client, editor):
            assert browser.get(path).status_code == 404, path


@pytest.mark.parametrize(
    "name",
    [
        "../original_images/{name}",
        "..%2foriginal_images%2f{name}",
        "%2e%2e/original_images/{name}",
        "..\\original_images\\{name}",
        "x/../../original_images/{name}",
        "/{name}",
        "..",
        ".",
        "{name}%00.jpg",
        "{name}%0a",
        ".hidden.jpg",
        "page.html",
        "no-such-picture.jpg",
        "a" * 300 + ".jpg",
    ],
)
def test_no_address_leads_out_of_the_folder(editor, client, folder, name):
    picture = uploaded(editor)
    picture.get_rendition("width-100")
    for other in (".hidden.jpg", "page.html"):
        (folder / "images" / other).write_text("secret")
    path = f"/media/images/{name.format(name=Path(picture.file.name).name)}"
    assert client.get(path).status_code == 404
    assert client.generic("GET", path).status_code == 404


def test_the_page_of_a_picture_leads_to_no_address_that_does_not_answer(editor):
    page = editor.get(reverse("wagtailimages:edit", args=[uploaded(editor).pk])).content.decode()
    assert "320x640" in page
    assert ".original." not in page

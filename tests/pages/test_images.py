"""Pictures that editors upload: what is kept of them, and who is given what."""

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from PIL import ImageCms
from PIL.PngImagePlugin import PngInfo

from accounts.roles import Role
from pages.models import Picture
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


WORDS = {"title": "Lake", "alt_fi": "Järvi", "alt_en": "A lake", "collection": "1", "tags": ""}


def upload(editor, content: bytes, name: str = "Mari in Oulu.jpg"):
    return editor.post(reverse("wagtailimages:add"), WORDS | {"file": SimpleUploadedFile(name, content)})


def uploaded(editor, kind: str = "jpeg", **size: int) -> Picture:
    response = upload(editor, a_picture(kind, **size), f"Mari in Oulu.{kind}")
    assert response.status_code == 302, response.context["form"].errors
    return Picture.objects.get()


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
    assert (picture.title, picture.alt_fi, picture.alt_en) == ("Lake", "Järvi", "A lake")
    assert (picture.width, picture.height) == (320, 640)
    assert Pillow.open(picture.file.path).format.lower() == kind


def test_a_picture_that_is_replaced_is_cleaned_too_and_the_old_one_goes(editor, folder):
    picture = uploaded(editor)
    old = Path(picture.file.path)
    form = dict(WORDS)
    focus = dict.fromkeys(["focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"], "")
    form |= focus | {"file": SimpleUploadedFile("b.png", a_picture("png"))}
    assert editor.post(reverse("wagtailimages:edit", args=[picture.pk]), form).status_code == 302
    picture.refresh_from_db()
    assert SECRET.encode() not in Path(picture.file.path).read_bytes()
    assert not old.exists()


def test_only_the_words_of_a_picture_can_be_changed(editor, folder):
    picture = uploaded(editor)
    form = WORDS | {"title": "Sea"}
    focus = dict.fromkeys(["focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"], "")
    assert editor.post(reverse("wagtailimages:edit", args=[picture.pk]), form | focus).status_code == 302
    changed = Picture.objects.get()
    assert (changed.title, changed.file.name) == ("Sea", picture.file.name)


def test_a_large_photograph_is_made_smaller(editor):
    picture = uploaded(editor, "jpeg", width=5_000, height=4_000)
    assert (picture.width, picture.height) == (2_048, 2_560)
    assert SECRET.encode() not in Path(picture.file.path).read_bytes()


def test_sixteen_bits_keep_their_brightness(editor):
    written = BytesIO()
    Pillow.new("I;16", (20, 10), 0x8000).save(written, "png")
    upload(editor, written.getvalue(), "a.png")
    assert Pillow.open(Picture.objects.get().file.path).convert("L").getpixel((5, 5)) == 0x80


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L"])
def test_a_profile_of_colours_is_used_and_not_kept(editor, mode):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    written = BytesIO()
    Pillow.new("RGB", (20, 10), (200, 100, 50)).convert(mode).save(written, "png", icc_profile=profile)
    before = Pillow.open(written).convert("RGB").getpixel((5, 5))
    upload(editor, written.getvalue(), "a.png")
    kept = Pillow.open(Picture.objects.get().file.path)
    assert "icc_profile" not in kept.info
    assert all(abs(a - b) < 3 for a, b in zip(before, kept.convert("RGB").getpixel((5, 5)), strict=True))


def test_a_profile_that_is_none_does_no_harm(editor):
    written = BytesIO()
    Pillow.new("RGB", (20, 10), "teal").save(written, "jpeg", icc_profile=SECRET.encode())
    upload(editor, written.getvalue(), "a.jpg")
    assert SECRET.encode() not in Path(Picture.objects.get().file.path).read_bytes()


def frames(kind: str) -> bytes:
    written = BytesIO()
    others = [Pillow.new("RGB", (20, 10), colour) for colour in ("red", "lime")]
    Pillow.new("RGB", (20, 10), "teal").save(written, kind, save_all=True, append_images=others)
    assert Pillow.open(written).n_frames == 3
    return written.getvalue()


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_a_moving_picture_is_refused(editor, kind):
    response = upload(editor, frames(kind), f"a.{kind}")
    assert response.context["form"].errors.as_data()["file"][0].code == "moves"


def test_of_a_phone_s_picture_with_others_in_the_same_file_the_first_is_kept(editor):
    assert upload(editor, frames("mpo"), "a.jpg").status_code == 302
    kept = Pillow.open(Picture.objects.get().file.path)
    assert (kept.format, getattr(kept, "n_frames", 1)) == ("JPEG", 1)
    assert kept.getpixel((5, 5))[0] < 30


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
    assert Pillow.open(Picture.objects.get().file.path).getpixel((0, 0))[3] == 0


def a_png_that_swells() -> bytes:
    """A small file that names few points and becomes 20 megabytes of words."""
    words = PngInfo()
    words.add_text("Comment", "a" * 20_000_000, zip=True)
    written = BytesIO()
    Pillow.new("RGB", (20, 10)).save(written, "png", pnginfo=words)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'),
        ("a.jpg", b"<script>alert(1)</script>"),
        ("a.html", b"<script>alert(1)</script>"),
        ("a.gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00"),
        ("a.png", a_picture("jpeg")),
        ("a.png", gzip.compress(b'<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>')),
        ("a.webp", b'<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("a.svgz", gzip.compress(b'<svg xmlns="http://www.w3.org/2000/svg"/>')),
        ("a.png", a_png_that_swells()),
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
        "pressed svg as png",
        "svg with doctype as webp",
        "pressed svg",
        "png that swells",
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
    assert not Picture.objects.exists()
    assert not list(folder.rglob("*"))


def test_a_picture_of_too_many_points_is_refused_unread(editor, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000
    response = upload(editor, a_picture())
    assert "1000" in str(response.context["form"].errors["file"]).replace(",", "").replace("\xa0", "")


@pytest.mark.parametrize(
    ("kind", "ending", "content_type"), [("jpeg", "jpg", "image/jpeg"), ("png", "png", "image/png")]
)
def test_what_the_editor_shows_of_a_picture_is_for_those_who_are_signed_in(editor, client, kind, ending, content_type):
    picture = uploaded(editor, kind)
    address = picture.get_rendition("width-100").url
    assert address.startswith("/editor/pictures/") and address.endswith(f".{ending}")
    response = editor.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == content_type
    assert "private" in response.headers["Cache-Control"]
    assert Pillow.open(BytesIO(response.content)).width == 100
    assert editor.post(address).status_code == 405
    assert client.get(address).headers["Location"].startswith("/account/login/")
    assert signed_in(Role.INTAKE_WORKER).get(address).status_code in (302, 403)


def test_nobody_is_given_what_was_uploaded(editor, client):
    picture = uploaded(editor)
    whole = picture.get_rendition("original").url
    name = Path(picture.file.name).name
    public = f"/media/images/{Path(picture.get_rendition('original').file.name).name}"
    for path in (whole, public, picture.file.url, f"/media/{name}", f"/media/images/{name}"):
        for browser in (client, editor):
            answer = browser.get(path)
            assert answer.status_code == 404 or answer.headers["Location"].startswith("/account/login/"), path


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
    for browser, place in ((client, "/media/images/"), (editor, "/editor/pictures/")):
        path = f"{place}{name.format(name=Path(picture.file.name).name)}"
        assert browser.get(path, follow=True).status_code == 404
        assert browser.generic("GET", path).headers["Content-Type"].startswith("text/html")


def test_the_page_of_a_picture_leads_to_no_address_that_does_not_answer(editor):
    page = editor.get(reverse("wagtailimages:edit", args=[uploaded(editor).pk])).content.decode()
    assert "320x640" in page
    assert ".original." not in page

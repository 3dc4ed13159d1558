"""Pictures in pages: the words they need, how a page shows them, and who is given them."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow

from accounts.roles import Role
from baking.baker import bake_at_once
from baking.manifest import body_path, read
from baking.models import Change, Failure
from pages.models import ArticlePage, Picture
from tests.pages.trees import an_article
from tests.people import signed_in
from tests.pictures import a_picture

pytestmark = pytest.mark.django_db

ADD = {"title": "Lake", "collection": "1", "tags": ""}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def editor(front_page):
    return signed_in(Role.EDITOR)


def kept(width: int = 1_600, height: int = 800, **changes: object) -> Picture:
    """A picture in the library, with its words."""
    file = SimpleUploadedFile("0f.jpg", _plain(width, height))
    words = {"title": "Lake", "alt_fi": "Järvi syksyllä", "alt_en": "A lake in autumn"} | changes
    return Picture.objects.create(file=file, **words)


def _plain(width: int, height: int) -> bytes:
    written = BytesIO()
    Pillow.new("RGB", (width, height), "teal").save(written, "jpeg")
    return written.getvalue()


def piece(picture: Picture | int, caption: str = "") -> dict:
    number = picture if isinstance(picture, int) else picture.pk
    return {"type": "picture", "value": {"picture": number, "caption": caption}}


def an_article_with(front_page, picture: Picture | int, caption: str = ""):
    return an_article(front_page, body_fi=[piece(picture, caption)], body_en=[piece(picture, caption)])


def image_in(page: str) -> dict[str, str]:
    """The attributes of the one picture of a page."""
    (found,) = re.findall(r"<img([^>]*)>", page[page.index('class="article"') :])
    return dict(re.findall(r'([a-z]+)="([^"]*)"', found))


# --- The words ---


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, {"alt_fi", "alt_en"}),
        ({"alt_fi": "Järvi"}, {"alt_en"}),
        ({"alt_fi": "  ", "alt_en": "A lake"}, {"alt_fi"}),
        ({"alt_fi": "Järvi", "alt_en": "A lake"}, set()),
        ({"is_decorative": "on"}, set()),
        ({"alt_en": "A lake", "is_decorative": "on"}, {"is_decorative"}),
        ({"alt_fi": "x" * 251, "alt_en": "A lake"}, {"alt_fi"}),
    ],
)
@pytest.mark.parametrize("way", ["add", "edit", "many", "chooser"])
def test_a_picture_has_a_text_in_every_language_or_is_said_to_decorate(editor, way, given, wrong):
    words = {"alt_fi": "", "alt_en": ""} | given
    sent = getattr(Uploads, way)(editor, ADD | words)
    assert sent == wrong
    if not wrong:
        assert Picture.objects.get().is_described
        assert Picture.objects.get().is_decorative == ("is_decorative" in given)


class Uploads:
    """Each way in which words are given to a picture; returns the fields that the form complains of."""

    @staticmethod
    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("lake.jpg", a_picture())

    @classmethod
    def add(cls, editor, words) -> set[str]:
        return _wrong(editor.post(reverse("wagtailimages:add"), words | {"file": cls.file()}))

    @classmethod
    def edit(cls, editor, words) -> set[str]:
        cls.add(editor, ADD | {"alt_fi": "Meri", "alt_en": "Sea"})
        focus = dict.fromkeys(["focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"], "")
        return _wrong(editor.post(reverse("wagtailimages:edit", args=[Picture.objects.get().pk]), words | focus))

    @classmethod
    def many(cls, editor, words) -> set[str]:
        first = editor.post(reverse("wagtailimages:add_multiple"), {"title": "lake", "files[]": cls.file()}).json()
        assert first["success"]
        assert 'name="image-' in first["form"] and "checked" not in first["form"]
        number = first["image_id"]
        form = {f"image-{number}-{name}": value for name, value in words.items()}
        answer = editor.post(reverse("wagtailimages:edit_multiple", args=[number]), form).json()
        if answer["success"]:
            return set()
        return _marked(answer["form"], f"image-{number}-", words)

    @classmethod
    def chooser(cls, editor, words) -> set[str]:
        form = {f"image-chooser-upload-{name}": value for name, value in words.items()}
        answer = editor.post(
            reverse("wagtailimages_chooser:create"), form | {"image-chooser-upload-file": cls.file()}
        ).json()
        if answer["step"] == "chosen":
            return set()
        return _marked(answer["htmlFragment"], "image-chooser-upload-", words)


def _wrong(response) -> set[str]:
    return set() if response.status_code == 302 else set(response.context["form"].errors)


def _marked(form: str, prefix: str, names) -> set[str]:
    """The fields of an HTML form that are marked as wrong."""
    return {name for name in names if re.search(rf'name="{prefix}{name}"[^>]*aria-invalid="true"', form)}


def test_no_form_of_a_picture_has_anything_chosen_and_none_asks_for_a_description_without_language(editor):
    page = editor.get(reverse("wagtailimages:add")).content.decode()
    assert 'name="alt_fi"' in page and 'name="alt_en"' in page
    assert "id_description" not in page
    assert not re.search(r'name="is_decorative"[^>]*checked', page)


def test_several_pictures_at_once_leave_nothing_behind_but_clean_pictures(editor, folder):
    answer = editor.post(reverse("wagtailimages:add_multiple"), {"title": "lake", "files[]": Uploads.file()}).json()
    files = [path.relative_to(folder).parts for path in folder.rglob("*") if path.is_file()]
    assert answer["success"] and len(files) == 1
    assert files[0][0] == "original_images" and "lake" not in files[0][1]


# --- In a page ---


def test_a_page_shows_a_picture_in_several_sizes_with_its_text_in_the_page_s_language(client, front_page):
    an_article_with(front_page, kept(), "Numero on {helpline}")
    page = client.get("/en/help/").content.decode()
    image = image_in(page)

    assert image["alt"] == "A lake in autumn"
    assert (image["width"], image["height"]) == ("1280", "640")
    assert (image["loading"], image["decoding"]) == ("lazy", "async")
    assert re.findall(r"\.webp (\d+)w", image["srcset"]) == ["320", "640", "960", "1280"]
    assert "width-640" in image["src"]
    assert 'Numero on <a href="tel:+358295463177">' in page[page.index("<figcaption") : page.index("</figcaption>")]
    assert image_in(client.get("/fi/apua/").content.decode())["alt"] == "Järvi syksyllä"


def test_a_picture_that_decorates_has_an_empty_text_and_without_caption_there_is_no_line_for_it(client, front_page):
    an_article_with(front_page, kept(alt_fi="", alt_en="", is_decorative=True))
    page = client.get("/en/help/").content.decode()
    assert image_in(page)["alt"] == ""
    assert "<figcaption" not in page


@pytest.mark.parametrize(("width", "sizes"), [(200, ["200"]), (320, ["320"]), (700, ["320", "640", "700"])])
def test_no_picture_is_made_larger_than_it_is(client, front_page, width, sizes):
    an_article_with(front_page, kept(width, 100))
    assert re.findall(r" (\d+)w", image_in(client.get("/en/help/").content.decode())["srcset"]) == sizes


def test_anyone_is_given_what_a_published_page_shows_and_nobody_what_none_shows(client, front_page):
    page = an_article_with(front_page, picture := kept())
    addresses = re.findall(r"/media/images/[\w.-]+", client.get("/en/help/").content.decode())
    assert len(addresses) == 5
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
        assert not answer.cookies
        Pillow.open(BytesIO(answer.content)).load()
    assert client.post(addresses[0]).status_code == 405

    page.unpublish()
    assert picture.renditions.exists()
    for address in addresses:
        assert client.get(address).status_code == 404
    page.save_revision().publish()
    assert client.get(addresses[0]).status_code == 200
    page.refresh_from_db()
    page.body_fi = page.body_en = []
    page.save_revision()
    assert client.get(addresses[0]).status_code == 200, "a draft takes nothing away"
    page.save_revision().publish()
    assert client.get(addresses[0]).status_code == 404


def test_a_draft_shows_its_pictures_to_staff_alone(client, editor, front_page):
    page = an_article_with(front_page, kept())
    page.unpublish()
    shown = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    address = image_in(shown)["src"]
    assert address.startswith("/editor/pictures/") and "/media/" not in shown
    assert editor.get(address).status_code == 200
    assert client.get(address).status_code == 302
    assert client.get(address.replace("/editor/pictures/", "/media/images/")).status_code == 404


# --- What is missing ---


def ruined(picture: Picture, how: str) -> None:
    path = Path(picture.file.path)
    if how == "no file":
        path.unlink()
    elif how == "half a file":
        path.write_bytes(path.read_bytes()[:400])
    elif how == "another file":
        path.write_bytes(b"<svg/>")
    elif how == "no text":
        Picture.objects.filter(pk=picture.pk).update(alt="", alt_fi="", alt_en="")
    else:
        picture.delete()


RUINS = ["no file", "half a file", "another file", "no text", "deleted"]


@pytest.mark.parametrize("how", RUINS)
def test_a_picture_that_cannot_be_shown_is_left_out_and_the_editors_are_told(client, editor, front_page, how):
    page = an_article_with(front_page, picture := kept(), "Kuvateksti")
    ruined(picture, how)
    answer = client.get("/en/help/")
    assert answer.status_code == 200
    assert "<img" not in answer.content.decode().split('class="article"')[1]

    (failure, _other) = bake_at_once([page.pk])
    assert "picture" in failure.reason.lower() or "kuva" in failure.reason.lower()
    assert "/en/help/" in read_baked()
    told = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert failure.path in told
    page.body_fi = page.body_en = [("text", "<p>Teksti.</p>")]
    page.save_revision().publish()
    bake_at_once([page.pk])
    assert not Failure.objects.exists()


def read_baked() -> dict:
    return dict(read(site_settings.BAKED_DIR).answers)


@pytest.mark.parametrize("how", RUINS[:1] + RUINS[3:4])
def test_a_page_does_not_take_a_picture_that_cannot_be_shown(editor, front_page, how):
    picture = kept()
    ruined(picture, how)
    block = ArticlePage._meta.get_field("body_fi").stream_block.child_blocks["picture"]
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({"picture": picture.pk, "caption": ""}))
    assert refused.value.block_errors["picture"]


def test_a_size_that_is_lost_is_made_again(client, front_page, folder):
    an_article_with(front_page, kept())
    first = image_in(client.get("/en/help/").content.decode())["src"]
    for path in (folder / "images").iterdir():
        path.unlink()
    again = image_in(client.get("/en/help/").content.decode())["src"]
    assert client.get(again).status_code == 200
    assert first.rsplit("/", 1)[0] == again.rsplit("/", 1)[0]


# --- Baked ---


def test_the_pictures_of_a_page_are_baked_with_it(client, front_page, settings):
    page = an_article_with(front_page, kept())
    assert bake_at_once([page.pk]) == []
    baked = read_baked()
    images = {path: answer for path, answer in baked.items() if path.startswith("/media/images/")}
    assert len(images) == 4
    for path, answer in images.items():
        assert dict(answer.headers)["Content-Type"] == "image/webp"
        content = body_path(settings.BAKED_DIR, answer.body).read_bytes()
        assert Pillow.open(BytesIO(content)).format == "WEBP"
        assert (settings.BAKED_DIR / "tree" / path.lstrip("/")).read_bytes() == content


@pytest.mark.parametrize("act", ["words", "deleted"])
def test_a_page_is_baked_again_when_its_picture_changes(front_page, act):
    page = an_article_with(front_page, picture := kept())
    kept()
    Change.objects.all().delete()
    if act == "words":
        picture.alt_en = "A sea"
        picture.save()
    else:
        picture.delete()
    assert set(Change.objects.values_list("page", flat=True)) == {page.pk}


def test_a_new_picture_has_nothing_baked(front_page):
    Change.objects.all().delete()
    kept()
    assert not Change.objects.exists()

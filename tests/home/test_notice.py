"""The notice on every page: set by one publisher, on every public page, gone at its end, database or not."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from accounts.roles import Role
from baking.models import Change
from config.errors import error_page
from home.notice import SiteNotice, current_notice, take_down_ended
from home.remembered import forget_all, keep_all
from tests.pages.trees import an_article
from tests.people import signed_in

ADDRESS = "/editor/settings/home/sitenotice/1/"
TEXTS = {"text_fi": "Puhelin ei toimi.", "text_en": "The phone does not work."}


def notice(ends_in: float = 3600, **changes: object) -> SiteNotice:
    """Shown until `ends_in` seconds from now."""
    ends_at = timezone.now() + timedelta(seconds=ends_in)
    return SiteNotice(**({"is_shown": True, "ends_at": ends_at} | TEXTS | changes))


def shown() -> tuple[str, ...]:
    found = current_notice()
    return found.paragraphs if found else ()


def end_it() -> None:
    SiteNotice.objects.update(ends_at=timezone.now() - timedelta(seconds=1))


def test_there_is_none_at_first(db, front_page, client):
    assert current_notice() is None
    assert "site-notice" not in client.get("/fi/").content.decode()


def test_it_is_read_in_the_language_of_the_page(db):
    notice().save()
    with translation.override("fi"):
        assert shown() == ("Puhelin ei toimi.",)
    with translation.override("en"):
        assert shown() == ("The phone does not work.",)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("text_en", {"text_en": ""}),
        ("text_fi", {"text_fi": " \n"}),
        ("text_fi", {"text_fi": "Soita {foo}."}),
        ("ends_at", {"ends_at": None}),
        ("ends_at", {"ends_in": -1}),
    ],
)
def test_one_that_somebody_cannot_read_or_that_never_ends_is_refused(db, name, changes):
    notice().full_clean()
    with pytest.raises(ValidationError) as refused:
        notice(**changes).full_clean()
    assert name in refused.value.message_dict


def test_one_that_is_not_shown_may_be_unfinished(db):
    notice(is_shown=False, ends_at=None, text_en="").full_clean()
    notice(is_shown=False).save()
    assert current_notice() is None


def test_it_is_not_shown_after_its_end_whoever_has_or_has_not_taken_it_down(db):
    notice(ends_in=-1).save()
    assert current_notice() is None


def test_it_is_taken_down_at_its_end_with_a_bake_row_and_once(db):
    notice().save()
    Change.objects.all().delete()
    take_down_ended()
    assert SiteNotice.objects.get().is_shown
    assert not Change.objects.exists()

    end_it()
    take_down_ended()
    assert not SiteNotice.objects.get().is_shown
    assert [change.page for change in Change.objects.all()] == [None]

    take_down_ended()
    assert Change.objects.count() == 1


@pytest.mark.parametrize(
    "path", ["/fi/", "/en/help/", "/en/contact/", "/fi/ammattilaisen-yhteydenotto/", "/fi/vastaus/", "/fi/ei-ole/"]
)
def test_it_stands_under_the_exit_of_every_page(front_page, client, path):
    an_article(front_page)
    notice(text_fi="Soita {emergency}.\nTai kirjoita.", text_en="Call {emergency}.\nOr write.").save()
    page = client.get(path).content.decode()
    exit_, place, header = (page.index(part) for part in ('id="quick-exit"', 'class="site-notice"', "<header"))
    assert exit_ < place < header
    assert '<a href="tel:112">112</a>.</p>' in page[place:header]
    assert page[place:header].count("<p>") == 2


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 500, 503])
def test_it_stands_on_error_pages(db, rf, status):
    notice().save()
    page = error_page(rf.get("/en/"), status, str(status), kilobytes=256).content.decode()
    assert "The phone does not work." in page


def test_what_staff_see_is_without_it(db, client):
    notice().save()
    for path in ("/account/login/", "/editor/nothing-here/", "/intake/"):
        assert "The phone does not work." not in client.get(path, follow=True).content.decode()


def test_what_is_typed_into_it_is_text(front_page, client):
    notice(text_fi="<script>1</script>").save()
    assert "<p>&lt;script&gt;1&lt;/script&gt;</p>" in client.get("/fi/").content.decode()


def test_a_language_without_a_text_shows_the_default_one_and_says_so(front_page, client):
    notice(text_en="").save()
    assert '<p lang="fi" dir="ltr">Puhelin ei toimi.</p>' in client.get("/en/").content.decode()


def test_without_a_database_it_stays_until_its_end(front_page, settings, database_gone):
    notice().save()
    settings.BAKED_DIR.mkdir()
    keep_all()
    forget_all()
    with translation.override("fi"), database_gone:
        assert shown() == ("Puhelin ei toimi.",)


def test_without_a_database_it_is_gone_after_its_end(front_page, settings, database_gone):
    notice(ends_in=-1).save()
    settings.BAKED_DIR.mkdir()
    keep_all()
    forget_all()
    with database_gone:
        assert current_notice() is None


def test_one_publisher_alone_sets_it_and_an_editor_cannot(front_page):
    ends_at = timezone.localtime() + timedelta(hours=1)
    form = TEXTS | {"is_shown": "on", "ends_at": ends_at.strftime("%Y-%m-%d %H:%M")}
    SiteNotice.load()

    assert signed_in(Role.EDITOR).post(ADDRESS, form).status_code in {302, 403}
    assert current_notice() is None

    publisher = signed_in(Role.PUBLISHER)
    assert publisher.get(ADDRESS).status_code == 200
    Change.objects.all().delete()
    assert publisher.post(ADDRESS, form).status_code == 302
    assert shown() == ("Puhelin ei toimi.",)
    assert [change.page for change in Change.objects.all()] == [None]

    for wrong in ({"text_en": ""}, {"text_fi": "a" * 401}, {"ends_at": "2020-01-01 12:00"}):
        assert publisher.post(ADDRESS, form | wrong).status_code == 200
    assert shown() == ("Puhelin ei toimi.",)
    assert publisher.post(ADDRESS, TEXTS | {"ends_at": ""}).status_code == 302
    assert current_notice() is None

"""The editor's start page says in a line each what is due, and leads there and to what is done most often."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from baking.models import Failure
from home.models import FrontPage
from tests.editing.reading import publish
from tests.pages.editing import create
from tests.pages.trees import an_article, an_easy_article
from tests.people import signed_in


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture(autouse=True)
def nothing_due(front_page) -> None:
    FrontPage.objects.update(review_by=day(365))


def an_article_not_due(front_page, **changes):
    return an_article(front_page, review_by=day(365), **changes)


def panel(browser, number: int = 0) -> list[tuple[str, str]]:
    """Text and address of each line: of what is due, or of what is often done."""
    page = browser.get("/editor/").content.decode()
    names = ("due-section", "acts-section")
    if f'id="{names[number]}"' not in page:
        return []
    part = page.partition(f'id="{names[number]}"')[2].partition("</section>")[0]
    found = re.findall(r'<li[^>]*><a [^>]*href="([^"]+)">(.*?)</a>', part, re.DOTALL)
    return [(re.sub(r"<.*?>|\s+", " ", text, flags=re.DOTALL).strip(), unescape(url)) for url, text in found]


def due(browser) -> list[str]:
    return [text for text, _url in panel(browser)]


def test_when_nothing_is_due_it_says_so(editor, front_page):
    an_article_not_due(front_page)
    assert panel(editor) == []
    assert "Nothing is due." in editor.get("/editor/").content.decode()


def test_each_thing_is_a_line_with_its_count_and_the_line_leads_to_as_many_rows(editor, front_page):
    me = User.objects.get(username="editor-person")
    an_article(front_page, heading_fi="a", address_fi="a", address_en="a", review_by=day(-1), responsible=me)
    an_article(front_page, heading_fi="b", address_fi="b", address_en="b", review_by=day(3))
    an_article(front_page, heading_fi="c", address_fi="c", address_en="c", to_confirm="x")
    page = an_easy_article(front_page, heading_fi="d", address_fi="d", address_en="d", easy_body_en=None)
    publish(page, body_fi='<p><a linktype="page" id="999999">x</a></p>', easy_body_fi="<p>x</p>", review_by=day(99))
    page = an_easy_article(front_page, heading_fi="e", address_fi="e", address_en="e", review_by=day(99))
    publish(page, body_fi="<p>Uusi.</p>", easy_body_fi="<p>Uusi.</p>", body_en=[])
    Failure.objects.create(path="/en/x/", page=None, reason="x")
    page = an_easy_article(front_page, heading_fi="f", address_fi="f", address_en="f", review_by=day(99))
    publish(page, body_en="<p>New.</p>")

    lines = panel(editor)
    assert [text for text, _url in lines] == [
        "Readers do not see 1 page as it should be.",
        "1 link inside the site is broken.",
        "You are responsible for 1 page that is to be looked at again.",
        "1 page should have been looked at again by now.",
        "1 page is to be looked at again within 30 days.",
        "1 page has no day on which somebody looks at it again.",
        "1 translation is older than the Finnish.",
        "1 translation is missing.",
        "1 easy version is older than its text.",
        "1 easy version is missing in one language.",
        "1 thing is to be confirmed.",
    ]
    for text, url in lines:
        page = editor.get(url).content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
        assert page.count("<tr") == 1, (text, url)


def test_what_waits_for_approval_is_told_to_those_who_may_approve_it(editor, publisher, front_page):
    create(editor, front_page, "action-submit")
    line = "1 page waits for your approval."
    assert line in due(publisher)
    assert line not in due(editor)


def test_it_leads_to_what_the_role_does_most_often(editor, publisher, front_page):
    notice = ("Put a notice on every page", "/editor/settings/home/sitenotice/")
    assert panel(publisher, 1)[0] == notice
    assert notice not in panel(editor, 1)
    for browser in (publisher, editor):
        assert ("Write a new page", f"/editor/pages/{front_page.pk}/add_subpage/") in panel(browser, 1)
        for _text, url in panel(browser, 1):
            assert browser.get(url, follow=True).status_code == 200


def test_an_administrator_is_told_nothing_of_pages_and_led_to_the_accounts(front_page):
    page = an_article(front_page)
    Failure.objects.create(path="/en/help/", page=page.pk, reason="x")
    administrator = signed_in(Role.ADMINISTRATOR)
    administrator.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert panel(administrator, 1) == [("Staff accounts", "/editor/staff/")]
    shown = administrator.get("/editor/").content.decode()
    assert 'id="due-section"' not in shown
    assert "/en/help/" not in shown


def test_it_does_not_count_pages_and_pictures(editor, front_page):
    assert "w-summary" not in editor.get("/editor/").content.decode()

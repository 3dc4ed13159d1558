"""Shared lines and facts inside text: printed safely, in the right language, never missing."""

import re

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString

from accounts.roles import Role
from home.content import shared
from home.models import SharedText
from tests.people import signed_in

HELPLINE = '<a href="tel:+358295463177">029 54 63 177</a>'


def rendered(template: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template("{% load shared %}" + template).render(Context(context))


def with_facts(text: str) -> str:
    return rendered("{{ text|with_facts }}", text=text)


def test_numbers_and_addresses_become_links(db):
    assert with_facts("Call {helpline}.") == f"Call {HELPLINE}."
    assert with_facts("{helpline_abroad}") == '<a href="tel:+358295463177">+358 29 546 3177</a>'
    assert with_facts("{emergency}") == '<a href="tel:112">112</a>'
    assert with_facts("{email}") == (
        '<a href="mailto:ihmiskauppa.auttamisjarjestelma@migri.fi">ihmiskauppa.auttamisjarjestelma@migri.fi</a>'
    )
    assert with_facts("{days} days") == "7 days"


def test_a_place_in_the_law_is_written_once_and_shown_in_every_text_that_names_it(db):
    text = "Permits ({law_residence_permit})."
    assert with_facts(text) == "Permits (Aliens Act, section\xa052\xa0a)."
    assert rendered("{{ text|with_facts }}", "fi", text=text) == "Permits (ulkomaalaislaki, 52\xa0a\xa0§)."
    SharedText(key="law_residence_permit", text_fi="uusi laki, 1 §", text_en="New & better Act, section 1").save()
    assert with_facts(text) == "Permits (New &amp; better Act, section 1)."


def test_plain_text_is_escaped_and_trusted_html_is_not(db):
    assert with_facts("<b>{helpline}</b>") == f"&lt;b&gt;{HELPLINE}&lt;/b&gt;"
    assert with_facts(SafeString("<b>{helpline}</b>")) == f"<b>{HELPLINE}</b>"


@pytest.mark.parametrize(
    "text",
    ["{nobody}", "{law_of_nobody}", "{", "{}", "{ helpline }", "{HELPLINE}", "{helpline", "{0}", "{helpline.x}"],
)
def test_what_is_no_placeholder_stays_as_written(db, text):
    assert with_facts(text) == text


def test_no_link_is_put_into_a_link_or_a_tag(db):
    assert (
        with_facts(SafeString('<a href="/">{helpline}</a> {helpline}')) == f'<a href="/">029 54 63 177</a> {HELPLINE}'
    )
    assert with_facts(SafeString('<p title="{helpline}">x</p>')) == '<p title="{helpline}">x</p>'
    assert with_facts(SafeString("<abbr>{helpline}</abbr>")) == f"<abbr>{HELPLINE}</abbr>"


def test_a_shared_text_is_a_paragraph_a_line(db):
    SharedText.objects.create(key="under_18", text_fi="Hei.", text_en="Call {helpline}.\n\n Or <write>. \n")

    assert rendered("{% shared_text 'under_18' %}") == f"<p>Call {HELPLINE}.</p>\n<p>Or &lt;write&gt;.</p>"


def test_its_own_words_are_escaped(db):
    SharedText.objects.create(key="under_18", text_en="{number} after {days} days")

    assert rendered("{% shared_text 'under_18' number=typed %}", typed="<1>") == "<p>&lt;1&gt; after 7 days</p>"
    assert rendered("{% shared_text 'under_18' days=3 number=1 %}") == "<p>1 after 3 days</p>"


def test_a_text_missing_in_a_language_says_which_language_it_is_in(db):
    SharedText.objects.create(key="under_18", text_fi="Hei.", text_en="")

    assert rendered("{% shared_text 'under_18' %}") == '<p lang="fi" dir="ltr">Hei.</p>'
    assert rendered("{% shared_text 'under_18' %}", "fi") == "<p>Hei.</p>"


def test_every_text_is_there_before_and_without_the_database(db, database_gone):
    with database_gone:
        for key in shared()["texts"]:
            assert rendered("{% shared_text key %}", key=key).startswith("<p>")


def test_an_unknown_key_shows_nothing_and_is_logged(db, caplog):
    assert rendered("[{% shared_text 'nobody' %}]") == "[]"
    assert "nobody" in caplog.text


def test_all_texts_are_read_by_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(2):
        rendered("{% shared_text 'under_18' %}{% shared_text 'worried' %}{% shared_text 'no_channel' %}")


def test_every_key_in_a_template_is_seeded(project_files):
    used = {
        key
        for pattern in ("*.html", "*.txt")
        for _path, text in project_files(pattern)
        for key in re.findall(r"{%\s*shared_text\s+[\"']([a-z0-9_]+)", text)
    }
    assert used
    assert used <= shared()["texts"].keys()


def test_a_publisher_changes_a_text_in_the_editor_but_neither_adds_nor_deletes_one(front_page):
    text = SharedText.objects.create(key="under_18", text_fi="Hei.", text_en="Hello.")
    publisher = signed_in(Role.PUBLISHER)
    edit = f"/editor/snippets/home/sharedtext/edit/{text.pk}/"

    assert "under_18" in publisher.get(edit).content.decode()
    assert publisher.post(edit, {"text_fi": "Moi.", "text_en": "Hi."}).status_code == 302
    assert rendered("{% shared_text 'under_18' %}") == "<p>Hi.</p>"
    assert publisher.post(edit, {"text_fi": "Moi.", "text_en": ""}).status_code == 200

    publisher.post(f"/editor/snippets/home/sharedtext/delete/{text.pk}/")
    publisher.post("/editor/snippets/home/sharedtext/add/", {"text_fi": "a", "text_en": "a"})
    assert SharedText.objects.count() == 1


@pytest.mark.parametrize("language", ["fi", "en", "sv"])
def test_the_neutral_column_is_finnish_whatever_language_the_editor_reads(db, language):
    with translation.override(language):
        SharedText.objects.create(key="under_18", text_fi="Hei.", text_en="Hello.")

    assert SharedText.objects.rewrite(False).values_list("text", flat=True)[0] == "Hei."

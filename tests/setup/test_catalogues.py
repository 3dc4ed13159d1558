"""Every text of the interface is in every catalogue, translated, and nothing else is."""

import io
from gettext import GNUTranslations

import pytest
from babel.messages.pofile import read_po

import catalogues

pytestmark = pytest.mark.once


def test_the_catalogues_say_what_code_and_templates_say():
    assert {catalogues.language_of(path) for path in catalogues.files()} >= {"fi", "en", "sv"}
    assert catalogues.faults() == []


def test_what_django_reads_is_compiled_from_them():
    for path in catalogues.files():
        with path.with_suffix(".mo").open("rb") as file:
            compiled = GNUTranslations(file)
        for message in catalogues.read(path):
            if not message.id:
                continue
            if isinstance(message.id, tuple):
                read = tuple(compiled.ngettext(*message.id, number) for number in (1, 2))
            elif message.context:
                read = compiled.pgettext(message.context, message.id)
            else:
                read = compiled.gettext(message.id)
            assert read == message.string


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A project of one file of code and one template."""
    (tmp_path / "home" / "templates").mkdir(parents=True)
    (tmp_path / "home" / "views.py").write_text('_("Not in \\"code\\" alone")\npgettext_lazy("verb", "Open")\n')
    (tmp_path / "home" / "templates" / "page.html").write_text(
        '{% load i18n %}\n<p>  {% translate "Help" %}\n    {% blocktranslate trimmed count n=n %}\n'
        "      {{ n }} day\n    {% plural %}\n  {{ n }} days\n{% endblocktranslate %}</p>{{ _('Now')|upper }}"
    )
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path / "locale")
    return tmp_path


def test_texts_are_found_in_code_and_templates(room):
    found = {catalogues.key(message) for message in catalogues.extracted() if message.id}
    assert found == {
        (None, 'Not in "code" alone'),
        ("verb", "Open"),
        (None, "Help"),
        (None, ("%(n)s day", "%(n)s days")),
        (None, "Now"),
    }


def test_bringing_up_to_date_keeps_translations_and_guesses_none(room):
    path = room / "locale" / "fi" / "LC_MESSAGES" / "django.po"
    catalogues.update(path, catalogues.extracted())
    path.write_text(path.read_text().replace('msgid "Help"\nmsgstr ""', 'msgid "Help"\nmsgstr "Apua"'))
    template = room / "home" / "templates" / "page.html"
    template.write_text(template.read_text().replace("'Now'", "'Now!'"))
    catalogues.update(path, catalogues.extracted())
    once = path.read_text()
    assert 'msgstr "Apua"' in once
    assert "fuzzy" not in once
    assert '"Now"' not in once
    catalogues.update(path, catalogues.extracted())
    assert path.read_text() == once


def test_what_is_wrong_with_a_catalogue_is_said(room):
    path = room / "locale" / "fi" / "LC_MESSAGES" / "django.po"
    catalogues.update(path, catalogues.extracted())
    text = path.read_text()
    path.write_text(
        text.replace('msgid "Help"', 'msgid "Gone"').replace(
            'msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%(n)s päivä"\nmsgstr[1] "%(m)s päivää"'
        )
    )
    said = " ".join(catalogues.faults())
    assert "lacks 'Help'" in said
    assert "holds 'Gone'" in said
    assert "no finished translation of 'Now'" in said
    assert "mistranslates" in said


def test_the_english_catalogue_is_complete_by_itself(room):
    path = room / "locale" / "en" / "LC_MESSAGES" / "django.po"
    catalogues.update(path, catalogues.extracted())
    catalog = read_po(io.BytesIO(path.read_bytes()), locale="en")
    assert catalog.get("Help").string == "Help"
    assert catalog.get(("%(n)s day", "%(n)s days")).string == ("%(n)s day", "%(n)s days")


def test_a_language_of_the_editor_alone_has_what_staff_read_in_it_and_nothing_else(room):
    templates = room / "site" / "editing" / "templates"
    templates.mkdir(parents=True)
    (templates / "report.html").write_text('{% load i18n %}{% translate "Report" %}{% translate "Help" %}')
    found = catalogues.extracted()
    path = room / "locale" / "sv" / "LC_MESSAGES" / "django.po"
    catalogues.update(path, catalogues.read_in("sv", found))
    kept = {catalogues.key(message) for message in catalogues.read(path) if message.id}
    # "Help" stands on a public page as well; "Now" only there.
    assert kept == {(None, 'Not in "code" alone'), ("verb", "Open"), (None, "Report"), (None, "Help")}
    path.write_text(path.read_text().replace('msgid "Report"', 'msgid "Now"'))
    said = list(catalogues.faults_of(path, found))
    assert any("lacks 'Report'" in fault for fault in said)
    assert any("holds 'Now'" in fault for fault in said)
    assert any("no finished translation of 'Help'" in fault for fault in said)


def test_no_language_is_given_the_words_of_another(room, monkeypatch):
    monkeypatch.setattr("sys.argv", ["catalogues.py", "update"])
    catalogues.main()
    for language, string in (("fi", ""), ("sv", ""), ("en", "Open")):
        catalog = catalogues.read(room / "locale" / language / "LC_MESSAGES" / "django.po")
        assert catalog.get("Open", "verb").string == string, language


def test_what_belongs_to_the_editor_is_named_by_paths_that_exist():
    for beginning in (*catalogues.EDITOR, *catalogues.NOT_EDITOR):
        assert list(catalogues.ROOT.glob(f"{beginning}*")), beginning

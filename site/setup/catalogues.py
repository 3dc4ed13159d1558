"""Message catalogues: the interface's texts in every language, locale/<language>/LC_MESSAGES/django.po.

    python site/setup/catalogues.py            compile each .po to the .mo that Django reads
    python site/setup/catalogues.py update     bring the .po files up to date with code and templates
    python site/setup/catalogues.py check      say what is missing, left over, fuzzy or untranslated

All by Babel: none of the gettext programs has to be installed. Django turns a template into something
that reads like calls of gettext, and Babel finds calls of gettext.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize

from stop import Stop, finish

ROOT = Path(__file__).resolve().parent.parent.parent
LOCALE = ROOT / "locale"
ROOMS = ("home", "pages", "referrals", "site")
# The language of the texts in code; its catalogue is complete by itself.
SOURCE_LANGUAGE = "en"
# Those of the site, which have every text.
LANGUAGES = ("fi", SOURCE_LANGUAGE)
# Those that only the editor speaks have only what staff read in it: what stands in one of EDITOR, by the beginning of
# its path, and in none of NOT_EDITOR.
EDITOR_LANGUAGES = ("sv",)
EDITOR = (
    "home/",
    "pages/",
    "site/accounts/",
    "site/baking/",
    "site/config/settings.py",
    "site/config/uploads.py",
    "site/editing/",
    "site/templates/wagtail",
)
NOT_EDITOR = (
    "home/navigation.py",
    "home/search/",
    "home/templates/",
    "home/templatetags/",
    "pages/figure_file.py",
    "pages/templates/pages/",
    "pages/templatetags/",
)
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""

Key = tuple[str | None, str | list[str] | tuple[str, ...]]


def key(message: Message) -> Key:
    """What tells one text from another: its context and its source text, plural included."""
    return message.context, message.id


def is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _sources() -> Iterator[tuple[Path, str]]:
    """Each file of ours that may hold texts, and the same as Python source."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            inside = path.relative_to(ROOT).parts
            if "migrations" in inside or inside[:2] == ("site", "setup"):
                continue
            if path.suffix == ".py":
                yield path, path.read_text(encoding="utf-8")
            elif path.suffix in {".html", ".txt"} and "templates" in inside:
                calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
                # The indentation of a template means nothing, that of Python does.
                yield path, "\n".join(line.lstrip() for line in calls.splitlines())


def extracted() -> Catalog:
    """Every text of code and templates, with the files it is in."""
    found = Catalog(charset="utf-8")
    for path, source in _sources():
        file = io.BytesIO(source.encode())
        for _, text, comments, context in extract("python", file, KEYWORDS, comment_tags=("Translators:",)):
            place = [(str(path.relative_to(ROOT)), 0)]
            found.add(text, None, place, auto_comments=comments, context=context)
    return found


def read_in(language: str, found: Catalog) -> Catalog:
    """Those of the texts `found` that are read in `language`."""
    if language not in EDITOR_LANGUAGES:
        return found
    part = Catalog(charset="utf-8")
    for message in found:
        places = [place for place, _line in message.locations]
        if any(place.startswith(EDITOR) and not place.startswith(NOT_EDITOR) for place in places):
            part.add(message.id, None, message.locations, auto_comments=message.auto_comments, context=message.context)
    return part


def files() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def language_of(path: Path) -> str:
    return path.parent.parent.name


def read(path: Path) -> Catalog:
    try:
        with path.open("rb") as file:
            catalog = read_po(file, locale=language_of(path), abort_invalid=True)
    except PoFileError as error:
        raise Stop(f"{path.relative_to(ROOT)} cannot be read as a catalogue: {error}") from error
    # No moment of the machine in the compiled file: the same texts give the same bytes.
    catalog.creation_date = catalog.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    return catalog


def compile_all() -> None:
    """Write each .mo that is missing or differs from its .po."""
    for path in files():
        compiled = io.BytesIO()
        write_mo(compiled, read(path))
        target = path.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != compiled.getvalue():
            target.write_bytes(compiled.getvalue())


def update(path: Path, found: Catalog) -> None:
    """Take in new texts, drop those that are gone, keep every translation of the others; guess nothing."""
    catalog = read(path) if path.exists() else Catalog(language_of(path))
    catalog.update(found, no_fuzzy_matching=True)
    if language_of(path) == SOURCE_LANGUAGE:
        for message in catalog:
            if message.id and not is_translated(message):
                message.string = message.id
    written = io.BytesIO()
    write_po(
        written, catalog, width=110, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    header = HEADER.format(language=language_of(path), plural=catalog.plural_forms)
    path.write_bytes(header.encode() + written.getvalue().lstrip())


def faults_of(path: Path, found: Catalog) -> Iterator[str]:
    """What is wrong with one catalogue, a sentence each, where code and templates have the texts `found`."""
    catalog = read(path)
    where = path.relative_to(ROOT)
    wanted = {key(message) for message in read_in(language_of(path), found) if message.id}
    present = {key(message) for message in catalog if message.id}
    for _, text in sorted(wanted - present, key=repr):
        yield f"{where} lacks {text!r}; run make messages and translate it."
    for _, text in sorted(present - wanted, key=repr):
        yield f"{where} holds {text!r}, which no code or template shows; run make messages."
    for message in catalog:
        if message.id and (message.fuzzy or not is_translated(message)):
            yield f"{where} has no finished translation of {message.id!r}."
        for error in message.check(catalog):
            yield f"{where} mistranslates {message.id!r}: {error}."


def faults() -> list[str]:
    found = extracted()
    return [fault for path in files() for fault in faults_of(path, found)]


def main() -> None:
    match sys.argv[1:]:
        case []:
            compile_all()
        case ["update"]:
            found = extracted()
            for language in (*LANGUAGES, *EDITOR_LANGUAGES):
                update(LOCALE / language / "LC_MESSAGES" / "django.po", read_in(language, found))
            compile_all()
        case ["check"]:
            found_faults = faults()
            if found_faults:
                print("\n".join(found_faults))
                raise Stop(f"The catalogues differ from code and templates in {len(found_faults)} places.")
        case _:
            raise Stop("Say nothing, update or check behind catalogues.py.")


if __name__ == "__main__":
    finish(main)

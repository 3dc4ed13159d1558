"""All text that set-up puts into an empty site, as passages: per page, language and level of language."""

from collections.abc import Iterator

from home.content.documents import Documents
from home.facts import Facts
from home.language.reader import Reader, Reading, levels

SHARED_TEXTS = "shared texts"


def readings(documents: Documents) -> Iterator[Reading]:
    """Every page of `documents` in each language, its easy text apart; then all shared texts, which stand on
    the forms too. Numbers stand where the content has their names."""
    reader = Reader(Facts(**documents.facts), documents.texts)
    for page in documents.pages:
        for language, table in page.languages.items():
            for level, shown in levels(table):
                yield Reading(page.key, language, level, tuple(reader.read(shown, "", language)))
    for language in documents.pages[0].languages:
        lines = [line for text in documents.texts.values() for line in reader.lines(text[language], language)]
        yield Reading(SHARED_TEXTS, language, "standard", tuple(lines))

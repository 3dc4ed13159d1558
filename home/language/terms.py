"""Words that the subject cannot do without, however long: each explained wherever a page first uses it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from home.content import FOLDER, LANGUAGES, read, require_keys
from home.language.reader import Reading
from home.language.seeded import SHARED_TEXTS

FILE = "terms.toml"


@dataclass(frozen=True)
class Term:
    """`stems`: how its forms begin, in small letters. `explained_by`: beginnings of sentences that explain it,
    any one will do; none for names, and for terms whose explanation is the subject of the whole site."""

    term: str
    stems: tuple[str, ...]
    explanation: str
    explained_by: tuple[str, ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, self.stems))})", re.IGNORECASE)


@dataclass(frozen=True)
class Terms:
    by_language: Mapping[str, tuple[Term, ...]]

    def has(self, word: str, language: str) -> bool:
        """Whether `word` is a form of a term."""
        return any(term.pattern.match(word) for term in self.by_language[language])

    def unexplained(self, reading: Reading) -> Iterable[str]:
        """The terms that `reading` uses and does not explain in the passage of the first use, before it, or in
        the few after it. Shared texts are explained by the pages that they stand on."""
        if reading.page == SHARED_TEXTS:
            return
        for term in self.by_language[reading.language]:
            if term.explained_by and not _is_explained(term, reading):
                yield term.term


# As many passages later an explanation still belongs to the first use: a heading stands above what explains it.
_NEAR = 3


def _is_explained(term: Term, reading: Reading) -> bool:
    texts = [passage.text for passage in reading.passages]
    first = next((place for place, text in enumerate(texts) if term.pattern.search(text)), None)
    if first is None:
        return True
    near = "\n".join(texts[: first + 1 + _NEAR]).lower()
    return any(explanation.lower() in near for explanation in term.explained_by)


@cache
def load(folder: Path = FOLDER) -> Terms:
    """Reads `terms.toml` in `folder`. Raises `home.content.ContentError`."""
    document = read(folder / FILE)
    require_keys(document, FILE, set(LANGUAGES))
    return Terms({language: tuple(_term(row, language) for row in document[language]) for language in LANGUAGES})


def _term(row: Mapping[str, object], language: str) -> Term:
    require_keys(row, f"{FILE} [[{language}]]", {"term", "stems", "explanation"}, {"explained_by"})
    return Term(
        term=row["term"],
        stems=tuple(row["stems"]),
        explanation=row["explanation"],
        explained_by=tuple(row.get("explained_by", ())),
    )

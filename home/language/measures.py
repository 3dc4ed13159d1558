"""What is counted of a reading, and which of it is too much.

The limits are the project's own: mean and longest sentence in words, the share of words of fifteen or more letters,
and for easy language also clauses, paragraphs, headings and signs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from home.language.passages import Kind, Passage, is_whole, words
from home.language.reader import Reading
from home.language.terms import Terms

LONG_WORD = 15


@dataclass(frozen=True)
class Limits:
    """None: not measured in that language or level."""

    mean: float
    longest: int
    long_words: float | None = None
    clauses: int | None = None
    page_words: int | None = None
    between_headings: int | None = None
    paragraph: int | None = None


LIMITS = {
    ("fi", "standard"): Limits(mean=10, longest=18, long_words=0.06),
    ("fi", "easy"): Limits(
        mean=7, longest=12, long_words=0.03, clauses=1, page_words=350, between_headings=8, paragraph=4
    ),
    ("en", "standard"): Limits(mean=14, longest=25),
    ("en", "easy"): Limits(mean=9, longest=15, page_words=350, between_headings=8, paragraph=4),
}

# What begins a subordinate clause in Finnish; the forms of "joka" and the questions within a sentence too.
_SUBORDINATE = re.compile(
    r"\b(?:että|jos|kun|vaikka|koska|jotta|ellei|kunnes|jo(?:ka|nka|ta|na|ksi|ssa|sta|hon|lla|lta|lle)"
    r"|jo(?:tka|iden|ita|ina|iksi|issa|ista|ihin|illa|ilta|ille))\b",
    re.IGNORECASE,
)

# Easy text has none of these: brackets, semicolons, percentages, ordinals, abbreviations.
_NOT_EASY = {
    "a bracket": re.compile(r"[()\[\]]"),
    "a semicolon": re.compile(";"),
    "a percentage": re.compile(r"%|\bprosent|\bpercent"),
    "an ordinal": re.compile(r"\b\d+\.(?= [a-zåäö])|\b\d+(?:st|nd|rd|th)\b"),
    "an abbreviation": re.compile(r"\b(?:esim|ym|jne|mm|ks|ns|yms|tms|e\.g|i\.e|etc|approx)\b\.", re.IGNORECASE),
}
_SINA = re.compile(r"\b(?:sin(?:ä|ua|un|ulle|ulla|ulta|ut)|voit|olet|saat)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Measures:
    """Of one reading. `long_words` is a share; `mean` counts whole sentences only, so no heading shortens it."""

    sentences: int
    words: int
    mean: float
    longest: int
    long_words: float


def measures_of(reading: Reading, terms: Terms) -> Measures:
    sentences = [(len(words(text)), text) for passage in reading.passages for text in passage.sentences]
    lengths = [length for length, _text in sentences]
    whole = [length for length, text in sentences if is_whole(text)]
    count = sum(lengths)
    long = len(long_words(reading, terms))
    return Measures(
        sentences=len(whole),
        words=count,
        mean=sum(whole) / len(whole) if whole else 0,
        longest=max(lengths, default=0),
        long_words=long / count if count else 0,
    )


def long_words(reading: Reading, terms: Terms) -> list[str]:
    """Words of fifteen or more letters that are not in the list of terms."""
    return [
        word
        for passage in reading.passages
        for word in words(passage.text)
        if len(word) >= LONG_WORD and _is_long(word) and not terms.has(word, reading.language)
    ]


def _is_long(word: str) -> bool:
    return "@" not in word and sum(map(str.isalpha, word)) >= LONG_WORD


def findings(reading: Reading, terms: Terms) -> list[str]:
    """In a sentence each, what is over a limit, or a term that the page uses and does not explain."""
    limits = LIMITS[reading.language, reading.level]
    measures = measures_of(reading, terms)
    found = []
    if measures.mean > limits.mean:
        found.append(f"{measures.mean:.1f} words a sentence on average, more than {limits.mean:g}.")
    if limits.long_words is not None and measures.long_words > limits.long_words:
        some = ", ".join(sorted(set(long_words(reading, terms))))
        found.append(f"{measures.long_words:.1%} long words, more than {limits.long_words:.0%}: {some}.")
    for passage in reading.passages:
        for sentence in passage.sentences:
            found.extend(_of_sentence(sentence, limits))
        if limits.paragraph is not None and len(passage.sentences) > limits.paragraph:
            found.append(f"A paragraph of {len(passage.sentences)} sentences: “{passage.text}”")
    if reading.level == "easy":
        found.extend(_of_easy(reading, limits))
    found.extend(f"“{term}” is used and not explained." for term in terms.unexplained(reading))
    return found


def _of_sentence(sentence: str, limits: Limits) -> Iterator[str]:
    length = len(words(sentence))
    if length > limits.longest:
        yield f"{length} words, more than {limits.longest}: “{sentence}”"
    if limits.clauses is not None and clauses(sentence) > limits.clauses:
        yield f"More than {limits.clauses} subordinate clause: “{sentence}”"


def clauses(sentence: str) -> int:
    """Subordinate clauses of a Finnish sentence, as far as a program can tell: by commas or by the words that
    begin them, whichever are more."""
    return max(sentence.count(","), len(_SUBORDINATE.findall(sentence)))


def _of_easy(reading: Reading, limits: Limits) -> Iterator[str]:
    count = sum(len(words(passage.text)) for passage in reading.passages)
    if limits.page_words is not None and count > limits.page_words:
        yield f"{count} words on the page, more than {limits.page_words}."
    if limits.between_headings is not None:
        for heading, sentences in _sections(reading.passages):
            if sentences > limits.between_headings:
                yield f"{sentences} sentences under “{heading}”, more than {limits.between_headings}."
    for name, pattern in _NOT_EASY.items():
        if match := pattern.search(reading.text):
            yield f"Easy text has {name}: “{match[0]}”."
    if reading.language == "fi" and not _SINA.search(reading.text):
        yield "Nothing speaks to the reader as “sinä”."


def _sections(passages: tuple[Passage, ...]) -> Iterator[tuple[str, int]]:
    """Each heading with the number of sentences and list items under it, up to the next."""
    heading, count = "", 0
    for passage in passages:
        if passage.kind is Kind.HEADING:
            yield heading, count
            heading, count = passage.text, 0
        else:
            count += len(passage.sentences)
    yield heading, count

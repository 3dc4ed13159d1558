"""From what somebody typed to the pages that answer it. Nothing here is kept, counted or logged."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import translation

from home.search.fixed import TITLES, fixed_mentions, fixed_words
from home.search.models import Mention
from home.search.spelling import nearest
from home.search.words import (
    AS_WRITTEN,
    IN_SO_MANY_WORDS,
    SAID_OTHERWISE,
    fold,
    forms,
    is_ignored,
    is_subject,
    known,
    phrase_at,
    split,
    synonyms,
)
from pages.languages import CODES, value_in
from pages.models import SitePage

MOST_WORDS = 20
MOST_RESULTS = 10
JOINED = 1.2
QUIETLY = 0.2

# A page by its number, a fixed address by its name.
Target = int | str
# By word of the index, what is found there with its weight in hundredths.
Found = Mapping[str, Mapping[Target, int]]


@dataclass(frozen=True)
class Term:
    """One thing that was asked for: each word of the index that stands for it, with how much it counts.

    `typed`: folded; several words where they are one thing to say, empty where two were joined. `loudness`: how much
    the whole counts beside the others.
    """

    typed: str
    words: Mapping[str, float]
    loudness: float = 1.0


@dataclass(frozen=True)
class Result:
    title: str
    url: str
    description: str


@dataclass(frozen=True)
class Answer:
    """The best first, all in `language`."""

    language: str
    results: tuple[Result, ...] = ()


def find(text: str, language: str) -> Answer:
    """What answers `text` in `language`; in another one, where nothing has a word of it in `language` as it is typed.

    Raises `django.db.Error`.
    """
    for code in (language, *(other for other in CODES if other != language)):
        if results := _results(best(text, code, forgiving=False), code):
            return Answer(code, results)
    return Answer(language, _results(best(text, language), language))


def terms(text: str, language: str) -> list[Term]:
    """What `text` asks for; words that say nothing are left out. Two words in a row may be one that was split."""
    words = split(text)[:MOST_WORDS]
    found, subject = [], []
    place = 0
    while place < len(words):
        count, meant = phrase_at(words, place, language)
        if count:
            typed = " ".join(map(fold, words[place : place + count]))
            found.append(Term(typed, dict.fromkeys(meant, IN_SO_MANY_WORDS)))
        elif not is_ignored(words[place], language):
            own = forms(words[place], language)
            term = Term(fold(words[place]), synonyms(own, language) | own)
            (subject if is_subject(words[place], language) else found).append(term)
        place += count or 1
    # What every page is about tells little beside anything else.
    quietly = QUIETLY if found else 1
    found += [replace(term, loudness=quietly) for term in subject]
    for first, second in zip(words, words[1:], strict=False):
        # Of two words that are none together, the dictionary takes the first for the base form of both.
        joined = [
            form
            for form, counts in forms(first + second, language).items()
            if counts == AS_WRITTEN and len(form) > len(first) and form.startswith(fold(first))
        ]
        as_one = synonyms(dict.fromkeys(joined, AS_WRITTEN), language) | dict.fromkeys(joined, JOINED)
        found.append(Term("", as_one))
    return found


def best(text: str, language: str, forgiving: bool = True) -> list[Target]:
    """The targets that answer best, best first. `forgiving`: words that nothing says are taken for misspelt."""
    asked = terms(text, language)
    found = _mentions({word for term in asked for word in term.words}, language)
    if forgiving:
        asked = [_corrected(term, found, language) for term in asked]
        missing = {word for term in asked for word in term.words} - found.keys()
        found = found | _mentions(missing, language)
    return ranked(asked, found, list(SitePage.objects.live().order_by("path").values_list("pk", flat=True)))


def _corrected(term: Term, found: Found, language: str) -> Term:
    if (
        not term.typed
        or " " in term.typed
        or any(term.words[word] >= SAID_OTHERWISE and word in found for word in term.words)
    ):
        return term
    near = nearest(term.typed, language, also={*fixed_words(language), *known(language)["synonyms"]})
    meant: dict[str, float] = {}
    for word, counts in near.items():
        forms_meant = forms(word, language)
        for form, part in (forms_meant | synonyms(forms_meant, language)).items():
            meant[form] = max(meant.get(form, 0), counts * part)
    return replace(term, words={**meant, **term.words})


def _mentions(words: Iterable[str], language: str) -> dict[str, dict[Target, int]]:
    found: dict[str, dict[Target, int]] = defaultdict(dict)
    rows = Mention.objects.filter(language=language, word__in=sorted(words), page__live=True)
    for word, page, weight in rows.values_list("word", "page", "weight"):
        found[word][page] = weight
    for name, own in fixed_mentions(language).items():
        for word in own.keys() & words:
            found[word][name] = own[word]
    return dict(found)


def ranked(asked: Iterable[Term], found: Found, pages: list[int]) -> list[Target]:
    """Every target that has any of it. A word that few pages have tells more, and so do more of the words.

    `pages`: all that are published, in the order of the tree, which decides between equals.
    """
    scores: dict[Target, float] = defaultdict(float)
    matched: dict[Target, float] = defaultdict(float)
    for term in asked:
        own: dict[Target, float] = {}
        for word, counts in term.words.items():
            at = found.get(word, {})
            rarity = math.log(1 + (len(pages) + 1) / len(at)) ** 1.5 if at else 0
            for target, weight in at.items():
                own[target] = max(own.get(target, 0), counts * rarity * weight)
        for target, score in own.items():
            scores[target] += term.loudness * score
            matched[target] += term.loudness if term.typed else 0
    most = max(matched.values(), default=0) or 1
    order = {target: -round(score * (0.5 + 0.5 * matched[target] / most), 6) for target, score in scores.items()}
    place: dict[Target, int] = {page: number for number, page in enumerate(pages)}
    return sorted(order, key=lambda target: (order[target], place.get(target, len(pages)), str(target)))


def _results(targets: list[Target], language: str) -> tuple[Result, ...]:
    with translation.override(language):
        found = {page.pk: page for page in SitePage.objects.filter(pk__in=_pages(targets)).live().specific()}
        results = []
        for target in targets:
            if isinstance(target, str):
                results.append(Result(str(TITLES[target]), reverse(target), ""))
            elif (page := found.get(target)) and page.is_translated(language) and (url := page.url_in(language)):
                results.append(Result(page.heading, url, value_in(page, "description", language) or ""))
            if len(results) == MOST_RESULTS:
                break
        return tuple(results)


def _pages(targets: list[Target]) -> list[int]:
    # Some more than are shown: a page that has just gone from this language is still in the index.
    return [target for target in targets if isinstance(target, int)][: 2 * MOST_RESULTS]

"""Words as the search compares them: in one spelling, without endings, in the parts that they are made of.

`<language>.toml` beside this holds what is said of words: those that say nothing, those that the whole site is about,
base forms that simplemma gets wrong, what people say (in one word or several) for what the pages say, and the fixed
addresses that can be found.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy

from home.search.models import LONGEST_WORD

FOLDER = Path(__file__).parent

# How much a word counts in each of the forms it is found by.
AS_WRITTEN = 1.0
SAID_OTHERWISE = 0.8
IN_SO_MANY_WORDS = 1.5
PART = 0.4

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"['’](?:s\b)?")
_SHORTEST_PART = 4

# Looks words up where they are packed: 50 MB of memory for Finnish, not 400.
_strategy = DefaultStrategy(low_memory=True)
_lemmatizer = Lemmatizer(lemmatization_strategy=_strategy)


@cache
def known(language: str) -> Mapping[str, Any]:
    """What is said of words in `language`: `ignored`, `subject`, `compounds`, `base_forms`, `synonyms`, `phrases` and
    `addresses`."""
    path = FOLDER / f"{language}.toml"
    said = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {
        "ignored": frozenset(fold(word) for word in said.get("ignored", ())),
        "base_forms": said.get("base_forms", {}),
        "subject": frozenset(fold(word) for word in said.get("subject", ())),
        "compounds": said.get("compounds", False),
        "synonyms": {fold(old): tuple(map(fold, new)) for old, new in said.get("synonyms", {}).items()},
        # The longest first: it says most.
        "phrases": sorted(
            ((tuple(map(fold, old.split())), tuple(map(fold, new))) for old, new in said.get("phrases", {}).items()),
            key=lambda phrase: -len(phrase[0]),
        ),
        "addresses": said.get("addresses", {}),
    }


def split(text: str) -> list[str]:
    """The words of any text, in small letters. A word longer than any real one is cut."""
    plain = _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text)).lower()
    return [word[:LONGEST_WORD] for word in _WORD.findall(plain)]


def fold(word: str) -> str:
    """Without accents and dots: å and ä become a, ö becomes o."""
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))[:LONGEST_WORD]


@lru_cache(maxsize=20_000)
def base_form(word: str, language: str) -> str:
    """The form that a dictionary lists, not folded; the word itself in a language without a dictionary."""
    corrected = known(language)["base_forms"]
    if word in corrected:
        return corrected[word]
    try:
        if not _strategy.is_dictionary_member(word, language):
            word = _with_dots(word, language)
        found = _lemmatizer.lemmatize(word, lang=language).lower()
    except ValueError:
        return word
    return corrected.get(found, found)


def _with_dots(word: str, language: str) -> str:
    """A Finnish word typed without its dots, with them: a and o do not stand beside ä and ö in one word."""
    dotted = word.replace("a", "ä").replace("o", "ö")
    return dotted if language == "fi" and _strategy.is_dictionary_member(dotted, language) else word


@lru_cache(maxsize=20_000)
def parts(word: str, language: str) -> tuple[str, ...]:
    """The two words of a compound, not folded; empty where it is none. `word`: a base form."""
    if len(word) < 2 * _SHORTEST_PART or not known(language)["compounds"]:
        return ()
    cuts = []
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        first, last = word[:cut], word[cut:]
        try:
            if all(_strategy.is_dictionary_member(part, language) for part in (first, last)):
                cuts.append((abs(len(first) - len(last)), first, last))
        except ValueError:
            return ()
    return min(cuts)[1:] if cuts else ()


def forms(word: str, language: str) -> dict[str, float]:
    """Every spelling that `word` is indexed and looked for by, folded, with how much it counts."""
    base = base_form(word, language)
    found = {fold(base_form(part, language)): PART for part in parts(base, language)}
    return found | {fold(base): AS_WRITTEN, fold(word): AS_WRITTEN}


def synonyms(forms_of_word: Mapping[str, float], language: str) -> dict[str, float]:
    """What the pages say for a word that is looked for."""
    said = known(language)["synonyms"]
    return {
        new: SAID_OTHERWISE
        for form, counts in forms_of_word.items()
        if counts == AS_WRITTEN
        for new in said.get(form, ())
    }


def phrase_at(words: Sequence[str], place: int, language: str) -> tuple[int, tuple[str, ...]]:
    """How many of `words` from `place` on are one thing to say, and what the pages say for it; 0 where none are.
    Each may be in any of its forms."""
    for phrase, new in known(language)["phrases"]:
        said = words[place : place + len(phrase)]
        if len(said) == len(phrase) and all(
            old in (fold(word), fold(base_form(word, language))) for old, word in zip(phrase, said, strict=True)
        ):
            return len(phrase), new
    return 0, ()


def is_subject(word: str, language: str) -> bool:
    """Whether every page is about it."""
    return fold(base_form(word, language)) in known(language)["subject"]


def is_ignored(word: str, language: str) -> bool:
    ignored = known(language)["ignored"]
    return fold(word) in ignored or fold(base_form(word, language)) in ignored

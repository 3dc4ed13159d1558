"""Words that are nearly what was typed."""

from collections.abc import Iterable

from django.db.models import Count

from home.search.models import Spelling

# Letters that may be wrong in a word: one for each so many that it has.
LETTERS_A_MISTAKE = 4
# Of that many letters typed, one place where three in a row are right.
LETTERS_SHARED = 3
# What the nearest word counts, against a word that was typed right.
MISSPELT = 0.8


def letters_of(word: str) -> set[str]:
    """Every three letters in a row, its beginning and its end marked."""
    marked = f"^{word}$"
    return {marked[place : place + 3] for place in range(len(marked) - 2)}


def mistakes(typed: str, word: str, most: int) -> int:
    """How many letters to add, leave out, change, or swap with the next one make one word the other; at most
    `most` + 1 (the distance of Damerau and Levenshtein, adjacent letters only)."""
    if abs(len(typed) - len(word)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(word) + 1))
    for place, letter in enumerate(typed, start=1):
        earlier, before, row = before, row, [place]
        for other, its in enumerate(word, start=1):
            cost = min(before[other] + 1, row[-1] + 1, before[other - 1] + (letter != its))
            swapped = place > 1 and other > 1 and letter == word[other - 2] and typed[place - 2] == its
            row.append(min(cost, earlier[other - 2] + 1) if swapped else cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def nearest(typed: str, language: str, also: Iterable[str] = ()) -> dict[str, float]:
    """The words nearest to `typed` among those of the pages and `also`, with how much each counts. All are folded."""
    most = len(typed) // LETTERS_A_MISTAKE
    if not most:
        return {}
    alike = (
        Spelling.objects.filter(language=language, letters__in=letters_of(typed))
        .values_list("word")
        .annotate(shared=Count("letters"))
        .filter(shared__gte=len(typed) // LETTERS_SHARED)
    )
    found = {word: mistakes(typed, word, most) for word in {*also, *(word for word, _shared in alike)}}
    fewest = min(found.values(), default=most + 1)
    if fewest > most:
        return {}
    return {word: MISSPELT * (1 - wrong / len(typed)) for word, wrong in found.items() if wrong == fewest}

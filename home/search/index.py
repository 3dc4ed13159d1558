"""Keeps the index as the published pages are."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from wagtail.models import Page

from home.search.models import Mention, Shown, Spelling
from home.search.page_text import page_text
from home.search.spelling import letters_of
from home.search.words import AS_WRITTEN, fold, forms, is_ignored, split
from pages.languages import CODES
from pages.models import SitePage

BATCH = 500


def weighed(pieces: Iterable[tuple[float, str]], language: str) -> dict[str, int]:
    """Each form of each word with its weight in hundredths. What is said again adds less and less."""
    loudness: dict[str, float] = defaultdict(float)
    for loud, text in pieces:
        for form, counts in _forms_of(text, language):
            loudness[form] += loud * counts
    return {form: round(100 * math.log2(1 + total)) for form, total in loudness.items()}


def _forms_of(text: str, language: str) -> Iterator[tuple[str, float]]:
    before = ""
    for run in text.split():
        words = split(run)
        for word in words:
            if not is_ignored(word, language):
                yield from forms(word, language).items()
        # Words that a hyphen holds together are also written as one.
        if len(words) > 1:
            yield fold("".join(words)), AS_WRITTEN
        elif words and words[0].isdigit() and before:
            yield fold(before + words[0]), AS_WRITTEN
        before = words[0] if len(words) == 1 and words[0].isdigit() else ""


def index(page: Page) -> None:
    """Puts what `page` says into the index, instead of what it said before; nothing where it is not public."""
    with transaction.atomic():
        remove(page)
        page = page.specific
        if not (isinstance(page, SitePage) and page.live):
            return
        shown: set[str] = set()
        for language in CODES:
            read = page_text(page, language)
            weights = weighed(read.pieces, language)
            shown |= read.shows
            Mention.objects.bulk_create(
                [
                    Mention(page_id=page.pk, language=language, word=word, weight=weight)
                    for word, weight in weights.items()
                ],
                batch_size=BATCH,
            )
            _learn(weights, language)
        Shown.objects.bulk_create([Shown(page_id=page.pk, what=what) for what in sorted(shown)])


def _learn(words: Iterable[str], language: str) -> None:
    """The spelling of words that are new. It stays when the words go: what no page says finds no page."""
    words = sorted(words)
    old: set[str] = set()
    for start in range(0, len(words), BATCH):
        some = Spelling.objects.filter(language=language, word__in=words[start : start + BATCH])
        old |= set(some.values_list("word", flat=True))
    Spelling.objects.bulk_create(
        [
            Spelling(language=language, letters=letters, word=word)
            for word in words
            if word not in old
            for letters in letters_of(word)
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def remove(page: Page) -> None:
    Mention.objects.filter(page_id=page.pk).delete()
    Shown.objects.filter(page_id=page.pk).delete()


def index_where_shown(what: Iterable[str]) -> None:
    """Anew, the pages that show something that has changed, see `models.Shown`."""
    pages = Shown.objects.filter(what__in=list(what)).values("page")
    for page in SitePage.objects.filter(pk__in=pages):
        index(page)


def index_everything() -> None:
    """For a new site, and after a release that reads words in another way."""
    with transaction.atomic():
        Mention.objects.all().delete()
        Spelling.objects.all().delete()
        for page in SitePage.objects.live().order_by("path"):
            index(page)

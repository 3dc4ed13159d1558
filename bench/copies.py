"""Fills the site with copies of its own articles, in both languages, until it has so many pages.

python -m bench.copies NUMBER
"""

import sys
from itertools import count, cycle, islice

import django

django.setup()


from pages.languages import CODES, localized  # noqa: E402
from pages.models import ArticlePage, SitePage  # noqa: E402

COPIED = ("heading", "intro", "body", "search_title", "description")
BELOW_EACH = 19


def main(wanted: int) -> None:
    real = list(ArticlePage.objects.exclude(address_fi__startswith="kopio-").order_by("path"))
    missing = wanted - SitePage.objects.live().count()
    originals, numbers = cycle(real), count(SitePage.objects.count())
    top = real[0]
    while missing > 0:
        section = add_copy(next(originals), top, next(numbers))
        below = min(BELOW_EACH, missing - 1)
        for original in islice(originals, below):
            add_copy(original, section, next(numbers))
        missing -= 1 + below


def add_copy(original: ArticlePage, parent: ArticlePage, number: int) -> ArticlePage:
    fields = {localized(name, code): getattr(original, localized(name, code)) for name in COPIED for code in CODES}
    fields |= {localized("address", code): f"kopio-{number}" for code in CODES}
    parent = ArticlePage.objects.get(pk=parent.pk)
    return parent.add_child(instance=ArticlePage(**fields))


if __name__ == "__main__":
    main(int(sys.argv[1]))

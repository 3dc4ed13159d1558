from collections import defaultdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.content import ContentError
from home.content.documents import load
from home.language import terms
from home.language.measures import LIMITS, findings, measures_of
from home.language.passages import Passage
from home.language.seeded import Reading, readings

ROW = "{:<21} {:<4} {:<8} {:>9} {:>6} {:>5} {:>7} {:>10}"


class Command(BaseCommand):
    help = "Measures how plain the text of the content files is. Ends with an error when a limit does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            every, known = list(readings(load())), terms.load()
        except ContentError as error:
            raise CommandError(f"The content cannot be read. {error}") from error
        self.stdout.write(ROW.format("page", "lang", "level", "sentences", "words", "mean", "longest", "long words"))
        for reading in [*every, *_sums(every)]:
            self.stdout.write(self._row(reading, known))
        self.stdout.write("")
        self.stdout.write("Limits: mean and longest sentence in words; share of words of 15 or more letters.")
        for (language, level), limits in LIMITS.items():
            share = "" if limits.long_words is None else f"; {limits.long_words:.0%}"
            self.stdout.write(f"  {language} {level}: {limits.mean:g}; {limits.longest}{share}")
        found = [
            f"{reading.page}, {reading.language}, {reading.level}: {finding}"
            for reading in every
            for finding in findings(reading, known)
        ]
        if found:
            raise CommandError("\n".join(["Not as plain as it must be:", *found]))

    def _row(self, reading: Reading, known: terms.Terms) -> str:
        measures = measures_of(reading, known)
        # Only Finnish makes words so long that it must be measured.
        share = "" if LIMITS[reading.language, reading.level].long_words is None else f"{measures.long_words:.1%}"
        return ROW.format(
            reading.page,
            reading.language,
            reading.level,
            measures.sentences,
            measures.words,
            f"{measures.mean:.1f}",
            measures.longest,
            share,
        ).rstrip()


def _sums(every: list[Reading]) -> list[Reading]:
    passages: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for reading in every:
        passages[reading.language, reading.level] += reading.passages
    return [Reading("everything", language, level, tuple(own)) for (language, level), own in passages.items()]

"""Passphrases as a worker's browser makes them: seven words of 7,776, about 90 bits."""

import secrets
from functools import cache
from pathlib import Path

WORDS = 7
_LIST = Path(__file__).parent / "words.txt"


@cache
def word_list() -> tuple[str, ...]:
    lines = _LIST.read_text(encoding="ascii").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


def new_passphrase(words: int = WORDS) -> str:
    return " ".join(secrets.choice(word_list()) for _ in range(words))

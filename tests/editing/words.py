"""Message catalogues as tests read them: ours, and Wagtail's."""

from pathlib import Path

import wagtail
from babel.messages.pofile import read_po

OURS = Path(__file__).resolve().parent.parent.parent / "locale"
WAGTAILS = Path(wagtail.__file__).parent


def words_in(language: str, folder: Path) -> dict[str, str]:
    """English text and its translation, by all catalogues of `language` below `folder`; without plurals."""
    found: dict[str, str] = {}
    for path in folder.glob(f"**/{language}/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
        found |= {message.id: message.string for message in catalog if message.id and isinstance(message.id, str)}
    return found

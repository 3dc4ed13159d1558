"""The notice on every page, put into the pages that are baked and taken out of them.

Everybody must see it at once, and nobody after its end. To bake every page takes as long as there are pages, and needs
the database; to exchange one element of each does not. What is baked afterwards is the same, byte for byte.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from baking.manifest import Answer, body_path
from baking.rendering import Rendered
from baking.storing import Shelf, locked
from home.notice import current_notice, remembered

# The element of base.html, with the notice or empty; it holds no other <div>.
_PLACE = re.compile(rb'(<div class="page" id="notice">)(.*?)(?=</div>)', re.DOTALL)


class BakedNotice:
    """Brings what is baked to the notice of now. A new one looks at every page, so a restart makes all good."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._shown: Mapping[str, bytes] | None = None

    def step(self, patience: float | None = None) -> None:
        """Without a database the last known notice counts, until its end. Raises `Busy` after `patience` seconds."""
        remembered.reread()
        now = {code: _notice_in(code) for code, _name in settings.LANGUAGES}
        if now == self._shown:
            return
        folder = self._folder or settings.BAKED_DIR
        with locked(folder, patience):
            shelf = Shelf(folder)
            was_changed = [
                put(name, Rendered(answer.status, answer.headers, body))
                for answers, put in ((shelf.answers, shelf.put), (shelf.errors, shelf.put_error))
                for name, answer in list(answers.items())
                if (body := _changed(folder, answer, now.get(name.lstrip("/").split("/")[0])))
            ]
            if was_changed:
                shelf.save()
        self._shown = now


def _notice_in(language: str) -> bytes:
    with translation.override(language):
        return render_to_string("includes/notice.html", {"site_notice": current_notice()}).encode()


def _changed(folder: Path, answer: Answer, notice: bytes | None) -> bytes | None:
    """The page with `notice`; None where it has that already, or has no place for one."""
    if notice is None or not dict(answer.headers).get("Content-Type", "").startswith("text/html"):
        return None
    try:
        before = body_path(folder, answer.body).read_bytes()
    except OSError:
        return None  # the next bake makes it again
    after = _PLACE.sub(lambda found: found[1] + notice, before, count=1)
    return after if after != before else None

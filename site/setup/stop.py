"""How a set-up step gives up: one sentence that says what to do, and an exit status that is not 0."""

from __future__ import annotations  # an old Python must get as far as its sentence

import sys
from collections.abc import Callable


class Stop(Exception):
    """Set-up cannot go on. The text is one sentence, shown as it is."""


def finish(step: Callable[[], None]) -> None:
    """Run one step as a whole program: no traceback for what a person can put right."""
    try:
        step()
    except Stop as reason:
        print(reason, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)

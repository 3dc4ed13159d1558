"""What reaches a log: that something happened, where in the code, and nothing a visitor wrote or is."""

import logging
import math
import time
import traceback
from collections.abc import ItemsView, Iterable
from typing import Any

from django.views.debug import SafeExceptionReporterFilter


class NoVisitorData(logging.Filter):
    """Takes from Django's records what came with the request: the request itself, and its path or headers,
    which Django puts into the arguments of the message. What is left says what kind of thing happened."""

    REQUEST_LOGGERS = ("django.request", "django.security", "django.server")
    PLACES_AGAIN = 60.0  # seconds; while the database is gone, every visitor's request fails in the same places

    def __init__(self) -> None:
        super().__init__()
        self.placed_at = -math.inf

    def filter(self, record: logging.LogRecord) -> bool:
        record.__dict__.pop("request", None)
        if record.name.startswith(self.REQUEST_LOGGERS):
            status = getattr(record, "status_code", None)
            record.msg, record.args = f"answered {status}" if status else "refused a request", ()
            if status == 503 and record.exc_info:
                self.shorten(record)
        return True

    def shorten(self, record: logging.LogRecord) -> None:
        """Leave of an exception its kind alone, but for one a minute."""
        now = time.monotonic()
        if now - self.placed_at >= self.PLACES_AGAIN:
            self.placed_at = now
        elif record.exc_info and record.exc_info[0]:
            record.msg, record.exc_info = f"{record.msg}: {record.exc_info[0].__name__}", None


class PlainFormatter(logging.Formatter):
    """An exception is logged as its class and the places it passed, never its text: texts quote input."""

    def formatException(self, ei) -> str:  # noqa: N802 - the standard library's name
        kind, _, trace = ei
        frames: Iterable[traceback.FrameSummary] = traceback.extract_tb(trace)
        places = (f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
        return "\n".join([f"{kind.__module__}.{kind.__qualname__}" if kind else "exception", *places])


class NothingOfTheRequest(SafeExceptionReporterFilter):
    """Leaves form data, settings and local variables out of every error report, DEBUG included."""

    def is_active(self, request) -> bool:
        return True

    def get_post_parameters(self, request) -> dict:
        return {}

    def get_traceback_frame_variables(self, request, tb_frame) -> ItemsView[str, Any]:
        return dict[str, Any]().items()

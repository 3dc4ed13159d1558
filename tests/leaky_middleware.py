"""What the canary must catch: a line of log with what a visitor sent."""

import logging

logger = logging.getLogger(__name__)


class LogsEveryBody:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "POST" and int(request.META.get("CONTENT_LENGTH") or 0) < 10_000:
            logger.warning("a form came in: %s", request.body)
        return self.get_response(request)

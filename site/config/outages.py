"""The database is gone: what counts as that, and what is known all the same."""

from django.conf import settings
from django.db import DatabaseError, DataError, Error, IntegrityError, NotSupportedError
from django.http import HttpRequest

from baking import manifest
from config.middleware import is_staff_path

# With these the database answers, and refuses what it was given: that is a mistake of ours.
_REFUSALS = (IntegrityError, DataError, NotSupportedError)
# Routes to what is baked, picture by picture and page by page. Every other route is there for good.
_BAKED_ROUTES = {"wagtail_serve", "picture"}


def is_outage(error: BaseException | None) -> bool:
    """Whether `error`, or what led to it, says that the database does not answer, or answers without our tables."""
    while error is not None:
        if isinstance(error, Error) and not isinstance(error, _REFUSALS) and not _is_of_django(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_of_django(error: Error) -> bool:
    """Raised where a row that was to be changed is no longer there; what a database raises has a cause."""
    return type(error) is DatabaseError and error.__cause__ is None


def is_certainly_missing(request: HttpRequest) -> bool:
    """Whether there is no page at this address, known without the database: every page is baked, and it is not."""
    match = request.resolver_match
    if is_staff_path(request.path_info) or (match is not None and match.url_name not in _BAKED_ROUTES):
        return False
    try:
        baked = manifest.read(settings.BAKED_DIR)
    except manifest.UnreadableManifest:
        return False
    return baked.complete and request.path_info not in baked.answers

"""The site with two languages more, one written from right to left: nothing but settings and `makemigrations`.

The migrations that this needs are written to the packages `scratch_<app>` of a folder on the Python path.
"""

from tests.settings import *  # noqa: F403
from tests.settings import LANGUAGES

LANGUAGES = [*LANGUAGES, ("sv", "Svenska"), ("ar", "العربية")]
MIGRATION_MODULES = {app: f"scratch_{app}" for app in ("home", "pages")}

"""The application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_django = get_wsgi_application()

# Both read the settings that the line above loads.
from baking.layer import BakedPages  # noqa: E402
from config.headers import ProtectiveHeaders  # noqa: E402

application = ProtectiveHeaders(BakedPages(_django))

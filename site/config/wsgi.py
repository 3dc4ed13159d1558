"""The application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_django = get_wsgi_application()

from config.headers import ProtectiveHeaders  # noqa: E402 - reads the settings that the line above loads

application = ProtectiveHeaders(_django)

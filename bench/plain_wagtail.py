"""The same site without what is baked: Wagtail makes every page for every request."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_django = get_wsgi_application()

from config.headers import ProtectiveHeaders  # noqa: E402 - reads the settings that the line above loads

application = ProtectiveHeaders(_django)

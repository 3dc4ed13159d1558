"""The site's own settings, with the secrets that every start must be given."""

import os
from pathlib import Path

# Playwright keeps an event loop in the thread of the tests; Django would refuse them as asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# What tests write stays apart from what `make run` keeps.
os.environ.setdefault("DATA_DIR", str(Path(__file__).resolve().parent.parent / "build" / "tests"))
Path(os.environ["DATA_DIR"]).mkdir(parents=True, exist_ok=True)

os.environ.setdefault("SECRET_KEY", "tests-only-0123456789-0123456789-0123456789")
os.environ.setdefault("RECEIPT_PEPPER", "tests-only-pepper-0123456789-0123456789")
os.environ.setdefault("ALLOWED_HOSTS", "testserver localhost 127.0.0.1")
os.environ.setdefault("PUBLIC_URL", "http://testserver")

from config.settings import *  # noqa: E402, F403

# Built file names and their hashes exist only after collectstatic.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405

# Served copies in tests take static files from where they are written.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

PASSWORD_HASHERS = ["tests.hashers.QuickScrypt"]

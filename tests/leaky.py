"""The site's settings with one leak built in: the control of the canary test. Never served to anyone."""

from config.settings import *  # noqa: F403

MIDDLEWARE = ["tests.leaky_middleware.LogsEveryBody", *MIDDLEWARE]  # noqa: F405

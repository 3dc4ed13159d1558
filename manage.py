#!/usr/bin/env python
"""Run one command of the site with the settings in `config.settings`."""

import os
import sys
from pathlib import Path

# The shell (config, accounts, baking) lives in the plain folder site/, which cannot be a package:
# the standard library owns the name `site`. So its contents are imported from the path instead.
sys.path.insert(1, str(Path(__file__).resolve().parent / "site"))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

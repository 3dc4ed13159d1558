"""Strict reading of the environment: a value that is not understood is an error, never a guess.

Every name may also be given as `<NAME>_FILE`, the path of a file that holds the value: secrets then
stay out of process listings. Both at once is an error. A reader returns its default when the name is
unset or empty and raises `ImproperlyConfigured`, with a sentence that says what to type, otherwise.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str = "", *, environ: Mapping[str, str] | None = None) -> str:
    """The value of `name`, or of the file that `<name>_FILE` names, without surrounding white space."""
    environ = os.environ if environ is None else environ
    direct = environ.get(name, "").strip()
    path = environ.get(f"{name}_FILE", "").strip()
    if direct and path:
        raise ImproperlyConfigured(f"Set either {name} or {name}_FILE, not both.")
    if path:
        try:
            direct = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(
                f"{name}_FILE names a file that cannot be read as text; give the path of a readable UTF-8 file."
            ) from error
        if not direct:
            raise ImproperlyConfigured(f"The file that {name}_FILE names is empty; put the value of {name} in it.")
    return direct or default


def boolean(name: str, default: bool = False, *, environ: Mapping[str, str] | None = None) -> bool:
    value = text(name, environ=environ).lower()
    if not value:
        return default
    if value in TRUE_WORDS:
        return True
    if value in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0 (also true/false, yes/no, on/off); it is neither.")


def integer(name: str, default: int, *, least: int, most: int, environ: Mapping[str, str] | None = None) -> int:
    value = text(name, environ=environ)
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}.")
    return int(value)


def choice(name: str, allowed: tuple[str, ...], default: str, *, environ: Mapping[str, str] | None = None) -> str:
    value = text(name, environ=environ) or default
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of: {', '.join(allowed)}.")
    return value


def words(name: str, default: tuple[str, ...] = (), *, environ: Mapping[str, str] | None = None) -> list[str]:
    """A list separated by commas or white space."""
    return text(name, environ=environ).replace(",", " ").split() or list(default)


def origin(name: str, default: str = "", *, environ: Mapping[str, str] | None = None) -> str:
    """An address of scheme and host only, without a slash at the end; empty when unset."""
    value = text(name, default, environ=environ).rstrip("/")
    if not value:
        return ""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.username:
        raise ImproperlyConfigured(f"{name} must look like https://www.example.org, with no path after the host.")
    return value

"""The configuration of nginx for this installation, made from the templates in `site/deploy/`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Engine

from baking.replies import CACHING
from config.addresses import ADDRESSES, address
from config.headers import HTTPS_ONLY, PUBLIC, Header
from config.supervisor import EVERY_ADDRESS

DEPLOY = settings.BASE_DIR / "site" / "deploy"
COMMITTED = DEPLOY / "nginx"
FILES = (
    COMMITTED / "site.conf",
    COMMITTED / "redirects.sh",
    DEPLOY / "systemd" / "site-redirects.path",
    DEPLOY / "systemd" / "site-redirects.service",
)
# What would end or change a word of nginx's or systemd's configuration, even between quotation marks.
SPECIAL = frozenset("\"'\\${};#%\n")


def header_files() -> dict[str, str]:
    """By name, what nginx includes wherever it answers itself: the headers of a public page, in earnest whatever
    this installation is. Without TLS nothing may say that there is always TLS (RFC 6797, section 7.2)."""
    https_only = {name for name, _ in HTTPS_ONLY}
    everywhere = [header for header in PUBLIC if header[0] not in https_only]
    return {
        "headers-http.conf": _directives(everywhere),
        "headers-https.conf": _directives([*everywhere, *HTTPS_ONLY]),
    }


def drifted(folder: Path = COMMITTED) -> list[str]:
    """The names of those files in `folder` that are not what follows from the headers."""
    return [
        name
        for name, text in header_files().items()
        if not (folder / name).exists() or (folder / name).read_text() != text
    ]


def configuration(certificate: str = "", certificate_key: str = "") -> dict[str, str]:
    """Every file of the configuration by name. nginx listens where PUBLIC_URL leads, with TLS if that says https.

    Raises `ImproperlyConfigured`.
    """
    values = _values(certificate, certificate_key)
    engine = Engine(autoescape=False)
    made = {path.name: engine.from_string(path.read_text()).render(Context(values)) for path in FILES}
    return made | header_files()


def _values(certificate: str, certificate_key: str) -> dict[str, Any]:
    site = urlsplit(settings.PUBLIC_URL)
    if not site.hostname:
        raise ImproperlyConfigured("Set PUBLIC_URL to the address that nginx is to answer at.")
    https = site.scheme == "https"
    port = site.port or (443 if https else 80)
    if port == settings.PORT:
        raise ImproperlyConfigured("nginx listens on the port of PUBLIC_URL, so PORT must be another.")
    here = EVERY_ADDRESS.get(settings.HOST.strip("[]"), settings.HOST.strip("[]"))
    own = f"/etc/letsencrypt/live/{site.hostname}"
    return {
        "https": https,
        "scheme": site.scheme,
        "host": site.hostname,
        "port": port,
        "public_url": settings.PUBLIC_URL,
        "every_name": "*" in settings.ALLOWED_HOSTS,
        "names": _names(),
        "certificate": _word(certificate or f"{own}/fullchain.pem"),
        "certificate_key": _word(certificate_key or f"{own}/privkey.pem"),
        "application": f"http://[{here}]:{settings.PORT}" if ":" in here else f"http://{here}:{settings.PORT}",
        "baked": _word(str(settings.BAKED_DIR)),
        "static_above": _word(str(Path(settings.STATIC_ROOT).parent)),
        "caching": CACHING,
        "languages": [code for code, _name in settings.LANGUAGES],
        "default_language": settings.LANGUAGE_CODE,
        "not_pages": [path.strip("/") for path in (*settings.STAFF_PATHS, "/health/")],
        "fixed": [
            (code, [address(name, code).replace(".", r"\.") for name in ADDRESSES])
            for code, _name in settings.LANGUAGES
        ],
    }


def _names() -> list[str]:
    """Each once, as nginx wants them: `.example.org` is example.org too, for Django and for nginx."""
    names = {_word(name.lower()) for name in settings.ALLOWED_HOSTS} - {"*"}
    return sorted(name for name in names if f".{name}" not in names)


def _word(text: str) -> str:
    if SPECIAL & set(text):
        raise ImproperlyConfigured(f"nginx cannot be told of {text}; choose a name of letters, digits, - and _.")
    return text


def _directives(headers: Iterable[Header]) -> str:
    lines = ["# Made by `manage.py nginx_headers` from site/config/headers.py.\n"]
    for name, value in headers:
        if set('"\\$') & set(value):
            raise ImproperlyConfigured(f"nginx cannot be told to send {name}: {value}")
        lines.append(f'add_header {name} "{value}" always;\n')
    return "".join(lines)

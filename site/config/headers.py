"""The protective headers of every response, set by the outermost layer: Django's middleware does not run for
static files, and would not for what is served when Django is down.

One policy per part of the site, each a tuple of (name, value). The layer's value replaces any other of that name.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from config.addresses import address

Header = tuple[str, str]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def content_security_policy(**directives: str) -> str:
    return "; ".join(f"{name.replace('_', '-')} {value}".strip() for name, value in directives.items())


_NOTHING_BUT_OURS = {
    "default_src": "'none'",
    "script_src": "'self'",
    "style_src": "'self'",
    "img_src": "'self'",
    "form_action": "'self'",
    "base_uri": "'none'",
    "frame_ancestors": "'none'",
    "require_trusted_types_for": "'script'",
    "trusted_types": "'none'",
}

_POWERFUL_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
_STAFF_FEATURES = {"publickey-credentials-create", "publickey-credentials-get"}


def _permissions(allowed: set[str]) -> str:
    return ", ".join(f"{name}={'(self)' if name in allowed else '()'}" for name in _POWERFUL_FEATURES)


# Two years, the length that browsers' preload lists ask for.
HTTPS_ONLY: tuple[Header, ...] = (("Strict-Transport-Security", "max-age=63072000; includeSubDomains; preload"),)

_EVERYWHERE: tuple[Header, ...] = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    *(() if settings.DEMO or settings.DEBUG else HTTPS_ONLY),
)

PUBLIC: tuple[Header, ...] = (
    *_EVERYWHERE,
    ("Content-Security-Policy", content_security_policy(**_NOTHING_BUT_OURS)),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Permissions-Policy", _permissions(set())),
)

# What the scripts of the forms fetch comes from here too.
FORM: tuple[Header, ...] = (
    *(header for header in PUBLIC if header[0] != "Content-Security-Policy"),
    ("Content-Security-Policy", content_security_policy(**_NOTHING_BUT_OURS | {"connect_src": "'self'"})),
)
FORM_PATHS = frozenset(
    f"/{language}/{address(name, language)}/"
    for name in ("referral_form", "professional_form", "reply")
    for language, _ in settings.LANGUAGES
)

_STAFF: tuple[Header, ...] = (
    *_EVERYWHERE,
    # Staff pages have cookies and Django's CSRF check, which wants to see where a post comes from.
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", _permissions(_STAFF_FEATURES)),
)

ACCOUNT: tuple[Header, ...] = (
    *_STAFF,
    ("Content-Security-Policy", content_security_policy(**_NOTHING_BUT_OURS)),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
)

INTAKE: tuple[Header, ...] = (
    *_STAFF,
    (
        "Content-Security-Policy",
        content_security_policy(
            **_NOTHING_BUT_OURS | {"connect_src": "'self'", "worker_src": "'self'", "trusted_types": "intake"}
        ),
    ),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
)

# Wagtail shows previews in a frame, pictures before they are sent, and styles that its scripts write into the page.
# Its inline scripts are allowed one by one, by what `config.editor_policy` has found in a response.
EDITOR: tuple[Header, ...] = (
    *_STAFF,
    (
        "Content-Security-Policy",
        content_security_policy(
            default_src="'none'",
            script_src="'self'",
            style_src="'self' 'unsafe-inline'",
            img_src="'self' data: blob:",
            font_src="'self'",
            connect_src="'self'",
            frame_src="'self'",
            form_action="'self'",
            base_uri="'none'",
            frame_ancestors="'self'",
        ),
    ),
    ("X-Frame-Options", "SAMEORIGIN"),
)

# The header by which `config.editor_policy` hands the layer what to add to a response's script-src. It leaves with
# no response, and counts under the editor's policy only.
SCRIPT_HASHES = "X-Script-Hashes"
_HASHES = re.compile(r"'sha256-[A-Za-z0-9+/]{43}='(?: 'sha256-[A-Za-z0-9+/]{43}=')*")


def policy_for(path: str) -> tuple[Header, ...]:
    if path.startswith("/editor/"):
        return EDITOR
    if path.startswith("/intake/"):
        return INTAKE
    if path.startswith("/account/"):
        return ACCOUNT
    return FORM if path in FORM_PATHS else PUBLIC


def _with_scripts(policy: tuple[Header, ...], hashes: str) -> list[Header]:
    return [
        (name, value.replace("script-src 'self'", f"script-src 'self' {hashes}"))
        if name == "Content-Security-Policy"
        else (name, value)
        for name, value in policy
    ]


class ProtectiveHeaders:
    """The outermost WSGI layer."""

    def __init__(self, application: Wsgi) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        policy = policy_for(environ.get("PATH_INFO", ""))
        ours = {name.lower() for name, _ in policy} | {SCRIPT_HASHES.lower()}

        def start(status: str, headers: list[Header], *rest: Any) -> Any:
            given = list(policy)
            if policy is EDITOR:
                hashes = next((value for name, value in headers if name == SCRIPT_HASHES), "")
                if _HASHES.fullmatch(hashes):
                    given = _with_scripts(policy, hashes)
            kept = [(name, value) for name, value in headers if name.lower() not in ours]
            return start_response(status, [*kept, *given], *rest)

        return self.application(environ, start)

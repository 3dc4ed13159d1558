"""The protective headers of every response, set by the outermost layer: Django's middleware does not run for
static files, and would not for what is served when Django is down.

One policy per part of the site, each a tuple of (name, value). The layer's value replaces any other of that name.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

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
_HTTPS_ONLY: tuple[Header, ...] = (("Strict-Transport-Security", "max-age=63072000; includeSubDomains; preload"),)

_EVERYWHERE: tuple[Header, ...] = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    *(() if settings.DEMO or settings.DEBUG else _HTTPS_ONLY),
)

PUBLIC: tuple[Header, ...] = (
    *_EVERYWHERE,
    ("Content-Security-Policy", content_security_policy(**_NOTHING_BUT_OURS)),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Permissions-Policy", _permissions(set())),
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

# Wagtail writes inline scripts and styles of its own and shows previews in a frame.
EDITOR: tuple[Header, ...] = (
    *_STAFF,
    (
        "Content-Security-Policy",
        content_security_policy(
            default_src="'none'",
            script_src="'self' 'unsafe-inline'",
            style_src="'self' 'unsafe-inline'",
            img_src="'self' data: blob:",
            font_src="'self'",
            connect_src="'self'",
            frame_src="'self'",
            form_action="'self'",
            base_uri="'self'",
            frame_ancestors="'self'",
        ),
    ),
    ("X-Frame-Options", "SAMEORIGIN"),
)


def policy_for(path: str) -> tuple[Header, ...]:
    if path.startswith("/editor/"):
        return EDITOR
    if path.startswith("/intake/"):
        return INTAKE
    if path.startswith("/account/"):
        return ACCOUNT
    return PUBLIC


class ProtectiveHeaders:
    """The outermost WSGI layer."""

    def __init__(self, application: Wsgi) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        policy = policy_for(environ.get("PATH_INFO", ""))
        ours = {name.lower() for name, _ in policy}

        def start(status: str, headers: list[Header], *rest: Any) -> Any:
            kept = [(name, value) for name, value in headers if name.lower() not in ours]
            return start_response(status, [*kept, *policy], *rest)

        return self.application(environ, start)

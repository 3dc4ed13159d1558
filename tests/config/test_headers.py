"""Every response carries every protective header, whoever answers.

What is expected is written here a second time, so that nothing can be left out in `config.headers` unnoticed.
"""

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection

from accounts.roles import Role
from baking.layer import BakedPages
from config import headers
from config.addresses import ADDRESSES, address
from config.headers import SCRIPT_HASHES, ProtectiveHeaders
from tests.baking.bakery import a_baked_site
from tests.builders import an_epoch, shown_form
from tests.people import signed_in
from tests.wsgi import answered

pytestmark = pytest.mark.django_db

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
}
ALONE = {"x-frame-options": "DENY", "cross-origin-embedder-policy": "require-corp"}
OURS_ONLY = [
    "base-uri 'none'",
    "default-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self'",
    "require-trusted-types-for 'script'",
    "script-src 'self'",
    "style-src 'self'",
]
FETCHING = "connect-src 'self'"
# By part of the site: the headers with one value, and the directives of the content security policy.
EXPECTED = {
    "public": (EVERYWHERE | ALONE | {"referrer-policy": "no-referrer"}, [*OURS_ONLY, "trusted-types 'none'"]),
    "form": (EVERYWHERE | ALONE | {"referrer-policy": "no-referrer"}, [*OURS_ONLY, FETCHING, "trusted-types 'none'"]),
    "account": (EVERYWHERE | ALONE | {"referrer-policy": "same-origin"}, [*OURS_ONLY, "trusted-types 'none'"]),
    "intake": (
        EVERYWHERE | ALONE | {"referrer-policy": "same-origin"},
        [*OURS_ONLY, FETCHING, "trusted-types intake", "worker-src 'self'"],
    ),
    "editor": (
        EVERYWHERE | {"x-frame-options": "SAMEORIGIN", "referrer-policy": "same-origin"},
        [
            "base-uri 'none'",
            "connect-src 'self'",
            "default-src 'none'",
            "font-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
            "frame-src 'self'",
            "img-src 'self' data: blob:",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
        ],
    ),
}
ASKS_NOBODY = {"camera", "microphone", "geolocation", "browsing-topics", "display-capture", "usb", "payment", "midi"}
KEYS = {"publickey-credentials-get", "publickey-credentials-create"}


@pytest.fixture
def baked(tmp_path) -> ProtectiveHeaders:
    """The site as it is served, over a baked folder of the test's own."""
    return ProtectiveHeaders(BakedPages(get_wsgi_application(), a_baked_site(tmp_path)))


def assert_protected(found: dict[str, list[str]], part: str) -> None:
    values, directives = EXPECTED[part]
    assert {name: found.get(name) for name in values} == {name: [value] for name, value in values.items()}
    (policy,) = found["content-security-policy"]
    assert sorted(policy.split("; ")) == sorted(directives)
    (permissions,) = found["permissions-policy"]
    allowed = dict(feature.split("=") for feature in permissions.split(", "))
    assert set(allowed) >= ASKS_NOBODY | KEYS
    may = {name for name, who in allowed.items() if who != "()"}
    assert may == (set() if part in ("public", "form") else KEYS)
    assert all(allowed[name] == "(self)" for name in may)
    assert "access-control-allow-origin" not in found
    assert SCRIPT_HASHES.lower() not in found
    if part == "editor":
        assert "cross-origin-embedder-policy" not in found  # previews and pictures show without it


# --- The public side ---


@pytest.mark.parametrize(
    ("status", "part", "request_line", "sent"),
    [
        (200, "public", "GET /robots.txt", {}),
        (200, "public", "GET /static/img/favicon.svg", {}),
        (200, "public", "GET /health/live", {}),
        (200, "public", "GET /en/", {}),
        (200, "public", "HEAD /en/", {}),
        (203, "form", "GET /en/contact/", {}),
        (203, "form", "GET /fi/yhteydenotto/", {}),
        (200, "form", "GET /en/professional-referral/", {}),
        (203, "form", "GET /en/reply/", {}),
        (203, "form", "GET /fi/vastaus/", {}),
        (200, "public", "GET /en/thank-you/", {}),
        (302, "public", "GET /", {}),
        (302, "public", "GET /exit/", {}),
        (301, "public", "GET /editor", {}),
        (304, "public", "GET /en/", {"if_none_match": "*"}),
        (304, "public", "GET /static/img/favicon.svg", {"if_modified_since": "Fri, 31 Dec 2100 00:00:00 GMT"}),
        (404, "public", "GET /en/no-such-page/", {}),
        (404, "public", "GET /static/no-such-file.css", {}),
        (404, "public", "GET /media/images/none.jpg", {}),
        (405, "public", "POST /en/", {}),
        (405, "public", "OPTIONS /robots.txt", {}),
        (405, "form", "DELETE /en/contact/", {}),
        (403, "form", "POST /en/contact/", {"sec_fetch_site": "cross-site"}),
        (413, "form", "POST /en/contact/", {"form": {"message": "x" * 300_000}}),
        (422, "form", "POST /en/contact/", {"form": {"message": ""}}),
        (422, "form", "POST /en/reply/", {"form": {"code": "1"}}),
        (400, "public", "GET /en/no-such-page/", {"host": "elsewhere.example"}),
    ],
)
def test_every_public_answer_carries_its_whole_policy_once(baked, status, part, request_line, sent):
    an_epoch()
    found, given = answered(*reversed(request_line.split()), through=baked, **sent)
    assert found == status
    assert_protected(given, part)
    assert "set-cookie" not in given
    assert "cookie" not in str(given.get("vary", "")).lower()


def test_so_does_the_answer_to_what_was_sent(client):
    an_epoch()
    status, given = answered("/en/contact/", "POST", form=shown_form(client, "en").with_answers())
    assert status == 303
    assert_protected(given, "form")


@pytest.mark.parametrize(("path", "part"), [("/en/contact/", "form"), ("/en/somewhere/", "public")])
def test_so_does_a_failure_of_our_own(settings, path, part):
    an_epoch()
    broken = {"context_processors": ["tests.config.test_error_pages.broken"]}
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"OPTIONS": broken}]
    status, given = answered(path)
    assert status == (500 if part == "form" else 404)
    assert_protected(given, part)


@pytest.mark.parametrize(
    ("part", "request_line"),
    [
        ("public", "GET /health/ready"),
        ("public", "GET /en/somewhere/"),
        ("form", "GET /en/contact/"),
        ("account", "GET /account/"),
        ("intake", "GET /intake/"),
        ("editor", "GET /editor/"),
    ],
)
def test_so_does_the_site_without_its_database(part, request_line):
    staff = signed_in(Role.PUBLISHER)

    def refuse(*args):
        raise OperationalError

    with connection.execute_wrapper(refuse):
        status, given = answered(*reversed(request_line.split()), by=staff)
    assert status == 503
    assert_protected(given, part)


# --- Staff ---


@pytest.mark.parametrize(
    ("status", "part", "request_line"),
    [
        (200, "account", "GET /account/login/"),
        (302, "account", "GET /account/"),
        (403, "account", "POST /account/login/"),
        (404, "account", "GET /account/none/"),
        (405, "account", "OPTIONS /account/invitation/a/b/"),
        (302, "intake", "GET /intake/"),
        (404, "intake", "GET /intake/none/"),
        (302, "editor", "GET /editor/"),
        (302, "editor", "GET /editor/login/"),
        (301, "editor", "GET /editor/pages"),
        (403, "editor", "POST /editor/pages/1/edit/"),
    ],
)
def test_every_answer_to_an_outsider_at_a_staff_address_is_protected(status, part, request_line):
    found, given = answered(*reversed(request_line.split()))
    assert found == status
    assert_protected(given, part)


@pytest.mark.parametrize(
    ("status", "part", "role", "request_line"),
    [
        (200, "intake", Role.INTAKE_WORKER, "GET /intake/"),
        (405, "intake", Role.INTAKE_WORKER, "OPTIONS /intake/"),
        (403, "intake", Role.EDITOR, "GET /intake/"),
        (200, "editor", Role.EDITOR, "GET /editor/"),
        (200, "editor", Role.EDITOR, "GET /editor/images/"),
        (302, "editor", Role.EDITOR, "GET /editor/redirects/"),
        (404, "editor", Role.EDITOR, "GET /editor/pages/999/edit/"),
        (405, "editor", Role.EDITOR, "GET /editor/editing-sessions/release/1/"),
        (403, "editor", Role.INTAKE_WORKER, "GET /editor/"),
    ],
)
def test_every_answer_to_staff_is_protected(status, part, role, request_line):
    found, given = answered(*reversed(request_line.split()), by=signed_in(role))
    assert found == status
    assert_protected(given, part)


# --- Which policy is whose ---


def test_only_the_forms_and_the_reply_fetch():
    fetching = {"referral_form", "professional_form", "reply"}
    for name, languages in ADDRESSES.items():
        for language in languages:
            policy = headers.policy_for(f"/{language}/{address(name, language)}/")
            assert policy is (headers.FORM if name in fetching else headers.PUBLIC), name


@pytest.mark.parametrize(
    "path", ["/en/editor/", "/Editor/", "/editorial/", "//editor/", "/account", "/intakes/", "/en/contact/x/", ""]
)
def test_every_other_address_is_public(path):
    assert headers.policy_for(path) is headers.PUBLIC


HASH = "'sha256-CihokcEcBW4atb/CW/XWsvWwbTjqwQlE9nj9ii5ww5M='"


def policy_after(path: str, *handed: str) -> str:
    """The policy of a response at `path` whose application handed these hashes over, and a policy of its own."""

    def below(environ, start_response):
        own = [("Content-Security-Policy", "default-src *"), ("X-Frame-Options", "ALLOWALL")]
        start_response("200 OK", [*own, *((SCRIPT_HASHES, value) for value in handed)])
        return []

    status, given = answered(path, through=ProtectiveHeaders(below))
    assert SCRIPT_HASHES.lower() not in given
    assert given["x-frame-options"] != ["ALLOWALL"]
    (policy,) = given["content-security-policy"]
    return policy


def test_the_editor_s_hashes_are_added_to_its_policy():
    assert f"; script-src 'self' {HASH}; style-src" in policy_after("/editor/pages/", HASH)
    assert f"; script-src 'self' {HASH} {HASH}; style-src" in policy_after("/editor/pages/", f"{HASH} {HASH}")


@pytest.mark.parametrize("path", ["/en/", "/en/contact/", "/account/login/", "/intake/", "/exit/"])
def test_no_other_policy_can_be_widened_by_a_response(path):
    assert policy_after(path, HASH) == dict(headers.policy_for(path))["Content-Security-Policy"]


@pytest.mark.parametrize(
    "handed", ["", "'unsafe-inline'", f"{HASH} 'unsafe-inline'", f"{HASH}; img-src *", f"{HASH}\n", f" {HASH}", "*"]
)
def test_nothing_but_hashes_can_be_handed_over(handed):
    assert policy_after("/editor/", handed) == dict(headers.EDITOR)["Content-Security-Policy"]

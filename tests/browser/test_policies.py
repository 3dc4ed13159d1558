"""Google's csp_evaluator on every content security policy as it is served.

It runs in Chromium, since a machine that tests has no Node of its own.
"""

import re
import subprocess
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser

from accounts.roles import Role
from config.headers import PUBLIC
from tests.builders import an_epoch
from tests.pages.trees import a_front_page
from tests.people import signed_in
from tests.wsgi import answered

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent.parent
ENTRY = """
export { CspEvaluator, DEFAULT_CHECKS, STRICTCSP_CHECKS } from "csp_evaluator/dist/evaluator.js";
export { CspParser } from "csp_evaluator/dist/parser.js";
"""
EVALUATE = """([policy, checks]) => new csp.CspEvaluator(new csp.CspParser(policy).csp)
    .evaluate(undefined, csp[checks]).map(({ directive, value, description }) => [directive, value ?? "", description])
"""
# What it says of 'self' in every policy there is, and what it therefore leaves to be looked at. That nothing of the
# kind is served is tested below.
TO_BE_LOOKED_AT = [
    ["script-src", "'self'", "'self' can be problematic if you host JSONP, AngularJS or user uploaded files."]
]


@pytest.fixture(scope="module")
def evaluator() -> str:
    """The evaluator as one script, which defines `csp`."""
    esbuild = next((ROOT / "node_modules" / "@esbuild").glob("*/bin/esbuild"))
    command = [str(esbuild), "--bundle", "--format=iife", "--global-name=csp", "--log-level=error"]
    return subprocess.run(command, cwd=ROOT, input=ENTRY, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def findings(chromium: Browser, evaluator: str):
    context = chromium.new_context()
    page = context.new_page()
    page.evaluate(f"{evaluator}; globalThis.csp = csp")
    yield lambda policy, checks="DEFAULT_CHECKS": page.evaluate(EVALUATE, [policy, checks])
    context.close()


@pytest.fixture
def policies() -> dict[str, str]:
    """The policy of an address of every part of the site."""
    an_epoch()
    edited = f"/editor/pages/{a_front_page().pk}/edit/"
    served = {path: answered(path)[1] for path in ("/en/none/", "/en/contact/", "/account/login/", "/intake/")}
    served |= {path: answered(path, by=signed_in(Role.PUBLISHER, path))[1] for path in ("/editor/images/", edited)}
    policies = {path: headers["content-security-policy"][0] for path, headers in served.items()}
    assert "'sha256-" in policies[edited]
    return policies


def test_no_policy_has_a_weakness(policies, findings):
    for path, policy in policies.items():
        assert findings(policy) == TO_BE_LOOKED_AT, path


def test_outside_the_editor_no_policy_falls_short_of_a_strict_one(policies, findings):
    for path, policy in policies.items():
        if not path.startswith("/editor/"):
            assert findings(policy, "STRICTCSP_CHECKS") == [], path


@pytest.mark.parametrize(
    ("part", "weaker"),
    [
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        ("script-src 'self'", "script-src 'self' 'unsafe-eval'"),
        ("script-src 'self'", "script-src 'self' https:"),
        ("script-src 'self'", "script-src *"),
        ("default-src 'none'; ", ""),
        ("style-src", "style-scr"),
    ],
)
def test_the_evaluator_finds_a_weakness(findings, part, weaker):
    policy = dict(PUBLIC)["Content-Security-Policy"]
    assert part in policy
    assert findings(policy.replace(part, weaker)) not in ([], TO_BE_LOOKED_AT)


def test_no_script_that_we_host_is_angular_or_answers_with_a_function_of_the_asker_s_choice():
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            if path.endswith((".js", ".mjs")):
                text = Path(storage.path(path)).read_text(errors="replace")
                assert not re.search(r"\bangular\.(module|element|bootstrap)\b|\bng-app\b", text), path
    publisher = signed_in(Role.PUBLISHER)
    for path in ("/robots.txt", "/health/live", "/en/none/", "/editor/api/main/pages/", "/editor/jsi18n/"):
        response = publisher.get(f"{path}?callback=chosen&jsonp=chosen&cb=chosen&function=chosen&format=jsonp")
        assert b"chosen(" not in response.content, path

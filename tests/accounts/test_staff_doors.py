"""Every address that staff sign in to, walked from the URL configuration itself, so that a new one is walked too."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern
from wagtail.models import Page

from accounts.roles import INTAKE_ROLES, Role, group_of
from tests.people import member, signed_in

pytestmark = pytest.mark.django_db

EDITOR_ROLES = sorted(set(Role) - INTAKE_ROLES)
PLACES = ("/editor/", "/intake/", "/account/")

# Where a password is typed, so where a stranger must be able to come.
SIGN_IN = ("/account/login/", "/account/logout/", "/account/invitation/")
LEADING_TO_SIGN_IN = ("/editor/login/", "/editor/password_reset/")

# What nobody may open, whatever their role: the editor's own accounts, groups, sites and workflows.
NOBODY = (
    "/editor/collections/",
    "/editor/failwhale/",
    "/editor/groups/",
    "/editor/password_reset/",
    "/editor/sites/",
    "/editor/test404/",
    "/editor/users/",
    "/editor/workflows/add/",
    "/editor/workflows/list/",
    "/editor/workflows/tasks/",
)

_DRAFTING = (
    "/editor/",
    "/editor/account/",
    "/editor/pages/{page}/",
    "/editor/pages/{page}/edit/",
    "/editor/pages/{page}/history/",
    "/editor/images/",
    "/editor/documents/",
    "/editor/reports/workflow/",
    "/editor/snippets/home/sharedtext/",
    "/editor/snippets/pages/office/",
    "/editor/snippets/pages/figure/",
)
OPEN_TO = {
    Role.ADMINISTRATOR: ("/editor/", "/editor/account/", "/editor/staff/", "/editor/staff/invite/"),
    Role.EDITOR: _DRAFTING,
    Role.PUBLISHER: (
        *_DRAFTING,
        "/editor/settings/home/sitefacts/",
        "/editor/snippets/pages/office/add/",
        "/editor/snippets/pages/figure/add/",
        "/editor/redirects/",
    ),
}

# What stands for a variable part: by its name, else by its kind. A number is the key of a row that exists.
NAMED = {
    "app_name": "home",
    "model_name": "sitefacts",
    "content_type_app_name": "pages",
    "content_type_model_name": "articlepage",
}
KINDS = {"int": "{key}", "str": "{key}", "uuid": "00000000-0000-4000-8000-000000000000", "path": "a/b", "slug": "a-b"}
# Patterns that are expressions and not routes, each with an address that it matches.
EXPRESSIONS = {
    r"^(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/$": "{key}/revisions/compare/live...latest/",
    r"^pictures/(?P<name>(?a:\w[\w.-]*))$": "pictures/lake.jpg",
    r"^pdf/(?P<name>[0-9a-f]+\.pdf)$": "pdf/0a.pdf",
    r"^.*/$": "nothing-here/",
}


def part(pattern: RoutePattern | RegexPattern) -> str:
    """The piece of an address that a pattern matches."""
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:(\w+):)?(\w+)>", lambda v: NAMED.get(v[2]) or KINDS[v[1] or "str"], str(pattern))
    expression = str(pattern)
    return EXPRESSIONS.get(expression) or expression.removeprefix("^")


def walk(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    for item in patterns:
        if isinstance(item.pattern, LocalePrefixPattern):
            continue
        address = before + part(item.pattern)
        if isinstance(item, URLResolver):
            yield from walk(item.url_patterns, address)
        else:
            yield address


def staff_addresses(key: int) -> list[str]:
    """Every staff address, with `key` wherever a number is asked for."""
    found = (address.replace("{key}", str(key)) for address in walk(get_resolver().url_patterns))
    return sorted({address for address in found if address.startswith(PLACES)})


@pytest.fixture
def addresses() -> list[str]:
    return staff_addresses(Page.objects.get(depth=2).pk)


def answers(client: Client, addresses: list[str]) -> Iterator[tuple[str, str, HttpResponse]]:
    for address in addresses:
        for method in ("get", "post"):
            yield method, address, getattr(client, method)(address)


def sent_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response["Location"].startswith("/account/login/")


def test_the_walk_sees_every_room(addresses):
    assert settings.STAFF_PATHS == PLACES
    for place, least in (("/editor/", 150), ("/intake/", 5), ("/account/", 8)):
        assert sum(address.startswith(place) for address in addresses) >= least
    for address in addresses:
        assert resolve(address)


def test_an_outsider_is_refused_everywhere(addresses):
    for method, address, response in answers(Client(), addresses):
        refused = sent_to_sign_in(response) or response.status_code in {403, 405}
        assert refused or address.startswith(SIGN_IN), (method, address, response.status_code)


@pytest.mark.parametrize("role", EDITOR_ROLES)
def test_nobody_of_the_editor_opens_anything_of_the_intake(addresses, role):
    for method, address, response in answers(signed_in(role), [a for a in addresses if a.startswith("/intake/")]):
        assert response.status_code in {403, 405}, (method, address, response.status_code)


@pytest.mark.parametrize("role", sorted(INTAKE_ROLES))
def test_nobody_of_the_intake_opens_anything_of_the_editor(addresses, role):
    for method, address, response in answers(signed_in(role), [a for a in addresses if a.startswith("/editor/")]):
        refused = response.status_code == 403 or sent_to_sign_in(response) and address in LEADING_TO_SIGN_IN
        assert refused, (method, address, response.status_code)


@pytest.mark.parametrize("role", EDITOR_ROLES)
def test_nobody_of_the_editor_reaches_accounts_and_groups_of_the_intake(role):
    worker = member(Role.INTAKE_WORKER)
    group = group_of(Role.INTAKE_WORKER)
    client = signed_in(role)
    for key in (worker.pk, group.pk):
        for method, address, response in answers(client, [a for a in staff_addresses(key) if a.startswith(NOBODY)]):
            assert response.status_code in {302, 403, 404, 405}, (method, address, response.status_code)
    worker.refresh_from_db()
    assert worker.is_active
    assert list(worker.groups.all()) == [group]


@pytest.mark.parametrize("role", [role for role in EDITOR_ROLES if role in OPEN_TO])
def test_what_belongs_to_a_role_opens_to_it(role):
    page = Page.objects.get(depth=2).pk
    client = signed_in(role)
    for address in OPEN_TO[role]:
        response = client.get(address.format(page=page), follow=True)
        assert response.status_code == 200, address
        assert ("/editor/", 302) not in response.redirect_chain, address


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR])
def test_what_shows_everywhere_at_once_opens_to_publishers_only(role):
    client = signed_in(role)
    for address in set(OPEN_TO[Role.PUBLISHER]) - set(OPEN_TO[Role.EDITOR]):
        assert client.get(address, follow=True).redirect_chain[-1] == ("/editor/", 302), address


@pytest.mark.parametrize("role", EDITOR_ROLES)
def test_the_editor_answers_its_own_people_everywhere(addresses, role):
    client = signed_in(role)
    for address in [a for a in addresses if a.startswith("/editor/") and a != "/editor/logout/"]:
        status = client.get(address).status_code
        assert status in {200, 302, 403, 404, 405}, (address, status)


@pytest.mark.parametrize("role", sorted(INTAKE_ROLES))
def test_the_intake_answers_its_own_people_everywhere(addresses, role):
    client = signed_in(role)
    for method, address, response in answers(client, [a for a in addresses if a.startswith("/intake/")]):
        assert response.status_code < 500, (method, address, response.status_code)
    assert client.get("/intake/").status_code == (403 if role == Role.AUDITOR else 200)

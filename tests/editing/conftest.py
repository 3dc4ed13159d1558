import pytest
from django.test import Client

from accounts.roles import Role
from home.models import FrontPage
from tests.pages.trees import a_front_page
from tests.people import signed_in


@pytest.fixture
def front_page(db) -> FrontPage:
    return a_front_page()


@pytest.fixture
def editor(front_page) -> Client:
    """An editor's browser, its interface in English. Roles are given on the pages that there are."""
    browser = signed_in(Role.EDITOR)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def publisher(front_page) -> Client:
    browser = signed_in(Role.PUBLISHER)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser

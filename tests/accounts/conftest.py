import pytest

from accounts.roles import Role
from pages.models import ArticlePage
from tests.pages.editing import create, newest
from tests.pages.trees import a_front_page
from tests.people import signed_in


@pytest.fixture
def front_page(db):
    return a_front_page()


@pytest.fixture
def editor():
    return signed_in(Role.EDITOR, "editor")


@pytest.fixture
def publisher():
    return signed_in(Role.PUBLISHER, "publisher")


@pytest.fixture
def other():
    """A second publisher."""
    return signed_in(Role.PUBLISHER, "other")


@pytest.fixture
def submitted(front_page, editor) -> ArticlePage:
    """A new page that waits for approval."""
    create(editor, front_page, "action-submit")
    return newest()

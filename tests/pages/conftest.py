import pytest

from home.models import FrontPage
from tests.pages.trees import a_front_page


@pytest.fixture
def front_page(db) -> FrontPage:
    return a_front_page()

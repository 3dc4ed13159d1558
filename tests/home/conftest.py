from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from home.models import FrontPage
from home.remembered import forget_all
from tests.home.content import written
from tests.pages.trees import a_front_page


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Each test is a new process to what is kept between requests."""
    forget_all()
    yield
    forget_all()


@pytest.fixture
def front_page(db: None) -> FrontPage:
    return a_front_page()


@pytest.fixture
def database_gone(db: None) -> AbstractContextManager[Any]:
    """Inside it, every query fails as it does when the server is away."""

    def refuse(*args: object) -> None:
        raise OperationalError

    return connection.execute_wrapper(refuse)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder of small content: a front page, an article with another below it, the offices."""
    return written(tmp_path)

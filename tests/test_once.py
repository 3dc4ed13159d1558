"""What is left out of the run on PostgreSQL has nothing to do with a database."""

import pytest

DATABASE = {"db", "transactional_db", "django_db_setup", "prepared", "manage", "served", "demonstration"}


def test_no_test_that_is_marked_once_asks_for_a_database(request):
    marked = [item for item in request.session.items if item.get_closest_marker("once")]
    assert [item.nodeid for item in marked if asks_for_a_database(item)] == []


def asks_for_a_database(item: pytest.Item) -> bool:
    """Django's own database is closed to tests that do not ask for it so."""
    return bool(item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames))

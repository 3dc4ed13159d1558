"""Readiness tells the truth, and outsiders nothing more; liveness asks nobody."""

import pytest
from django.db import connection

from tests.broken import KINDS, broken_database

pytestmark = pytest.mark.django_db


def test_a_site_that_can_work_is_ready(client):
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"ready": True})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_without_its_database_it_is_not_ready_and_still_alive(client, tmp_path, kind, method):
    ask = getattr(client, method)
    with broken_database(kind, tmp_path):
        response = ask("/health/ready")
        assert (response.status_code, response.content) == (503, b'{"ready": false}' if method == "get" else b"")
        assert ask("/health/live").status_code == 200


def test_without_one_of_our_tables_it_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE referrals_usednonce")
    assert client.get("/health/ready").json() == {"ready": False}


def test_a_data_folder_that_takes_no_file_is_no_place_to_work(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "gone"
    assert client.get("/health/ready").json() == {"ready": False}

"""An unsafe deployment is refused: a database that could lose a referral, a demonstration in earnest."""

import pytest
from django.core.checks import Tags, run_checks
from django.db import connections

from accounts.models import DemonstrationMark, User
from config import checks
from config.checks import durability_fault

pytestmark = pytest.mark.django_db


def ids() -> set[str]:
    # Only these look into the database: one of the others would wait for the lock that the test holds.
    return {message.id for message in run_checks(tags=[Tags.database], databases=["default"])}


def test_the_database_keeps_what_it_acknowledged():
    assert durability_fault() == ""
    assert checks.NOT_DURABLE not in ids()


@pytest.fixture
def weaker_connection():
    """The default connection replaced by one that could lose an acknowledged commit."""
    kept = connections["default"]
    weaker = connections["default"] = kept.copy()
    with weaker.cursor() as cursor:
        cursor.execute(
            {"sqlite": "PRAGMA synchronous=NORMAL", "postgresql": "SET synchronous_commit TO off"}[weaker.vendor]
        )
    yield
    weaker.close()
    connections["default"] = kept


def test_a_database_that_could_lose_a_referral_is_refused(weaker_connection):
    assert durability_fault()
    assert checks.NOT_DURABLE in ids()


def test_readiness_tells_the_truth_about_it(client):
    assert client.get("/health/ready").json() == {"ready": True}


def test_readiness_is_lost_with_durability(client, weaker_connection):
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"ready": False})
    assert client.get("/health/live").json() == {"live": True}


def test_a_demonstration_database_never_serves_in_earnest(settings):
    DemonstrationMark.objects.create()
    settings.DEMO = False
    assert checks.MARKED_DATABASE in ids()
    settings.DEMO = True
    assert checks.MARKED_DATABASE not in ids()


def test_a_real_database_never_serves_a_demonstration(settings):
    User.objects.create_user("a")
    settings.DEMO = True
    assert checks.UNMARKED_DATABASE in ids()
    DemonstrationMark.objects.create()
    assert checks.UNMARKED_DATABASE not in ids()


def test_a_demonstration_refuses_whoever_comes_through_a_proxy(client, settings):
    settings.DEMO = True
    assert client.get("/health/live").status_code == 200
    for header in ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"):
        assert client.get("/health/live", headers={header: "127.0.0.1"}).status_code == 400

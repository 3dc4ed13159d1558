"""The start picks a language from what the browser asks for, and from nothing else."""

import pytest


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (None, "fi"),
        ("", "fi"),
        ("fi", "fi"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("sv,en;q=0.8,fi;q=0.7", "en"),
        ("sv;q=0.9,fi;q=0.8,en;q=0.7", "fi"),
        ("ar", "fi"),
        ("*", "fi"),
        ("en;q=0.1,fi;q=0.2", "fi"),
        ("nonsense;;q=x,,", "fi"),
        ("en" * 5000, "fi"),
    ],
)
def test_it_leads_to_the_best_language(client, accepted, language):
    response = client.get("/", headers={} if accepted is None else {"accept-language": accepted})

    assert (response.status_code, response["Location"]) == (302, f"/{language}/")


def test_it_depends_on_the_asked_language_alone(client):
    client.cookies["django_language"] = "en"
    response = client.get("/", headers={"accept-language": "fi"})

    assert response["Location"] == "/fi/"
    assert response["Vary"] == "Accept-Language"
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies


def test_it_needs_no_database(client, database_gone):
    with database_gone:
        assert client.get("/").status_code == 302


def test_it_is_read_only(client):
    assert client.head("/").status_code == 302
    assert client.post("/").status_code == 405

"""The quick exit on the server's side: away at once, and nothing told to the other site."""

from home.content import shared
from home.models import SiteFacts

DEFAULT = "https://www.ilmatieteenlaitos.fi/"


def test_it_leads_to_the_weather_and_takes_what_is_stored_along(client, db):
    response = client.get("/exit/")

    assert (response.status_code, response["Location"]) == (302, DEFAULT)
    assert response["Clear-Site-Data"] == '"storage"'
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert "Vary" not in response or "cookie" not in response["Vary"].lower()


def test_editors_choose_where_it_leads(client, db):
    SiteFacts(**(shared()["facts"] | {"exit_url": "https://www.example.org/news"})).save()

    assert client.get("/exit/")["Location"] == "https://www.example.org/news"


def test_it_works_when_the_database_is_gone(client, database_gone):
    with database_gone:
        assert client.get("/exit/")["Location"] == DEFAULT


def test_it_still_leads_to_the_chosen_site_when_the_database_goes(client, database_gone):
    SiteFacts(**(shared()["facts"] | {"exit_url": "https://www.example.org/"})).save()
    client.get("/exit/")
    with database_gone:
        assert client.get("/exit/")["Location"] == "https://www.example.org/"


def test_it_asks_the_database_one_question(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/exit/")


def test_only_a_visit_leaves(client, db):
    assert client.head("/exit/").status_code == 302
    assert client.post("/exit/").status_code == 405

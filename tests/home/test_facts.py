"""The shared facts: strictly checked, changed in one place, there even when the database is not."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.roles import Role
from home.content import shared
from home.facts import SiteFacts, current_facts
from tests.people import signed_in


def facts(**changes: object) -> SiteFacts:
    return SiteFacts(**(shared()["facts"] | changes))


def test_what_is_stored_is_what_pages_show(db):
    facts(email="other@example.org", reading_times_en="Every weekday.").save()

    assert current_facts().email == "other@example.org"
    assert current_facts().helpline_display == "029 54 63 177"
    assert current_facts().helpline_tel == "+358295463177"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("helpline_display", "029 54 63 177 x"),
        ("helpline_display", "0295463177"),
        ("helpline_display", "029  54"),
        ("helpline_display", "029 54 63 177\n"),
        ("helpline_abroad", "358 29 546 3177"),
        ("helpline_abroad", "+358 29 546 3178"),
        ("helpline_abroad", ""),
        ("emergency", "one one two"),
        ("emergency", "1"),
        ("email", "nobody"),
        ("exit_url", "http://www.ilmatieteenlaitos.fi/"),
        ("exit_url", "javascript:alert(1)"),
        ("exit_url", "//www.ilmatieteenlaitos.fi/"),
        ("exit_url", "https://www.ilmatieteenlaitos.fi/\r\nSet-Cookie: a=b"),
        ("exit_url", ""),
        ("backup_days", 0),
        ("backup_days", 367),
    ],
)
def test_a_fact_that_would_mislead_is_refused(db, name, value):
    facts().full_clean()
    with pytest.raises(ValidationError) as refused:
        facts(**{name: value}).full_clean()
    assert name in refused.value.message_dict


def test_there_is_one_row_only(db):
    facts().save()
    facts(email="other@example.org").save()

    assert [row.email for row in SiteFacts.objects.all()] == ["other@example.org"]


def test_a_promise_in_one_language_is_none_in_another(db):
    facts(reading_times_fi="Arkisin.").save()

    with translation.override("fi"):
        assert current_facts().reading_times == "Arkisin."
    with translation.override("en"):
        assert current_facts().reading_times == ""


def test_the_empty_row_that_the_editor_makes_hides_no_number(db):
    SiteFacts.load()

    assert current_facts().helpline_tel == "+358295463177"


def test_without_a_database_the_last_known_facts_stand(client, database_gone):
    facts(email="other@example.org").save()
    assert current_facts().email == "other@example.org"

    with database_gone:
        client.get("/exit/")
        assert current_facts().email == "other@example.org"


def test_a_new_process_without_a_database_has_the_seeded_facts(database_gone):
    with database_gone:
        assert current_facts().helpline_display == "029 54 63 177"
        assert current_facts().exit_url == "https://www.ilmatieteenlaitos.fi/"


def test_a_request_reads_them_once_and_the_next_one_again(client, db, django_assert_num_queries):
    facts().save()
    with django_assert_num_queries(1):
        for _ in range(5):
            current_facts()
    SiteFacts.objects.update(exit_url="https://www.example.org/")

    assert client.get("/exit/")["Location"] == "https://www.example.org/"


def test_a_publisher_changes_them_in_the_editor_and_an_editor_cannot(front_page):
    facts().save()
    form = shared()["facts"] | {"email": "new@example.org", "reading_times_fi": "", "reading_times_en": ""}
    address = "/editor/settings/home/sitefacts/1/"

    assert signed_in(Role.EDITOR).post(address, form).status_code in {302, 403}
    assert current_facts().email != "new@example.org"

    publisher = signed_in(Role.PUBLISHER)
    page = publisher.get(address)
    assert page.status_code == 200
    assert publisher.post(address, form).status_code == 302
    assert current_facts().email == "new@example.org"

    assert publisher.post(address, form | {"exit_url": "http://insecure.example/"}).status_code == 200
    assert current_facts().exit_url == "https://www.ilmatieteenlaitos.fi/"

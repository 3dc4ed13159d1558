"""The form says that we cannot answer to those who chose so, and to nobody else, with script and without."""

import pytest
from playwright.sync_api import expect

PATHS = ("/fi/yhteydenotto/", "/en/contact/")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("path", PATHS)
def test_only_who_wants_neither_a_number_nor_to_be_reached_is_told_that_we_cannot_answer(visitor, path, script):
    page = visitor.open(path, java_script_enabled=script)
    told, no_number = page.locator(".no-channel"), page.locator('[name="no_code"]')
    expect(told).to_be_hidden()
    page.locator('[name="contact_method"][value="none"]').check()
    expect(told).to_be_hidden()  # the number is the way
    no_number.check()
    expect(told).to_be_visible()
    page.locator('[name="contact_method"][value="i_will_call"]').check()
    expect(told).to_be_hidden()
    no_number.uncheck()
    expect(told).to_be_hidden()


@pytest.mark.parametrize("path", PATHS)
def test_who_chose_nothing_but_to_have_no_number_is_told_too(visitor, path):
    page = visitor.open(path)
    page.locator('[name="no_code"]').check()
    expect(page.locator(".no-channel")).to_be_visible()

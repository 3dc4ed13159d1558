"""What staff do with pages and pictures, each act in a real browser under the editor's policy."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editor import Editor
from tests.members import Member
from tests.pictures import SECRET, a_picture


@pytest.fixture
def editor(enter) -> Editor:
    return enter("editor")


def published(publisher: Editor, approver: Member, heading: str) -> int:
    """The number of a new published article."""
    publisher.new_article(heading)
    publisher.insert("Heading").locator("input[type=text]").fill("Ensimmäinen")
    publisher.publish(approver)
    return publisher.page_called(heading)


def test_a_page_is_changed_and_its_versions_are_compared(publisher, approver):
    number = published(publisher, approver, "Versiot")
    page = publisher.open(f"pages/{number}/edit/")
    page.locator('[name="body_fi-0-value"]').fill("Toinen")
    publisher.publish(approver)
    publisher.open(f"pages/{number}/history/")
    page.get_by_role("button", name="Actions").last.click()
    page.get_by_role("link", name="Compare with current").click()
    expect(page.locator(".comparison, main table").first).to_contain_text("Ensimmäinen")
    expect(page.locator(".comparison, main table").first).to_contain_text("Toinen")


def test_an_editor_submits_and_a_publisher_sends_back_and_approves(enter):
    editor, publisher = enter("editor"), enter("publisher")
    page = editor.new_article("Hyväksyttävä")
    editor.insert("Heading").locator("input[type=text]").fill("Ensimmäinen")
    editor.act("Submit for approval")
    number = editor.page_called("Hyväksyttävä")

    publisher.open(f"pages/{number}/edit/")
    publisher.button("More actions").click()
    publisher.button(re.compile("Request changes")).click()
    dialog = publisher.page.locator(".modal.in")
    dialog.locator("textarea").fill("Lisää numero.")
    with publisher.page.expect_navigation():
        dialog.get_by_role("button").last.click()
    expect(publisher.told()).to_contain_text("Hyväksyttävä")

    page = editor.open(f"pages/{number}/edit/")
    expect(page.locator("body")).to_contain_text("Lisää numero.")
    editor.act("Submit for approval")
    publisher.open(f"pages/{number}/edit/")
    publisher.button("More actions").click()
    with publisher.page.expect_navigation():
        publisher.button(re.compile("Approve and [Pp]ublish")).click()
    publisher.open(f"pages/{number}/workflow_history/")
    publisher.open("reports/workflow/")
    expect(publisher.read("/fi/hyvaksyttava/", "Ensimmäinen").locator("h1")).to_have_text("Hyväksyttävä")


def test_a_locked_page_is_seen_by_an_editor_and_unlocked_by_the_publisher(enter, approver):
    editor, publisher = enter("editor"), enter("publisher")
    number = published(publisher, approver, "Lukittava")
    page = publisher.open(f"pages/{number}/edit/")
    with page.expect_navigation():
        publisher.panel("status").get_by_text("Lock", exact=True).click()
    expect(publisher.told()).to_contain_text("locked")
    editor.open(f"pages/{number}/edit/")
    expect(editor.told()).to_contain_text("locked")
    with page.expect_navigation():
        publisher.button("Unlock").click()
    editor.open(f"pages/{number}/edit/")
    expect(editor.button("Save draft")).to_be_visible()


def move(publisher: Editor, number: int) -> Page:
    """Moves a page below the first door."""
    page = publisher.open(f"pages/{number}/move/")
    publisher.button("Actions", page.locator("main form")).click()
    publisher.button(re.compile("Choose (a|another)")).click()
    page.locator(".modal.in").get_by_role("link", name="Explore").first.click()
    publisher.choose("Tarvitsen apua")
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Yes, move this page").click()
    expect(publisher.told()).to_contain_text("moved")
    return page


def test_a_page_is_moved_copied_unpublished_and_deleted(publisher, approver):
    number = published(publisher, approver, "Siirrettävä")
    page = move(publisher, number)

    publisher.open(f"pages/{number}/copy/")
    page.locator('[name="new_title"]').fill("Kopioitu")
    page.locator('[name="new_slug"]').fill("kopioitu")
    page.get_by_role("button", name="Copy this page").click()
    expect(publisher.told()).to_contain_text("copied")

    publisher.open(f"pages/{number}/unpublish/")
    page.get_by_role("button", name="Yes, unpublish it").click()
    expect(publisher.told()).to_contain_text("unpublished")
    publisher.open(f"pages/{number}/edit/")
    expect(page.locator("body")).to_contain_text("Siirrettävä")


def test_an_alias_an_approved_copy_and_a_moved_page_are_read_in_both_languages(publisher, approver):
    page = publisher.new_article("Kahdessa paikassa")
    publisher.insert("Heading").locator("input[type=text]").fill("Ensimmäinen")
    page.get_by_role("tab", name="English").click()
    page.locator('[name="heading_en"]').fill("In two places")
    publisher.insert("Heading", "en").locator("input[type=text]").fill("The first")
    publisher.publish(approver)
    number = publisher.page_called("Kahdessa paikassa")
    for slug, is_alias in (("alias-sivu", True), ("kopio-sivu", False)):
        publisher.open(f"pages/{number}/copy/")
        page.locator('[name="new_title"]').fill(slug)
        page.locator('[name="new_slug"]').fill(slug)
        if is_alias:
            page.locator('[name="alias"]').check()
        page.get_by_role("button", name="Copy this page").click()
        expect(publisher.told()).to_contain_text("copied" if not is_alias else re.compile("alias|copied"))
    publisher.open(f"pages/{publisher.page_called('kopio-sivu')}/edit/")
    publisher.publish(approver)
    move(publisher, number)
    for path, words in (
        ("/fi/alias-sivu/", "Ensimmäinen"),
        ("/en/in-two-places-2/", "The first"),
        ("/fi/kopio-sivu/", "Ensimmäinen"),
        ("/en/in-two-places-3/", "The first"),
        ("/fi/apua/kahdessa-paikassa/", "Ensimmäinen"),
        ("/en/help/in-two-places/", "The first"),
    ):
        publisher.read(path, words)


def test_what_is_wrong_in_a_form_is_told_beside_the_field(publisher):
    page = publisher.new_article("")
    publisher.insert("Signs in one situation")
    page.locator('[name="address_fi"]').fill("yhteydenotto")
    page.locator("form").first.evaluate("form => { form.noValidate = true }")
    publisher.act("Submit for approval")
    expect(publisher.told()).to_contain_text("could not be")
    expect(page.locator("#tab-suomi .error-message").first).to_be_visible()


def test_calendars_open_where_wagtail_starts_them_by_inline_script(publisher):
    number = publisher.page_called("Saavutettavuus")
    page = publisher.open(f"pages/{number}/edit/")
    publisher.button("Set schedule", publisher.panel("status")).click()
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    page.locator("#id_go_live_at").click()
    expect(calendar).to_have_count(1)
    page.keyboard.press("Escape")
    page.goto(f"{publisher.site.origin}/editor/snippets/pages/figure/add/")
    page.locator("#id_date").click()
    expect(calendar).to_have_count(1)


def test_facts_snippets_redirects_and_standing_pages_are_changed(publisher):
    page = publisher.open("settings/home/sitefacts/")
    page.locator('[name="email"]').fill("help@example.org")
    publisher.button(re.compile("^Save")).click()
    expect(publisher.told()).to_contain_text("updated")

    publisher.open("settings/home/standingpages/")
    publisher.button("Actions").first.click()
    publisher.button("Choose another page").click()
    publisher.choose("Saavutettavuus")
    publisher.button(re.compile("^Save")).click()
    expect(publisher.told()).to_contain_text("updated")

    publisher.open("snippets/pages/office/add/")
    page.locator('[name="kind"]').select_option("branch")
    page.locator('[name="place"]').fill("Rovaniemi")
    page.locator('[name="name_fi"]').fill("Rovaniemen toimisto")
    publisher.button(re.compile("^Save")).click()
    expect(publisher.told()).to_contain_text("created")

    publisher.open("redirects/add/")
    page.locator('[name="old_path"]').fill("/fi/vanha/")
    publisher.button("Choose a page").click()
    publisher.choose("Pakottaako")
    publisher.button("Create").click()
    expect(publisher.told()).to_contain_text("added")


def test_pictures_are_uploaded_seen_cropped_and_deleted(editor, tmp_path):
    (tmp_path / "lake.jpg").write_bytes(a_picture("jpeg"))
    (tmp_path / "sea.png").write_bytes(a_picture("png"))
    page = editor.open("images/multiple/add/")
    page.locator("input[type=file]").set_input_files([tmp_path / "lake.jpg", tmp_path / "sea.png"])
    titles = page.locator("#upload-list input[type=text][name$=title]")
    expect(titles).to_have_count(2)
    titles.first.fill("A lake")
    rows = page.locator("#upload-list > li")
    editor.button("Update", rows.first).click()
    expect(rows.first.locator("form .error-message")).to_have_count(2)
    rows.first.locator("[name$=-alt_fi]").fill("Järvi")
    rows.first.locator("[name$=-alt_en]").fill("A lake")
    editor.button("Update", rows.first).click()
    expect(rows).to_have_count(1)
    rows.first.get_by_label("it only decorates").check()
    editor.button("Update", rows.first).click()
    expect(rows).to_have_count(0)
    expect(editor.told()).to_contain_text("updated")

    editor.open("images/")
    thumbnails = page.locator("main img")
    expect(thumbnails).to_have_count(2)
    for picture in thumbnails.all():
        assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
    address = thumbnails.first.evaluate("picture => picture.src")
    assert SECRET.encode() not in page.request.get(address).body()
    page.locator("a.image-choice", has_text="A lake").click()
    crop = page.locator(".jcrop-tracker").last
    box = crop.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 90, steps=4)
    page.mouse.up()
    expect(page.locator("input.focal_point_x")).not_to_have_value("")
    editor.button(re.compile("^Save")).click()
    expect(editor.told()).to_contain_text("updated")
    page.locator("a.image-choice", has_text="sea").click()
    editor.button("Actions").first.click()
    page.get_by_role("link", name="Delete").click()
    editor.button(re.compile("^Yes")).click()
    expect(editor.told()).to_contain_text("deleted")


def test_a_picture_is_put_into_a_page_and_seen_on_a_small_phone(publisher, approver, tmp_path):
    (tmp_path / "lake.jpg").write_bytes(a_picture(width=400, height=900))
    page = publisher.new_article("Kuvallinen")
    publisher.upload(publisher.insert("Picture"), tmp_path / "lake.jpg", fi="Järvi syksyllä", en="A lake in autumn")
    publisher.publish(approver)
    page.set_viewport_size({"width": 320, "height": 640})
    publisher.read("/fi/kuvallinen/", "Kuvallinen")
    picture = page.get_by_role("img", name="Järvi syksyllä")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
    assert "/media/images/" in picture.evaluate("picture => picture.currentSrc")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

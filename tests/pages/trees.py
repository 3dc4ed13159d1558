"""Small trees of pages, made as the set-up command makes them: by fields, not by forms."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Site

from home.models import FrontPage
from pages.models import ArticlePage

TEXT = {"type": "text", "value": "<p>Teksti.</p>"}


def a_front_page(**changes: object) -> FrontPage:
    """The front page of the one site, in both languages, in place of what Wagtail's migrations put there."""
    fields = {"heading_fi": "Pakottaako joku sinua?", "heading_en": "Is someone forcing you?"} | changes
    root = Page.get_first_root_node()
    front_page = root.add_child(instance=FrontPage(**fields))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": front_page}
    )
    Page.objects.filter(depth=2, content_type=ContentType.objects.get_for_model(Page)).delete()
    # Read again: deleting changes the number of children that Wagtail keeps with the parent.
    return FrontPage.objects.get(pk=front_page.pk)


def an_article(parent: Page, **changes: object) -> ArticlePage:
    """A published article in both languages; give `body_en=None` for one that is in Finnish only."""
    fields = {
        "heading_fi": "Tarvitsen apua",
        "heading_en": "I need help",
        "address_fi": "apua",
        "address_en": "help",
        "body_fi": [TEXT | {"value": "<p>Voit soittaa.</p>"}],
        "body_en": [TEXT | {"value": "<p>You can call.</p>"}],
    } | changes
    bodies = {name: fields.pop(name) for name in list(fields) if name.startswith("body_")}
    page = ArticlePage(**fields)
    for name, raw in bodies.items():
        setattr(page, name, page._meta.get_field(name).stream_block.to_python(raw or []))
    page = parent.add_child(instance=page)
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def an_easy_article(parent, **changes: object) -> ArticlePage:
    """An article with an easy version in both languages; `easy_body_en=None` for one in Finnish only."""
    easy_bodies = {
        "easy_body_fi": [TEXT | {"value": "<p>Soita meille.</p>"}],
        "easy_body_en": [TEXT | {"value": "<p>Call us.</p>"}],
    }
    easy_bodies |= {name: changes.pop(name) for name in easy_bodies if name in changes}
    page = an_article(parent, **changes)
    for name, raw in easy_bodies.items():
        setattr(page, name, page._meta.get_field(name).stream_block.to_python(raw or []))
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)

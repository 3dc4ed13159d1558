"""Pages made of page documents, and renewed from newer ones."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from wagtail.models import Page

from home.content import ContentError
from home.content.documents import PageDocument
from home.content.values import Converter, Known, in_words
from home.front_page import FrontPage
from home.seeds import Ledger
from pages.languages import DEFAULT, localized
from pages.models import ArticlePage, OfficesPage, SitePage

TYPES: dict[str, type[SitePage]] = {"front": FrontPage, "article": ArticlePage, "offices": OfficesPage}

# A page that an editor has unpublished or has a draft of is the editor's.
STATE = ("live", "has_unpublished_changes")


class PageSeeder:
    """Two steps, so that pages can refer to later ones: `find_or_add` each document, then `fill` each."""

    def __init__(self, documents: Iterable[PageDocument], ledger: Ledger) -> None:
        self._ledger = ledger
        self._pages: dict[str, SitePage | None] = {document.key: None for document in documents}
        self._added: set[str] = set()

    def page_ids(self) -> dict[str, int | None]:
        """The id of every document's page by key; None where an editor has deleted it."""
        return {key: page and page.pk for key, page in self._pages.items()}

    def find_or_add(self, document: PageDocument) -> SitePage | None:
        """The page of `document`, added unpublished when it never was; None when it, or the page above, is deleted."""
        record = f"page:{document.key}"
        page = self._ledger.row(record, TYPES[document.type])
        if page is None and not self._ledger.knows(record):
            page = self._add(document)
        self._pages[document.key] = page
        return page

    def _add(self, document: PageDocument) -> SitePage | None:
        parent = self._pages[document.parent] if document.parent else Page.get_first_root_node()
        if parent is None:
            return None
        parent = Page.objects.get(pk=parent.pk)
        page = TYPES[document.type](live=False, show_in_menus=document.parent is not None and parent.is_site_root())
        for code, table in document.languages.items():
            setattr(page, localized("heading", code), table["heading"])
            setattr(page, localized("address", code), table.get("address", ""))
        try:
            parent.add_child(instance=page)
        except ValidationError as error:
            raise ContentError(f"{document.file}: {in_words(error)}") from error
        self._added.add(document.key)
        return page

    def fill(self, document: PageDocument, known: Known) -> None:
        """Puts the text into the page of `document` and publishes it, unless it is an editor's by now."""
        page = self._pages[document.key]
        record = f"page:{document.key}"
        source = [document.type, document.shared, document.languages]
        if page is None and not self._ledger.knows(record):
            return
        if not self._ledger.may_write(record, None if document.key in self._added else page, source):
            return
        # Read again: adding pages below it has changed what it knows of its place in the tree.
        page = type(page).objects.get(pk=page.pk)
        values = _values(document, known)
        for name, value in values.items():
            setattr(page, name, value)
        try:
            page.save_revision().publish()
        except ValidationError as error:
            raise ContentError(f"{document.file}: {in_words(error)}") from error
        stored = type(page).objects.get(pk=page.pk)
        self._ledger.wrote(record, stored, source, [*values, *STATE])


def _values(document: PageDocument, known: Known) -> dict[str, Any]:
    """Attribute names and values for the page. A field without languages may stand in each of their tables, alike."""
    model = TYPES[document.type]
    values = _converted(model, document.shared, Converter(known, DEFAULT), "", f"{document.file}")
    for code, table in document.languages.items():
        where = f"{document.file} [{code}]"
        for name, value in _converted(model, table, Converter(known, code), code, where).items():
            if values.setdefault(name, value) != value:
                raise ContentError(f"{where}: {name} is the same in every language, but not here.")
    return values


def _converted(
    model: type[SitePage], table: Mapping[str, Any], converter: Converter, code: str, where: str
) -> dict[str, Any]:
    values = {}
    for name, value in table.items():
        try:
            field = model._meta.get_field(name)
            if hasattr(model, localized(name, DEFAULT)):
                field = model._meta.get_field(localized(name, code))
        except FieldDoesNotExist:
            raise ContentError(f"{where}: there is no {name} in this type of page.") from None
        values[field.attname] = converter.field(field, value, f"{where} {name}")
    return values

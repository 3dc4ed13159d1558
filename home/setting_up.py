"""Puts the first content into the database, and newer content later, and never touches what an editor changed."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import Page, Site

from accounts.roles import set_up_roles
from home.content import FOLDER, ContentError
from home.content.documents import Documents, load
from home.content.tree import PageSeeder
from home.content.values import Known, in_words
from home.facts import SiteFacts
from home.remembered import reread_all
from home.search.index import index_everything
from home.seeds import Ledger
from home.standing import DOORS, FOOTER, StandingPages
from home.texts import SharedText
from pages.languages import localized
from pages.models import Figure, Office, SitePage

# Which seeded page is which of the pages that every page leads to.
STANDING = {
    "help_page": "help",
    "worried_page": "worried",
    "professionals_page": "professionals",
    "safe_use_page": "safely",
    "privacy_page": "privacy",
    "accessibility_page": "accessibility",
}
WELCOME = "Welcome to your new Wagtail site!"


def set_up_site(folder: Path = FOLDER) -> Counter[str]:
    """Brings the database up to the content in `folder`, wholly or not at all, any number of times.

    What an editor has changed or deleted is left so. Returns how many things were "made", "renewed",
    "unchanged" and "left" to editors. Raises `ContentError`.
    """
    documents = load(folder)
    with transaction.atomic():
        call_command("createcachetable", verbosity=0)
        ledger = Ledger()
        _seed_shared(documents, ledger)
        _seed_pages(documents, ledger)
        set_up_roles()
        index_everything()
    reread_all()
    return ledger.counts


def _seed_shared(documents: Documents, ledger: Ledger) -> None:
    # Wagtail's form makes an empty row of settings when there is none.
    _seed_row(ledger, "facts", SiteFacts.objects.exclude(helpline_display=""), documents.facts)
    for key, text in documents.texts.items():
        values = {"key": key} | {localized("text", code): words for code, words in text.items()}
        _seed_row(ledger, f"text:{key}", SharedText.objects.filter(key=key), values)
    for figure in documents.figures:
        date = figure["date"]
        _seed_row(ledger, f"figure:{date}", Figure.objects.filter(date=date), figure)
    for office in documents.offices:
        place = office["place"]
        _seed_row(ledger, f"office:{place}", Office.objects.filter(place=place), office)


def _seed_row(ledger: Ledger, key: str, alike: QuerySet, values: Mapping[str, Any]) -> None:
    """Seeds one row. `alike` has the row that is the same thing, should someone have made it by hand."""
    model = alike.model
    row = ledger.row(key, model) or alike.first()
    if not ledger.may_write(key, row, values):
        return
    row = row or model()
    for name, value in values.items():
        setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as error:
        raise ContentError(f"shared.toml, {key}: {in_words(error)}") from error
    row.save()
    ledger.wrote(key, model._default_manager.get(pk=row.pk), values, values)


def _seed_pages(documents: Documents, ledger: Ledger) -> None:
    seeder = PageSeeder(documents.pages, ledger)
    # All pages come first, with heading and address, so that the text of each can lead to any other.
    for document in documents.pages:
        page = seeder.find_or_add(document)
        if page is not None and document.parent is None:
            _make_root(page)
    known = Known(
        pages=seeder.page_ids(),
        snippets={
            "figure": dict.fromkeys(str(figure["date"]) for figure in documents.figures)
            | {str(date): pk for date, pk in Figure.objects.values_list("date", "pk")},
            "sharedtext": dict.fromkeys(documents.texts) | dict(SharedText.objects.values_list("key", "pk")),
        },
    )
    for document in documents.pages:
        seeder.fill(document, known)
    standing = {f"{name}_id": known.pages.get(key) for name, key in STANDING.items()}
    none_chosen = Q(**{f"{name}__isnull": True for name in (*DOORS, *FOOTER)})
    _seed_row(ledger, "standing", StandingPages.objects.exclude(none_chosen), standing)


def _make_root(front_page: SitePage) -> None:
    """Serves the tree below `front_page`, at the public address of the site, instead of Wagtail's own first page."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.root_page = front_page
    site.site_name = str(settings.WAGTAIL_SITE_NAME)
    if settings.PUBLIC_URL:
        address = urlsplit(settings.PUBLIC_URL)
        site.hostname = address.hostname
        site.port = address.port or (443 if address.scheme == "https" else 80)
    site.save()
    for page in Page.objects.filter(depth=front_page.depth, title=WELCOME, numchild=0).exact_type(Page):
        page.delete()

"""Other pages that an editor recommends to the readers of a page."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.languages import language_of_version
from pages.published import known

if TYPE_CHECKING:
    from pages.models import ArticlePage

MOST = 4


class RelatedPages(blocks.StreamBlock):
    """The same in every language: each reader sees those that are in their own."""

    page = blocks.PageChooserBlock(page_type="pages.SitePage", label=_("Page"))

    class Meta:
        max_num = MOST
        required = False


def read_also(page: "ArticlePage", version: str) -> list[dict[str, str]]:
    """Heading and URL of the pages that `page` recommends, to a reader of `version` (see `pages.languages`).

    From an easy version it leads to the easy version of a page that has one.
    """
    from pages.site_page import SitePage

    published, language = known(), language_of_version(version)
    chosen = dict.fromkeys(piece["value"] for piece in page.related.get_prep_value())
    if not chosen:
        return []
    live = published.pages if published else SitePage.objects.live().specific().in_bulk(list(chosen))
    shown = [live[pk] for pk in chosen if pk in live and pk != page.pk and live[pk].is_in(language)]
    return [
        {"heading": other.heading, "url": other.url_in(version if other.is_in(version) else language)}
        for other in shown
    ]

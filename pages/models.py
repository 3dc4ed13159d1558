"""The page types, and the other models of this room gathered for Django."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from pages.blocks import ArticleBody
from pages.documents import PdfDocument
from pages.figures import Figure
from pages.forms import SitePageForm
from pages.languages import active_language, easy, is_easy, language_tabs, value_in
from pages.offices import Office
from pages.pictures import Picture, Rendition
from pages.related import RelatedPages, read_also
from pages.site_page import SitePage

__all__ = ["ArticlePage", "Figure", "Office", "OfficesPage", "PdfDocument", "Picture", "Rendition", "SitePage"]


class ArticlePage(SitePage):
    """A page that people read."""

    intro = models.TextField(_("introduction"), blank=True, help_text=_("One or two sentences under the heading."))
    body = StreamField(ArticleBody(), verbose_name=_("text"), blank=True)
    easy_intro = models.TextField(
        _("introduction in easy language"), blank=True, help_text=_("One or two sentences under the heading.")
    )
    easy_body = StreamField(
        ArticleBody(),
        verbose_name=_("text in easy language"),
        blank=True,
        help_text=_("One idea a sentence. A heading before every eighth sentence at the latest."),
    )
    related = StreamField(
        RelatedPages(),
        verbose_name=_("read also"),
        blank=True,
        help_text=_("Up to four pages, shown under the text to readers whose language they are in."),
    )

    translated_when_filled = ("heading", "body")
    easy_when_filled = ("easy_body",)
    is_creatable = True
    template = "pages/article_page.html"
    easy_template = "pages/article_page_easy.html"
    parent_page_types = ["home.FrontPage", "pages.ArticlePage"]
    subpage_types = ["pages.ArticlePage"]
    page_description = _("Text with headings, steps, signs and other pieces.")
    edit_handler = language_tabs(
        "intro",
        "body",
        easy_names=("easy_intro", "easy_body"),
        shared=[FieldPanel("related")],
        form=SitePageForm,
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request: HttpRequest, *args, version: str | None = None, **kwargs) -> dict:
        language = active_language()
        version = version or language
        other = language if is_easy(version) else easy(language)
        return super().get_context(request, *args, version=version, **kwargs) | {
            "easy_intro": value_in(self, "easy_intro", language),
            "other_level_url": self.url_in(other) if self.is_in(other) else None,
            "read_also": read_also(self, version),
        }


class OfficesPage(SitePage):
    """Where the offices are: the list of offices, with a text above it."""

    intro = models.TextField(_("introduction"), blank=True, help_text=_("One or two sentences under the heading."))
    body = StreamField(ArticleBody(), verbose_name=_("text"), blank=True, help_text=_("Shown under the list."))

    is_creatable = True
    max_count = 1
    template = "pages/offices_page.html"
    parent_page_types = ["home.FrontPage"]
    subpage_types: list[str] = []
    page_description = _("The list of offices.")
    edit_handler = language_tabs("intro", "body", form=SitePageForm)

    class Meta:
        verbose_name = _("offices page")
        verbose_name_plural = _("offices pages")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        return super().get_context(request, *args, **kwargs) | {"offices": Office.objects.all()}

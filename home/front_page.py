"""The front page: the question, the number, the three doors."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField

from home.front_blocks import Doors, Lines, News
from pages.blocks import SHORT_FEATURES
from pages.forms import SitePageForm
from pages.languages import language_tabs
from pages.models import Figure, Office, SitePage


class FrontPage(SitePage):
    """In the order in which a visitor meets it. Its heading is the question that it asks the visitor."""

    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("The helpline and 112, in two or three sentences.")
    )
    doors = StreamField(Doors(), verbose_name=_("doors"), blank=True)
    even_if_heading = models.CharField(_("“even if”: heading"), max_length=255, blank=True)
    even_if = StreamField(Lines(), verbose_name=_("“even if”: lines"), blank=True)
    write_heading = models.CharField(_("write to us: heading"), max_length=255, blank=True)
    write_text = RichTextField(_("write to us: text"), features=SHORT_FEATURES, blank=True)
    signs_heading = models.CharField(_("signs: heading"), max_length=255, blank=True)
    signs = StreamField(Lines(), verbose_name=_("signs: lines"), blank=True)
    signs_link_text = models.CharField(_("signs: link to all signs"), max_length=255, blank=True)
    signs_page = models.ForeignKey(
        SitePage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page of all signs"),
    )
    not_decide_heading = models.CharField(_("what we do not decide: heading"), max_length=255, blank=True)
    not_decide = RichTextField(_("what we do not decide: text"), features=SHORT_FEATURES, blank=True)
    about_heading = models.CharField(_("who we are: heading"), max_length=255, blank=True)
    about = RichTextField(_("who we are: text"), features=SHORT_FEATURES, blank=True)
    figure = models.ForeignKey(
        Figure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("figure")
    )
    news_heading = models.CharField(_("news: heading"), max_length=255, blank=True)
    news = StreamField(News(), verbose_name=_("news"), blank=True)

    is_creatable = True
    max_count = 1
    template = "home/front_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.ArticlePage", "pages.OfficesPage"]
    page_description = _("The question, the number, the three doors.")
    edit_handler = language_tabs(
        "intro",
        "doors",
        "even_if_heading",
        "even_if",
        "write_heading",
        "write_text",
        "signs_heading",
        "signs",
        "signs_link_text",
        "not_decide_heading",
        "not_decide",
        "about_heading",
        "about",
        "news_heading",
        "news",
        address=False,
        shared=[PageChooserPanel("signs_page"), FieldPanel("figure")],
        form=SitePageForm,
    )

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        return super().get_context(request, *args, **kwargs) | {"offices": Office.objects.all()}

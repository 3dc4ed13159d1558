"""Which fields of this room are kept once per language."""

from modeltranslation.translator import TranslationOptions, register

from pages.languages import DEFAULT
from pages.models import ArticlePage, Figure, Office, OfficesPage, Picture, SitePage


# The base before its types: modeltranslation refuses the other order.
@register(SitePage)
class SitePageTranslation(TranslationOptions):
    fields = ("heading", "address", "search_title", "description")
    required_languages = {DEFAULT: ("heading",), "default": ()}


@register(ArticlePage)
class ArticlePageTranslation(TranslationOptions):
    fields = ("intro", "body", "easy_intro", "easy_body")


@register(OfficesPage)
class OfficesPageTranslation(TranslationOptions):
    fields = ("intro", "body")


@register(Office)
class OfficeTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = (DEFAULT,)


@register(Figure)
class FigureTranslation(TranslationOptions):
    fields = ("source", "break_note")
    required_languages = {DEFAULT: ("source",), "default": ()}


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = ("alt",)

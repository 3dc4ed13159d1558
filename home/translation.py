"""Which fields of this room are kept once per language."""

from modeltranslation.translator import TranslationOptions, register

# Registers the pages' base class, which has to come before its types.
import pages.translation  # noqa: F401
from home.facts import SiteFacts
from home.front_page import FrontPage
from home.notice import SiteNotice
from home.texts import SharedText


@register(SiteFacts)
class SiteFactsTranslation(TranslationOptions):
    fields = ("reading_times",)
    # A reading time promised in one language says nothing in another.
    fallback_languages = {"default": ()}


@register(SiteNotice)
class SiteNoticeTranslation(TranslationOptions):
    fields = ("text",)


@register(SharedText)
class SharedTextTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = ("fi", "en")


@register(FrontPage)
class FrontPageTranslation(TranslationOptions):
    fields = (
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
    )

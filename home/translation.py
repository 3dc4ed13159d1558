"""Which fields of this room are kept once per language."""

from modeltranslation.translator import TranslationOptions, register

from home.facts import SiteFacts
from home.texts import SharedText


@register(SiteFacts)
class SiteFactsTranslation(TranslationOptions):
    fields = ("reading_times",)
    # A reading time promised in one language says nothing in another.
    fallback_languages = {"default": ()}


@register(SharedText)
class SharedTextTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = ("fi", "en")

"""The index of the search: which page says which word, how loudly, in which language.

A table of our own, since the search engines of SQLite and PostgreSQL neither rank alike nor know Finnish. Each word
stands here folded, as written and in its base form; all that ranks is our own code, so both databases answer alike.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_WORD = 40


class Mention(models.Model):
    """One word of one page. Goes with the page, and is written in the transaction that changes it."""

    page = models.ForeignKey("pages.SitePage", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    word = models.CharField(max_length=LONGEST_WORD)
    weight = models.PositiveSmallIntegerField()  # hundredths

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("word of a page")
        verbose_name_plural = _("words of pages")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["language", "word", "page"], name="search_mention_once")]


class Spelling(models.Model):
    """Three letters in a row of a word that some page says or said: how a misspelt word is led to it."""

    language = models.CharField(max_length=10)
    letters = models.CharField(max_length=3)
    word = models.CharField(max_length=LONGEST_WORD)

    class Meta:
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["language", "letters", "word"], name="search_spelling_once")]


class Shown(models.Model):
    """Something that is stored once and shown on this page: when it changes, so do the page's words."""

    page = models.ForeignKey("pages.SitePage", on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=80)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("thing shown on a page")
        verbose_name_plural = _("things shown on pages")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["what", "page"], name="search_shown_once")]

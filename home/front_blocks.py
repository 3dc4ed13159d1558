"""The pieces of the front page."""

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.blocks import TextBlock


class DoorBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(page_type="pages.SitePage", label=_("Page"))
    title = blocks.CharBlock(label=_("Title"), help_text=_("As the reader would say it: I need help"))
    text = blocks.CharBlock(label=_("Text"), required=False)

    class Meta:
        template = "home/blocks/door.html"
        icon = "arrow-right-full"
        label = _("Door")
        description = _("One of the three ways into the site.")

    def get_preview_value(self) -> Any:
        words = {"title": gettext("I need help"), "text": gettext("You can ask even if you are not sure.")}
        return self.normalize({"page": None} | words)


class LineBlock(blocks.CharBlock):
    class Meta:
        icon = "minus"
        label = _("Line")
        description = _("One line of the list: short, and plain at first sight.")

    def get_preview_value(self) -> Any:
        return gettext("you are not sure")


class NewsItemBlock(blocks.StructBlock):
    date = blocks.DateBlock(label=_("Date"))
    title = blocks.CharBlock(label=_("Title"))
    text = TextBlock(features=["bold", "italic", "link"], required=False)

    class Meta:
        template = "home/blocks/news_item.html"
        icon = "calendar-alt"
        label = _("News item")
        description = _("Something new, with its date. Take it away when it is old.")

    def get_preview_value(self) -> Any:
        return self.normalize({"date": date.today(), "title": gettext("A new brochure"), "text": ""})


class Doors(blocks.StreamBlock):
    door = DoorBlock()

    class Meta:
        max_num = 3
        required = False


class Lines(blocks.StreamBlock):
    """Short plain lines, shown as a list."""

    line = LineBlock()

    class Meta:
        required = False


class News(blocks.StreamBlock):
    item = NewsItemBlock()

    class Meta:
        required = False

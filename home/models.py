"""The models of this room, each in a module of its own, gathered here for Django."""

from home.facts import SiteFacts
from home.front_page import FrontPage
from home.notice import SiteNotice
from home.seeds import SeedRecord
from home.standing import StandingPages
from home.texts import SharedText

__all__ = ["FrontPage", "SeedRecord", "SharedText", "SiteFacts", "SiteNotice", "StandingPages"]

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "home.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from home.search.changes import watch

        watch()

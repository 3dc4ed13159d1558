from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    name = "editing"
    verbose_name = _("Around the pages in the editor")

    def ready(self) -> None:
        from editing.changes import watch
        from editing.spreadsheets import defuse_every_export

        watch()
        defuse_every_export()

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "referrals.intake"
    label = "intake"
    verbose_name = _("Intake")

    def ready(self) -> None:
        from referrals.intake import checks  # noqa: F401

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The shell itself: registers the system checks that refuse an unsafe deployment."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401

"""The top floor: deciding, and what comes of it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HiringConfig(AppConfig):
    name = "hiring"
    verbose_name = _("Hiring")

    def ready(self) -> None:
        """Register this floor's navigation, task kinds and checks."""
        from hiring import registrations  # noqa: F401

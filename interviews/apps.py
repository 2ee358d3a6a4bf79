"""The middle floor: the Service Day."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterviewsConfig(AppConfig):
    name = "interviews"
    verbose_name = _("Interviews")

    def ready(self) -> None:
        """Register this floor's stage kinds, navigation, portal cards and task kinds."""
        from interviews import registrations  # noqa: F401

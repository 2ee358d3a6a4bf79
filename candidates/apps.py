"""The lower floor: who applies."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CandidatesConfig(AppConfig):
    name = "candidates"
    verbose_name = _("Candidates")

    def ready(self) -> None:
        """Register this floor's navigation and task kinds."""
        from candidates import registrations  # noqa: F401

"""What this room puts into the registries of the floors below."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.careers import panels as careers_panels
from candidates.history import verbs
from candidates.layout import navigation
from hiring.charter.panels import PANEL
from hiring.charter.queries import company_values
from interviews.plans import values as plan_values


def register() -> None:
    """Register the values for careers page and plans, and the way to the charter."""
    verbs.register("charter-written", _("%(actor)s wrote version %(version)s of the charter."))
    careers_panels.register_panel(PANEL)
    plan_values.register(company_values)
    navigation.register_menu(
        navigation.Entry(
            _("Charter"), "hiring:charter-page", "compass", 20, lambda user: user.is_authenticated
        )
    )

"""What this room puts into the registries of the rooms below."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.openings import tabs


def register() -> None:
    """Register the tab of an opening."""
    tabs.register(tabs.Tab(_("Class"), "hiring:class-page", 65))

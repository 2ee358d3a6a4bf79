"""Roles are groups: what each may do, in one table, written to the database after migrating."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

RECRUITER: Final = "Recruiter"
INTERVIEWER: Final = "Interviewer"
HIRING_MANAGER: Final = "Hiring manager"
ADMINISTRATOR: Final = "Administrator"

LABELS: Final = {
    RECRUITER: _("Recruiter"),
    INTERVIEWER: _("Interviewer"),
    HIRING_MANAGER: _("Hiring manager"),
    ADMINISTRATOR: _("Administrator"),
}
PERMISSIONS: Final[dict[str, tuple[str, ...]]] = {
    # whoever may add a decision finds the list of what waits for one; on which applications is
    # a matter of their part in the opening
    RECRUITER: (
        "candidates.manage_openings",
        "interviews.manage_bank",
        "hiring.add_decision",
    ),
    INTERVIEWER: (),
    HIRING_MANAGER: (
        "hiring.add_decision",
        "hiring.see_fairness",
        "hiring.see_outcomes",
        "hiring.write_charter",
    ),
    ADMINISTRATOR: (
        "hiring.add_decision",
        "hiring.see_fairness",
        "candidates.see_every_opening",
        "candidates.manage_openings",
        "interviews.manage_bank",
        "candidates.operate",
        "hiring.manage_accounts",
        "hiring.see_outcomes",
        "hiring.write_charter",
    ),
}


def ensure_roles(**_: Any) -> None:
    """Make every role's group with exactly its permissions; doing it twice changes nothing."""
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    for label in ("candidates", "interviews", "hiring"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    for role, names in PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=role)
        wanted = [
            Permission.objects.get(
                content_type__app_label=name.split(".")[0], codename=name.split(".")[1]
            )
            for name in names
        ]
        group.permissions.set(wanted)

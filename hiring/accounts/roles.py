"""Roles are groups: what each may do, in one table, written to the database after migrating."""

from __future__ import annotations

from typing import Any, Final

RECRUITER: Final = "Recruiter"
INTERVIEWER: Final = "Interviewer"
HIRING_MANAGER: Final = "Hiring manager"
ADMINISTRATOR: Final = "Administrator"

PERMISSIONS: Final[dict[str, tuple[str, ...]]] = {
    RECRUITER: ("candidates.manage_openings",),
    INTERVIEWER: (),
    HIRING_MANAGER: (),
    ADMINISTRATOR: (
        "candidates.see_every_opening",
        "candidates.manage_openings",
        "candidates.operate",
        "hiring.manage_accounts",
    ),
}


def ensure_roles(**_: Any) -> None:
    """Make every role's group with exactly its permissions; doing it twice changes nothing."""
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    for label in ("candidates", "hiring"):
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

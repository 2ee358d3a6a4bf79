"""What the timelines of a person's applications say when something about the person changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from candidates.history.actions import record_entry

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.people.models import Candidate

FIELDS: Final = {
    "name": _("name"),
    "email": _("e-mail"),
    "phone": _("phone"),
    "language": _("language"),
    "time_zone": _("time zone"),
}


def tell_of_correction(
    sender: Any,  # noqa: ARG001
    *,
    candidate: Candidate,
    fields: Sequence[str],
    actor: Viewer,
    at: dt.datetime,
    **_: Any,
) -> None:
    """Write down who corrected what, without the values: erasing them would be in vain."""
    keys = Application.objects.filter(candidate=candidate).order_by("pk")
    for key in keys.values_list("pk", flat=True):
        record_entry(
            subject="application",
            subject_key=key,
            verb="candidate-corrected",
            at=at,
            actor=actor,
            facts={"fields": ", ".join(str(FIELDS[field]) for field in fields)},
        )

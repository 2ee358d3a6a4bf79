"""A person's applications, for the pages of the people room."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.urls import reverse

from candidates.applications.models import Application, State
from candidates.applications.overdue import is_overdue
from candidates.people.panels import Line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from candidates.layout.viewer import Viewer


def lines_of(
    user: Viewer, candidate_ids: Sequence[int], at: dt.datetime
) -> Mapping[int, Sequence[Line]]:
    """Return each person's applications that the user may see, newest first; one query."""
    seen = Application.objects.visible_to(user).filter(candidate__in=candidate_ids)
    lines: dict[int, list[Line]] = defaultdict(list)
    for application in seen.select_related("opening").order_by("-applied_at", "-pk"):
        state, since_at = State(application.state), application.state_since_at
        lines[application.candidate_id].append(
            Line(
                url=reverse("candidates:application-page", args=[application.pk]),
                opening=str(application.opening),
                state=state.value,
                state_label=state.label,
                since_at=since_at,
                applied_at=application.applied_at,
                is_overdue=is_overdue(state, since_at, at),
            )
        )
    return lines


def others_of(user: Viewer, application: Application, at: dt.datetime) -> Sequence[Line]:
    """Return the person's other applications that the user may see, newest first; two queries,
    and one for those, most of all, who applied once."""
    candidate = application.candidate_id
    mine = Application.objects.filter(candidate=candidate)
    if not mine.exclude(pk=application.pk).exists():
        return ()
    own = reverse("candidates:application-page", args=[application.pk])
    return [line for line in lines_of(user, [candidate], at)[candidate] if line.url != own]

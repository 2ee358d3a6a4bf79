"""Asking people to mark what was written, and taking what they mark question by question."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from candidates.applications.models import OPEN_STATES, Application
from candidates.openings.models import OpeningMember
from interviews.plans.models import Stage
from interviews.scorecards.actions import MarkedOnTheDay, assign_marker
from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TIME_TO_MARK: Final = dt.timedelta(days=3)


class NobodyToAsk(Exception):
    """The opening has no interviewer who could mark."""

    def __str__(self) -> str:
        return _("Nobody interviews for this opening yet. Add interviewers on its overview.")


@dataclass
class Asked:
    """What came of asking: how many scorecards are new, and for how many people were too few."""

    scorecards: int = 0
    lacking: int = 0


@dataclass
class _Pool:
    """Interviewers of an opening; whoever owes least is asked first."""

    owed: dict[int, int]
    heap: list[tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.heap = [(count, key) for key, count in sorted(self.owed.items())]
        heapq.heapify(self.heap)

    def take(self, wanted: int, without: set[int]) -> list[int]:
        """Return up to so many people, none of those; each owes one more from here on."""
        taken: list[int] = []
        passed: list[tuple[int, int]] = []
        while self.heap and len(taken) < wanted:
            count, key = heapq.heappop(self.heap)
            if key in without:
                passed.append((count, key))
            else:
                taken.append(key)
                passed.append((count + 1, key))
        for each in passed:
            heapq.heappush(self.heap, each)
        return taken


@transaction.atomic
def ask_markers(
    *, stage_id: int, application_ids: Sequence[int], actor: Any, at: dt.datetime
) -> Asked:
    """Ask as many interviewers as the plan says to mark a stage, for each of these applications.

    Whoever owes least is asked first; nobody who declared a conflict of interest, nobody twice.
    Asking again asks only for what is missing. Without an actor a rule asks. Closed applications
    are passed over. Raises `MarkedOnTheDay`, `NobodyToAsk`.
    """
    stage = Stage.objects.select_related("plan").get(pk=stage_id)
    if stage.on_day:
        raise MarkedOnTheDay
    applications = list(
        Application.objects.select_for_update(no_key=True)
        .filter(pk__in=application_ids, opening=stage.plan.opening_id, state__in=OPEN_STATES)
        .order_by("pk")
    )
    pool = _Pool(_owed_by_interviewers(stage.plan.opening_id))
    if not pool.owed:
        raise NobodyToAsk
    busy, counting = _known(stage, [each.pk for each in applications])
    asked = Asked()
    for application in applications:
        wanted = stage.raters - counting[application.pk]
        people = pool.take(wanted, busy[application.pk])
        for person in people:
            assign_marker(
                stage_id=stage.pk,
                application_id=application.pk,
                interviewer_id=person,
                due_at=at + TIME_TO_MARK,
                actor=actor,
                at=at,
            )
        asked.scorecards += len(people)
        asked.lacking += len(people) < wanted
    return asked


def _owed_by_interviewers(opening_id: int) -> dict[int, int]:
    """Return the open scorecards of each of the opening's interviewers, by key."""
    part = OpeningMember.Part.INTERVIEWER
    members = get_user_model()._default_manager.filter(  # noqa: SLF001  (Django's own way)
        opening_memberships__opening_id=opening_id,
        opening_memberships__part=part,
        is_active=True,
    )
    keys = set(members.values_list("pk", flat=True))
    owed = Scorecard.objects.open().filter(interviewer__in=keys)
    return dict.fromkeys(keys, 0) | Counter(owed.values_list("interviewer_id", flat=True))


def _known(stage: Stage, keys: Iterable[int]) -> tuple[dict[int, set[int]], Counter[int]]:
    """Return, by application, who is asked already or cannot be, and how many marks count."""
    busy: dict[int, set[int]] = defaultdict(set)
    counting: Counter[int] = Counter()
    rows = Scorecard.objects.filter(application__in=list(keys)).values_list(
        "application_id", "interviewer_id", "stage_id", "closed_at"
    )
    for application, interviewer, of_stage, closed_at in rows:
        if of_stage == stage.pk or closed_at is not None:
            busy[application].add(interviewer)
        counting[application] += of_stage == stage.pk and closed_at is None
    return busy, counting

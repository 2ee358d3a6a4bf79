"""Asking people to mark what was written, and taking what they mark question by question."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.applications.models import OPEN_STATES, Application
from candidates.history.actions import record_entry
from candidates.notices.actions import tell
from candidates.openings.models import OpeningMember
from candidates.outbox.actions import owe_task
from interviews.marking import queries
from interviews.marking.models import TICKERS, TickSheet
from interviews.plans.models import Stage
from interviews.scorecards.actions import MarkedOnTheDay, assign_marker
from interviews.scorecards.aliases import alias_of
from interviews.scorecards.models import Scorecard
from interviews.sittings.actions.ending import COMPOSITE
from interviews.sittings.models import Sitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TIME_TO_MARK: Final = dt.timedelta(days=3)
TO_TICK: Final = "retelling-asked"


class NobodyToAsk(Exception):
    """The opening has no interviewer who could mark."""

    def __str__(self) -> str:
        return _("Nobody interviews for this opening yet. Add interviewers on its overview.")


class TicksChanged(Exception):
    """The sheet was saved in another window after this page was made."""

    def __str__(self) -> str:
        return _("This was changed in another window. What is saved stands here now.")


class TicksLocked(Exception):
    """The sheet is locked: what it says stays."""

    def __str__(self) -> str:
        return _("This sheet is locked. What you ticked stays as it is.")


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
    sheets = TickSheet.objects.owed().filter(marker__in=keys)
    counts = Counter(owed.values_list("interviewer_id", flat=True))
    return dict.fromkeys(keys, 0) | (counts + Counter(sheets.values_list("marker_id", flat=True)))


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


@transaction.atomic
def ask_tickers(*, sitting_id: int, actor: Any, at: dt.datetime) -> Asked:
    """Ask two interviewers to tick what was retold in an ended sitting, each alone.

    Whoever owes least is asked first; nobody who declared a conflict of interest. Asking again
    asks only for what is missing. Where nothing was retold there is nothing to ask. Without an
    actor a rule asks. Raises `NobodyToAsk`.
    """
    lock = Sitting.objects.select_for_update(no_key=True, of=("self",))
    sitting = lock.select_related("stage", "application").get(pk=sitting_id)
    asked = Asked()
    if not queries.is_retold(sitting):
        return asked
    pool = _Pool(_owed_by_interviewers(sitting.application.opening_id))
    if not pool.owed:
        raise NobodyToAsk
    there = set(sitting.tick_sheets.values_list("marker_id", flat=True))
    closed = Scorecard.objects.filter(application=sitting.application_id, closed_at__isnull=False)
    without = there | set(closed.values_list("interviewer_id", flat=True))
    people = pool.take(max(0, TICKERS - len(there)), without)
    for person in people:
        _ask_ticker(sitting, person, actor, at)
    asked.scorecards, asked.lacking = len(people), int(len(there) + len(people) < TICKERS)
    return asked


def _ask_ticker(sitting: Sitting, person: int, actor: Any, at: dt.datetime) -> None:
    sheet = TickSheet.objects.create(
        sitting=sitting, marker_id=person, asked_at=at, due_at=at + TIME_TO_MARK
    )
    record_entry(
        subject="application",
        subject_key=sitting.application_id,
        verb="marker-assigned",
        at=at,
        actor=actor,
        facts={"stage": sitting.stage.title, "interviewer": str(sheet.marker)},
    )
    tell(
        user_ids=[person],
        code=TO_TICK,
        text_values={
            "candidate": alias_of(sitting.application_id, sitting.stage_id),
            "stage": sitting.stage.title,
        },
        url=reverse("interviews:tick-sheet", args=[sheet.pk]),
        key=f"{TO_TICK}:{sheet.pk}",
        at=at,
    )


@transaction.atomic
def save_ticks(*, sheet_id: int, ticked: Sequence[int], version: int) -> TickSheet:
    """Keep which units a marker found; the same again changes nothing.

    Raises TicksLocked, and TicksChanged where another window saved meanwhile.
    """
    sheet = TickSheet.objects.select_for_update(no_key=True).get(pk=sheet_id)
    wanted = sorted(set(ticked))
    if sheet.ticked == wanted:
        return sheet
    if sheet.locked_at is not None:
        raise TicksLocked
    if sheet.version != version:
        raise TicksChanged
    sheet.ticked, sheet.version = wanted, version + 1
    sheet.save(update_fields=["ticked", "version"])
    return sheet


@transaction.atomic
def lock_ticks(*, sheet_id: int, at: dt.datetime) -> TickSheet:
    """Lock a sheet as it is; a locked one stays. With the last one the score is owed anew."""
    sheet = TickSheet.objects.select_for_update(no_key=True, of=("self",)).get(pk=sheet_id)
    if sheet.locked_at is not None:
        return sheet
    sheet.locked_at = at
    sheet.save(update_fields=["locked_at"])
    key = sheet.sitting.application_id
    owe_task(kind=COMPOSITE, payload={"application_id": key}, at=at, dedupe_key=str(key))
    return sheet

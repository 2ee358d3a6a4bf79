"""What a wash-up changed: who moved, how far, and why."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from interviews.scorecards.models import Rating
from interviews.washups import access
from interviews.washups.models import Agreement
from interviews.washups.queries.room import washup_of

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

# by application and criterion: rater, name and first mark
Marks: TypeAlias = dict[tuple[int, int], list[tuple[int, str, int]]]


@dataclass(frozen=True)
class RaterMove:
    """One rater's first mark, and how far the agreed value is from it (points, signed)."""

    rater_id: int
    rater: str
    initial: int
    by: int


@dataclass(frozen=True)
class ProtocolLine:
    """One value that was agreed on. `reason` may be empty while the wash-up is open."""

    application_id: int
    candidate: str
    stage: str
    criterion: str
    value: int
    reason: str
    saved_by: str
    saved_at: dt.datetime
    versions: int
    moves: tuple[RaterMove, ...]


@dataclass(frozen=True)
class PersonMoved:
    """How one rater fared over all lines: of `agreed` values on what they had marked, how many
    differ from their own first mark, and the mean distance in points (of all of them)."""

    rater: str
    agreed: int
    moved: int
    mean_distance: float


@dataclass(frozen=True)
class Protocol:
    """The wash-up of one Day on paper; times in UTC, lines by candidate, stage and criterion."""

    day_id: int
    opening: str
    on: dt.date
    time_zone: str
    moderator: str
    opened_at: dt.datetime
    closed_by: str
    closed_at: dt.datetime | None
    lines: tuple[ProtocolLine, ...]
    people: tuple[PersonMoved, ...]


def protocol_of(day_id: int, user: Viewer) -> Protocol | None:
    """Return the protocol, as far as the user may see; none where no wash-up was opened.

    404 for strangers and interviewers. Of candidates for whom the user still owes a scorecard
    there is no line.
    """
    day = access.get_room_day(user, day_id)
    washup = washup_of(day)
    if washup is None:
        return None
    agreements = list(
        Agreement.objects.visible_to(user)
        .filter(washup=washup, value__isnull=False)
        .select_related("application__candidate", "criterion__stage", "saved_by")
        .order_by(
            "application__name_key",
            "application_id",
            "criterion__stage__position",
            "criterion__position",
            "pk",
        )
    )
    marks = _marks(user, agreements)
    lines = tuple(_line(each, marks) for each in agreements)
    return Protocol(
        day_id=day.pk,
        opening=str(day.opening),
        on=day.on,
        time_zone=day.time_zone,
        moderator=str(washup.moderator),
        opened_at=washup.opened_at,
        closed_by=str(washup.closed_by or ""),
        closed_at=washup.closed_at,
        lines=lines,
        people=_people(lines),
    )


def _marks(user: Viewer, agreements: list[Agreement]) -> Marks:
    """Return, by application and criterion, everybody's first mark, by name."""
    found: Marks = defaultdict(list)
    rows: Any = (
        Rating.objects.visible_to(user)
        .filter(
            scorecard__application__in={each.application_id for each in agreements},
            criterion__in={each.criterion_id for each in agreements},
            scorecard__locked_at__isnull=False,
            value__isnull=False,
        )
        .values_list(
            "scorecard__application_id",
            "criterion_id",
            "scorecard__interviewer_id",
            "scorecard__interviewer__name",
            "value",
        )
        .order_by("scorecard__interviewer__name", "scorecard_id")
    )
    for application, criterion, key, rater, value in rows:
        found[application, criterion].append((key, rater, value))
    return found


def _line(each: Agreement, marks: Marks) -> ProtocolLine:
    agreed = each.value or 0
    return ProtocolLine(
        application_id=each.application_id,
        candidate=each.application.candidate.name,
        stage=each.criterion.stage.title,
        criterion=each.criterion.name,
        value=agreed,
        reason=each.reason.strip(),
        saved_by=str(each.saved_by),
        saved_at=each.saved_at,
        versions=each.version,
        moves=tuple(
            RaterMove(key, rater, initial, agreed - initial)
            for key, rater, initial in marks[each.application_id, each.criterion_id]
        ),
    )


def _people(lines: tuple[ProtocolLine, ...]) -> tuple[PersonMoved, ...]:
    names: dict[int, str] = {}
    distances: dict[int, list[int]] = defaultdict(list)
    for line in lines:
        for move in line.moves:
            names[move.rater_id] = move.rater
            distances[move.rater_id].append(abs(move.by))
    return tuple(
        PersonMoved(names[key], len(each), sum(step > 0 for step in each), sum(each) / len(each))
        for key, each in sorted(distances.items(), key=lambda item: names[item[0]])
    )

"""Result sheets as pages, the portal and the paper read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from candidates.applications.models import Application, State
from hiring.results.models import ResultSheet
from interviews.days.models import Attendance, SessionInterviewer
from interviews.plans.models import Stage
from interviews.scorecards.models import Scorecard, still_owes

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from interviews.days.models import Day

SUBJECT: Final = "results"
AFTER: Final = (State.OFFERED, State.HIRED, State.DECLINED, State.WITHDRAWN)


@dataclass(frozen=True)
class StageWords:
    """What is said about one stage; empty while nothing is."""

    stage_id: int
    title: str
    text: str


@dataclass(frozen=True)
class Result:
    """An approved sheet, as its candidate reads it: no mark, nobody's name."""

    overall: str
    stages: tuple[StageWords, ...]
    approved_at: dt.datetime


def was_on_a_day(application_id: int) -> bool:
    """Tell whether the candidate came to a Service Day."""
    came = Attendance.objects.filter(application=application_id, arrived_at__isnull=False)
    return came.exists()


def stages_of(application_id: int) -> list[Stage]:
    """Return the stages in which the candidate took part, in the plan's order; one query."""
    seats = Q(
        stations__sessions__seats__application=application_id,
        stations__sessions__seats__cancelled_at__isnull=True,
    )
    marked = Q(scorecards__application=application_id, scorecards__locked_at__isnull=False)
    return list(Stage.objects.filter(seats | marked).distinct().order_by("position", "pk"))


def raters_of(application_id: int) -> list[str]:
    """Return the names of everybody who interviewed or marked the candidate; two queries."""
    sessions = SessionInterviewer.objects.filter(session__seats__application=application_id)
    cards = Scorecard.objects.filter(application=application_id)
    names = {*sessions.values_list("interviewer__name", flat=True)}
    return sorted(names | {*cards.values_list("interviewer__name", flat=True)})


def sheet_of(user: Viewer, application_id: int) -> ResultSheet | None:
    """Return the application's sheet, draft or approved, as far as the user may see it."""
    seen = ResultSheet.objects.visible_to(user).filter(application=application_id)
    return seen.select_related("written_by", "approved_by").first()


def words_of(sheet: ResultSheet | None, stages: list[Stage]) -> list[StageWords]:
    """Return what the sheet says about these stages, in their order; one query."""
    texts = dict(sheet.words.values_list("stage_id", "text")) if sheet else {}
    return [StageWords(stage.pk, stage.title, texts.get(stage.pk, "")) for stage in stages]


def result_of(application_id: int) -> Result | None:
    """Return what the candidate reads; None until it is approved. Two queries."""
    sheet = ResultSheet.objects.approved().filter(application=application_id).first()
    if sheet is None or sheet.approved_at is None:
        return None
    rows = sheet.words.select_related("stage").order_by("stage__position", "pk")
    stages = tuple(StageWords(row.stage_id, row.stage.title, row.text) for row in rows)
    return Result(sheet.overall, stages, sheet.approved_at)


@dataclass(frozen=True)
class DayLine:
    """One candidate who came, and how far their sheet is. For the blind it is not said."""

    application: Application
    sheet: ResultSheet | None
    is_decided: bool
    is_hidden: bool


def lines_of_day(user: Viewer, day: Day) -> list[DayLine]:
    """Return everybody who came to a Day, by name; three queries and those of the user's rights."""
    came = Attendance.objects.filter(day=day, arrived_at__isnull=False).values("application")
    seen = Application.objects.visible_to(user).filter(pk__in=came)
    applications = list(seen.select_related("candidate").order_by("name_key", "pk"))
    hidden = set(seen.filter(still_owes(user, "pk")).values_list("pk", flat=True))
    sheets = ResultSheet.objects.visible_to(user).filter(application__in=applications)
    by_application = {sheet.application_id: sheet for sheet in sheets}
    return [
        DayLine(
            application=each,
            sheet=by_application.get(each.pk),
            is_decided=each.pk not in hidden and each.state in AFTER,
            is_hidden=each.pk in hidden,
        )
        for each in applications
    ]

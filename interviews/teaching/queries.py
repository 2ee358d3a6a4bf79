"""Who is asked for a topic, who is told of the probes, and what was noted of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from candidates.applications.models import State
from interviews.days.models import Day, SessionSeat
from interviews.plans.models import Plan, Stage
from interviews.stages import registry
from interviews.teaching.models import ProbeSaid, TopicOffer

if TYPE_CHECKING:
    from candidates.applications.models import Application
    from candidates.layout.viewer import Viewer
    from interviews.scorecards.models import Scorecard
    from interviews.stages.registry import Line, Text

KIND: Final = "teach-me-something"
PROBES: Final = 3
ASKED: Final = (State.INVITED, State.ON_DAY)


@dataclass(frozen=True)
class Probe:
    """One scripted probe, and when it was said on one scorecard."""

    number: int
    moment: Text
    words: Text
    said: ProbeSaid | None

    @property
    def clock(self) -> str:
        """Minutes and seconds on the exercise's clock; empty where it did not run."""
        if self.said is None or self.said.seconds is None:
            return ""
        minutes, seconds = divmod(self.said.seconds, 60)
        return f"{minutes}:{seconds:02}"


def script() -> tuple[Line, ...]:
    """Return the three probes as the kit has them, and the words of the end of the Day."""
    return registry.get(KIND).kit.script


def probes_of(user: Viewer, scorecard: Scorecard) -> list[Probe]:
    """Return the three probes with what was noted on a scorecard that the user may see."""
    rows = ProbeSaid.objects.visible_to(user).filter(scorecard=scorecard)
    said = {row.number: row for row in rows}
    return [
        Probe(number, line.moment, line.words, said.get(number))
        for number, line in enumerate(script()[:PROBES], start=1)
    ]


def is_asked_for_topics(application: Application) -> bool:
    """Tell whether the candidate should bring topics: invited, to a plan with this exercise."""
    if application.state not in ASKED:
        return False
    stages = Stage.objects.filter(plan__opening=application.opening_id, kind=KIND)
    return stages.filter(plan__state=Plan.State.ACTIVE).exists()


def topics_of(application_id: int) -> TopicOffer | None:
    """Return what the candidate would teach; None where they did not say."""
    return TopicOffer.objects.filter(application=application_id).first()


def taught(application_id: int) -> Day | None:
    """Return the finished Day on which the candidate taught; None where there was none."""
    seats = SessionSeat.objects.filter(
        application=application_id,
        cancelled_at__isnull=True,
        session__ended_at__isnull=False,
        session__station__stage__kind=KIND,
        session__station__day__state=Day.State.FINISHED,
    )
    seat = seats.select_related("session__station__day").order_by("-pk").first()
    return seat.session.station.day if seat else None

"""What lies ahead in the demo: who may run what, Days that candidates choose, what they and an
interviewer answer to the next one, and when somebody is busy elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from candidates.applications.models import Application, State
from hiring.decisions.actions import ask_more
from hiring.demo import words
from hiring.demo.clock import weekday
from interviews.calendars.actions import add_busy_file
from interviews.composites.models import Composite
from interviews.days import clock
from interviews.days.actions import (
    Meeting,
    ask_other_day,
    choose_day,
    confirm_day,
    create_day,
    offer_day,
)
from interviews.days.models import Attendance, Day, SessionInterviewer
from interviews.days.queries import stages_on_day
from interviews.planner.actions import Hours, SkillSet, add_exception, set_skills, set_work_hours
from interviews.replacements.actions import FREEZE, decline_session
from interviews.washups.queries import gains_of, independent_people

if TYPE_CHECKING:
    from candidates.openings.models import Opening
    from hiring.demo.cast import Cast
    from hiring.demo.clock import Calendar, Event

OFFERED: Final = dt.timedelta(days=12)  # from now; the second Day is two days later
SEATS: Final = 12
CHOOSERS: Final = 3
IN_A_ROW: Final = 150  # minutes
EARLY, LATE = dt.time(8), dt.time(17)


def share_skills(opening: Opening, cast: Cast) -> None:
    """Say who runs which station, who learns it, and how much a Day may ask of them."""
    kinds = list(dict.fromkeys(stage.kind for stage in stages_on_day(opening.pk)))
    skills = []
    for place, person in enumerate(cast.interviewers):
        runs = {kind: False for n, kind in enumerate(kinds) if (place + n) % 3 == 0}
        learns = {kind: True for n, kind in enumerate(kinds) if (place + n) % 7 == 1}
        skills.append(SkillSet(person.pk, learns | runs, None, None, IN_A_ROW))
    set_skills(skills=skills, kinds=kinds)


def keep_hours(cast: Cast, now: dt.datetime) -> None:
    """Let the first interviewer have a week, a day off, and meetings of her own."""
    ines = cast.interviewers[0]
    hours = [Hours(weekday, EARLY, LATE) for weekday in range(5)]
    set_work_hours(person_id=ines.pk, hours=hours)
    off = (now + dt.timedelta(days=9)).date()
    add_exception(person_id=ines.pk, on=off, starts=None, ends=None, is_away=True)
    first = now.replace(hour=9, minute=0, second=0, microsecond=0)
    meetings = [
        (first + dt.timedelta(days=days), first + dt.timedelta(days=days, hours=1))
        for days in (12, 13, 14)
    ]
    add_busy_file(person_id=ines.pk, name="team.ics", periods=meetings, at=now)


def offer_days(opening: Opening, place: str, nine: dt.datetime, cast: Cast) -> Event:
    """Return the making of two Days among which invited candidates choose; some do at once."""

    def offer(at: dt.datetime) -> None:
        first = weekday(nine + OFFERED)
        second = weekday(first + dt.timedelta(days=2))
        days = [_offered(opening, place, each, cast, at) for each in (first, second)]
        free = Application.objects.filter(opening=opening, state=State.INVITED)
        keys = free.exclude(attendances__isnull=False).order_by("pk")[:CHOOSERS]
        for application_id in list(keys.values_list("pk", flat=True)):
            choose_day(application_id=application_id, day_id=days[0].pk, at=at)

    return offer


def _offered(
    opening: Opening, place: str, starts_at: dt.datetime, cast: Cast, at: dt.datetime
) -> Day:
    rosa = cast["rosa"]
    day = create_day(
        opening_id=opening.pk,
        on=starts_at.date(),
        starts_at=starts_at,
        site=place,
        directions=words.WAYS.get(place, ""),
        actor=rosa,
        at=at,
    )
    return offer_day(
        day_id=day.pk,
        seats=SEATS,
        booking_closes_at=starts_at - dt.timedelta(days=3),
        shows_first_names=True,
        actor=rosa,
        at=at,
    )


def answer(opening: Opening, calendar: Calendar) -> Event:
    """Return what is answered to the opening's next Day: most come, one asks for another date, an
    interviewer cannot come and somebody else is asked."""

    def answered(at: dt.datetime) -> None:
        coming = Attendance.objects.filter(
            day__opening=opening, day__state=Day.State.PUBLISHED, application__state=State.ON_DAY
        )
        keys = list(coming.order_by("pk").values_list("pk", flat=True))
        for attendance_id in keys[:-2]:
            confirm_day(attendance_id=attendance_id, at=at)
        for attendance_id in keys[-1:]:
            ask_other_day(attendance_id=attendance_id, reason=words.OTHER_DAY, at=at)
        calendar.add(at + dt.timedelta(hours=2), _decline(opening))

    return answered


def _decline(opening: Opening) -> Event:
    def decline(at: dt.datetime) -> None:
        ahead = SessionInterviewer.objects.filter(
            session__station__day__opening=opening,
            session__station__day__is_extra=False,
            cancelled_at__isnull=True,
            during__startswith__gt=at + FREEZE,
        )
        own = ahead.select_related("interviewer").order_by("during", "pk").first()
        if own is not None:
            decline_session(
                session_id=own.session_id,
                reason=words.CANNOT_COME,
                actor=own.interviewer,
                at=at,
            )

    return decline


def meet_once_more(opening: Opening, cast: Cast) -> Event:
    """Return the asking for one more mark, in a call in two days, of somebody near the bar."""

    def ask(at: dt.datetime) -> None:
        near = Composite.objects.current().filter(
            zone=Composite.Zone.NEAR,
            application__opening=opening,
            application__state=State.DECIDING,
        )
        for composite in near.select_related("application").order_by("-application_id"):
            stages = (gain.stage for gain in gains_of(composite) if gain.stage.is_met)
            for stage in stages:
                people = independent_people(composite.application, stage)
                if people:
                    zone = opening.time_zone
                    on = weekday(clock.local(at, zone) + dt.timedelta(days=3)).date()
                    starts_at = clock.moment(on, EARLY, zone)  # Days begin at nine
                    ask_more(
                        application_id=composite.application_id,
                        stage_id=stage.pk,
                        interviewer_id=next(iter(people)),
                        when=Meeting(
                            starts_at, stage.minutes, None, words.CALL_PLACE, words.CALL_URL
                        ),
                        actor=cast["milan"],
                        at=at,
                    )
                    return

    return ask

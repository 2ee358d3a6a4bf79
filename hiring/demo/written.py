"""What candidates of the demo write before their Day: answers to a support case, and topics."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from interviews.cases.content import all_cases
from interviews.plans.models import Stage
from interviews.sittings.actions import finish_section, save_answer, start_sitting
from interviews.teaching.actions import note_probe, offer_topics
from interviews.teaching.queries import KIND, PROBES, is_asked_for_topics

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from candidates.applications.models import Application
    from hiring.demo.clock import Calendar
    from interviews.scorecards.models import Scorecard

WRITERS: Final = 5  # of the candidates of a Day
TOPICS: Final = (
    "Sourdough that rises in a cold kitchen\nHow to read a bus timetable backwards",
    "Three knots that hold, and one that only looks like it",
    "Tuning a guitar by ear\nWhy cats land on their feet",
    "Chess openings for people who always lose\nPressing flowers",
)
# by case, how well it was done, and mail: what a candidate answered
REPLIES: Final = {
    "late-parcel": (
        {
            "first": (
                "Dear Samuel Okafor,\n\nyour parcel is very near: the carrier left it yesterday "
                "with a neighbor called Kessler. The order says Linden Street 14, so it may have "
                "gone to that house; please ring there this evening. I have changed the address "
                "to 41 for the next time.\n\nShould it not be there, write to me today: a new "
                "print takes two working days, so I would send you a picture of it for Saturday, "
                "and the courier after it. Your 6.50 for delivery are on their way back.\n\n"
                "I hope Grace has a lovely birthday."
            ),
            "second": (
                "Dear Birgit Hansen,\n\nI have asked the workshop to stop order 90377. If it is "
                "not printed yet, it says “For Oma” at no cost. If it is, a new one would have to "
                "be paid; I tell you within the hour which it is."
            ),
            "again": (
                "Dear Samuel Okafor,\n\nI care, and I may tell you what the carrier may not: "
                "Kessler, at or beside Linden Street 14. Please forget the ten per cent; that was "
                "no answer. I stay here until you have written that you hold it in your hands."
            ),
        },
        {
            "first": (
                "Hello, your parcel was delivered yesterday, please check with your neighbors. If "
                "you cannot find it, fill in the form of the carrier, they answer by the next "
                "working day."
            ),
            "second": "Hello, no problem, we will change it for you free of charge.",
            "again": (
                "Hello, we are sorry for the inconvenience. As a sign of goodwill here is a "
                "voucher for 10.00 for your next order."
            ),
        },
    ),
    "headset": (
        {
            "first": (
                "Dear Joy Adeyemi,\n\nsixty calls a day with a crackling headset: let us end that "
                "today. Since you moved the desk, the base station may stand close to a router or "
                "a screen. Please move it a meter away and make one call; it tells at once. I can "
                "do it with you on the phone within the hour.\n\nIf it crackles still, we send a "
                "new one first and fetch the old one later: last month's headset is order 77215, "
                "so it is well within its guarantee. The cushions were the wrong advice; the 9.00 "
                "come back. For your colleague we change one Solo to a Duo, which can be worn with "
                "a hearing aid, free of charge."
            ),
            "second": (
                "Dear Tom Baumann,\n\nseven weeks are within our sixty days, and no reason is "
                "needed. Send it without the box; delivery is paid back too."
            ),
            "again": (
                "Dear Joy Adeyemi,\n\nI am so sorry about the patient. I call you in five minutes "
                "and stay until it works; a courier brings a new headset this week in any case. If "
                "you would rather give the new one back, you can, and get all of it paid back."
            ),
        },
        {
            "first": (
                "Hello, the guarantee for order 51830 has ended in January, so unfortunately we "
                "can not exchange it anymore. You could buy a new one."
            ),
            "second": "Hi Tom, yes you can send it back, but we need the original box.",
            "again": "",
        },
    ),
}


def cases() -> list[int]:
    """Return the seeds that draw the cases which have replies."""
    codes = [case.code for case in all_cases()]
    return [codes.index(code) for code in sorted(REPLIES)]


def plan_writing(applications: Sequence[Application], calendar: Calendar, at: dt.datetime) -> None:
    """Let some of these write what their plan asks for, in the evenings after `at`."""
    for number, application in enumerate(applications[:WRITERS]):
        evening = at + dt.timedelta(hours=5 + 7 * number)
        calendar.add(evening, _writing(application, number))
        calendar.add(evening + dt.timedelta(hours=1), _topics(application, number))


def note_probes(scorecard: Scorecard, at: dt.datetime) -> None:
    """Let the second of two interviewers note when each probe was said."""
    if scorecard.stage.kind != KIND or scorecard.pk % 2:
        return
    for number in range(1, PROBES + 1):
        note_probe(
            scorecard_id=scorecard.pk,
            number=number,
            seconds=120 * number + scorecard.pk % 37,
            actor=scorecard.interviewer,
            at=at,
        )


def _topics(application: Application, number: int) -> Callable[[dt.datetime], None]:
    def offer(at: dt.datetime) -> None:
        if is_asked_for_topics(application):
            text = TOPICS[number % len(TOPICS)]
            offer_topics(application_id=application.pk, text=text, at=at)

    return offer


def _writing(application: Application, number: int) -> Callable[[dt.datetime], None]:
    def write(at: dt.datetime) -> None:
        stage = Stage.objects.filter(
            plan__opening=application.opening_id,
            plan__state="active",
            kind="support-case",
            on_day=False,
        ).first()
        application.refresh_from_db()
        if stage is None or application.state not in {"invited", "on_day"}:
            return
        seeds = cases()
        sitting = start_sitting(
            application_id=application.pk,
            stage_id=stage.pk,
            at=at,
            seed=seeds[number % len(seeds)],
        )
        done_well = REPLIES[sitting.paper["form"]][number % 3 == 2]  # noqa: PLR2004
        for minute, (task, text) in enumerate(done_well.items(), start=1):
            if text:
                save_answer(
                    sitting_id=sitting.pk,
                    section=0,
                    task_key=task,
                    value=text,
                    at=at + dt.timedelta(minutes=7 * minute),
                )
        finish_section(sitting_id=sitting.pk, section=0, at=at + dt.timedelta(minutes=24))

    return write

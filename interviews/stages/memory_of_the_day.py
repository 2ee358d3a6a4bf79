"""Memory of the Day: facts told at one station, asked for at a later one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.assessments.scoring import binomial_error
from interviews.sittings import recall
from interviews.sittings.contents import contents, form_of
from interviews.sittings.queries import measured_results
from interviews.stages.registry import (
    CriterionSpec,
    Exercise,
    Given,
    Kit,
    Line,
    Paper,
    Score,
    Section,
    StageKind,
    register,
)

SECONDS: Final = 300


class DayExercise(Exercise):
    """Six questions on what was told that day; the date tells which of six sets it was."""

    allowed = (
        _("What you remember; notes that you took today, too."),
        _("Nobody's help, and no walk back to look."),
    )
    needs = (_("Your phone, or one that we lend you."),)

    def seed_of(self, seed: int, on: dt.date) -> int:  # noqa: ARG002
        """Everybody of a Day gets the set that was told: the 1st is A, the 2nd is B, and so on."""
        return on.day - 1

    def compose(
        self,
        stage_key: int,  # noqa: ARG002
        seed: int,
        language: str,
        *,
        seen: Collection[int] = (),  # noqa: ARG002
    ) -> Paper:
        """Ask for the facts of a set. Raises PaperRefused in a language that has none."""
        form = form_of(seed)
        facts = contents(language)["day_facts"][form]
        tasks = tuple(
            {"key": f"fact-{number}", "type": "short", "prompt": fact["ask"]}
            for number, fact in enumerate(facts, start=1)
        )
        intro = gettext("You heard six things about us today. A word or a number is enough.")
        keys = {f"fact-{number}": fact for number, fact in enumerate(facts, start=1)}
        title = gettext("What you heard today")
        return Paper((Section("facts", title, intro, SECONDS, tasks),), keys, form)

    def score(self, paper: Paper, answers: Mapping[str, Given]) -> Score:
        """Return a point for each fact, half a point for one that is nearly right."""
        given = {key: str(each.value or "") for key, each in answers.items()}
        found = recall.recall(paper.keys, given)
        count = len(paper.keys)
        parts = {"form": paper.form, "facts": found.points, "intrusions": found.intrusions}
        return Score(found.total, float(count), binomial_error(found.total, count), parts)


def _script() -> tuple[Line, ...]:
    """Return the words of each set: told at a station before this one, alike to everybody."""
    sets = contents("en")["day_facts"]
    return tuple(
        Line(
            format_lazy(
                _("Set {letter}, on the {days} of a month"),
                letter=letter,
                days=", ".join(str(day) for day in range(number, 32, len(sets))),
            ),
            " ".join(fact["tell"] for fact in facts),
        )
        for number, (letter, facts) in enumerate(sets.items(), start=1)
    )


@register
class MemoryOfTheDay(StageKind):
    exercise = DayExercise()
    measure = measured_results
    code = "memory-of-the-day"
    label = _("Memory of the Day")
    icon = "bulb"
    description = _(
        "Six plain facts about the house are told in passing at an earlier station, and asked for "
        "here: what a colleague mentions in the morning is needed in the afternoon."
    )
    minutes = 10
    raters = 1
    on_day = True
    seats = 12
    attended = True
    told_before = True
    marking_minutes = 2
    run_by = _("A host, who hands out phones where one is missing, or reads the questions aloud")
    criteria = (
        CriterionSpec(
            competency="recall",
            name=_("Facts of the Day"),
            question=_("How many of the six facts came back?"),
            probes=(
                _("Only where they were answered on paper or aloud: else the test counts."),
                _("One point for each fact; half a point where one letter or digit is off."),
                _("Write the points as evidence: “4.5 of 6; the time of the bus lost”."),
            ),
            anchors=(
                _("Under 12.5 % (0 to 0.5 of 6 points)."),
                _("From 37.5 % (2.5 to 3.5 of 6 points); a 2 begins at 1 point, a 4 at 4."),
                _("From 87.5 % (5.5 or 6 of 6 points)."),
            ),
        ),
    )
    kit = Kit(
        purpose=_(
            "To see whether somebody keeps what is said in passing while the Day goes on. It is a "
            "simulation of the job, not a medical or psychological test."
        ),
        steps=(
            _(
                "The facts are told at the plan's first station; Days are planned so that this one "
                "comes after it, and after another one if you say so."
            ),
            _("There, tell the six facts of today's set, alike to everybody and not as a test."),
            _("Here, let everybody open their page on a phone and begin when all are seated."),
            _("Who has no phone gets one of ours, or answers aloud while you write."),
            _("Answers that you wrote yourself are marked on the scorecard by the anchors."),
        ),
        materials=(
            _("The set of today: the date says which; the words stand below."),
            _("Two phones to lend, charged."),
        ),
        rules=(
            _("Tell the facts once, in a natural order, and write them nowhere."),
            _("Notes that somebody took by themselves are allowed: agents take notes."),
            _("Do not help with spelling; one letter off is half a point."),
            _("What was agreed beforehand with a candidate is kept to, and not written down here."),
        ),
        script=_script(),
    )
    candidate_note = _(
        "In the course of the Day you hear a few things about us, as one does on a first day "
        "somewhere; later we ask you six short questions about them, on a phone. There is nothing "
        "to prepare and nothing to bring; notes that you took are welcome. Spelling and speed are "
        "not judged, and it says nothing about your intelligence or health. If reading from a "
        "phone is difficult for you, tell us and you answer aloud."
    )

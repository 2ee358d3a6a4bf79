"""Memory test: keeping what a customer said in mind while the work goes on."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.assessments.scoring import binomial_error
from interviews.marking.queries import points_of
from interviews.sittings import memory_tasks, recall, spans
from interviews.sittings.contents import contents, form_of
from interviews.sittings.queries import counting_results
from interviews.stages.registry import (
    CriterionSpec,
    Exercise,
    Given,
    Kit,
    Line,
    Measured,
    Paper,
    Score,
    Section,
    StageKind,
    register,
)

if TYPE_CHECKING:
    from interviews.sittings.models import Result

STUDY_SECONDS: Final = 60
CALL_SECONDS: Final = 120
SPAN_SECONDS: Final = 540
RECALL_SECONDS: Final = 240


class MemoryExercise(Exercise):
    """A record and a call, digits in between, and then what came back.

    Record and call make the score, half each, as the criteria are weighted. The call is its eight
    questions, and as soon as two people have ticked what was retold of it, its twelve idea units
    too. Digit spans fill the delay; they are kept beside the score with how they were shown (on a
    screen: spoken lists are no parallel form) and enter nothing.
    """

    retold = "retell"

    allowed = (
        _("Notes while you read the call, in the field beside it: as at work."),
        _("No notes of the customer's record, no photographs, nobody's help."),
        _("Digits are shown on the screen; type or tap them. How fast you are is not judged."),
    )
    needs = (
        _("About 25 minutes without interruption, on a phone or a computer."),
        _("Your screen shows everything; nothing is heard. If that does not suit you, tell us."),
    )

    def compose(
        self,
        stage_key: int,  # noqa: ARG002
        seed: int,
        language: str,
        *,
        seen: Collection[int] = (),  # noqa: ARG002
    ) -> Paper:
        """Take the next of six forms. Raises PaperRefused in a language that has none."""
        material, form = contents(language), form_of(seed)
        record, call = material["records"][form], material["calls"][form]
        headings = material["headings"]
        lines = [[headings[name], each["show"]] for name, each in record.items()]
        fields = {f"record-{name}": each for name, each in record.items()}
        cued = {f"cued-{n}": each for n, each in enumerate(call["cued"], start=1)}
        asked = {f"record-{name}": headings[name] for name in record}
        questions = {key: each["ask"] for key, each in cued.items()}
        sections = (
            _once("study", gettext("A customer's record"), _STUDY, STUDY_SECONDS, {"lines": lines}),
            _once("call", gettext("A call"), _CALL, CALL_SECONDS, {"lines": call["lines"]}),
            _span("forward", gettext("Digits forward"), _FORWARD),
            _span("backward", gettext("Digits backward"), _BACKWARD),
            _retell(),
            _fields("questions", gettext("Questions on the call"), _QUESTIONS, questions, "call"),
            _fields("record", gettext("The record again"), _RECORD, asked),
        )
        keys = {"record": fields, "cued": cued, "units": call["units"]}
        return Paper(sections, keys, form)

    def units(self, paper: Paper) -> Sequence[str]:
        """Return the call's idea units."""
        return list(paper.keys["units"])

    def score(self, paper: Paper, answers: Mapping[str, Given]) -> Score:
        """Return points of the record's fields and the call's questions; spans as parts."""
        given = {key: str(each.value or "") for key, each in answers.items()}
        record = recall.recall(paper.keys["record"], given)
        cued = recall.recall(paper.keys["cued"], given)
        maximum = len(paper.keys["record"]) + len(paper.keys["cued"])
        delay = _delay(answers)
        parts: dict[str, Any] = {
            "form": paper.form,
            "record": record.points,
            "intrusions": record.intrusions,
            "delay_minutes": delay,
            "delay_is_odd": recall.delay_is_odd(delay),
            "cued": cued.points,
            "retold": bool(given.get(self.retold, "").strip()),
            "units": len(paper.keys["units"]),
            "spans": {direction: _spans(direction, answers) for direction in spans.START},
        }
        raw = record.total + cued.total
        return Score(raw, float(maximum), binomial_error(raw, maximum), parts)


def measure_memory(stage_key: int, application_ids: Sequence[int]) -> Mapping[int, Measured]:
    """Return the results of a stage by application: four queries for any number.

    Until two people have ticked what somebody retold, the call is its questions alone; whoever
    retold nothing has none of the units. The scale stays the same.
    """
    results = counting_results(stage_key, application_ids)
    ticked = points_of([result.sitting_id for result in results])
    return {
        result.sitting.application_id: _with_units(result, ticked.get(result.sitting_id))
        for result in results
    }


def _with_units(result: Result, ticked: tuple[float, dt.datetime] | None) -> Measured:
    parts, at = result.parts, result.sitting.ended_at or result.scored_at
    if ticked is None and parts.get("retold", True):
        return Measured(result.raw, result.maximum, result.error, at)
    found, since = ticked or (0.0, at)
    record, cued = math.fsum(parts["record"].values()), math.fsum(parts["cued"].values())
    asked = len(parts["cued"]) + parts["units"]
    share = len(parts["cued"]) / asked
    errors = (
        binomial_error(record, len(parts["record"])),
        share * (binomial_error(cued + found, asked) or 0),
    )
    return Measured(
        record + share * (cued + found),
        result.maximum,
        math.hypot(*(each or 0 for each in errors)),
        max(at, since),
    )


def _delay(answers: Mapping[str, Given]) -> float | None:
    """Return the minutes from the end of studying to the first field that was recalled."""
    studied = answers.get("study")
    recalled = [
        each.saved_at
        for key, each in answers.items()
        if key.startswith("record-") and each.saved_at is not None
    ]
    if studied is None or studied.saved_at is None or not recalled:
        return None
    return round((min(recalled) - studied.saved_at).total_seconds() / 60, 1)


def _spans(direction: str, answers: Mapping[str, Given]) -> dict[str, Any]:
    trace = memory_tasks.trace_of(direction, answers)
    return {
        "modality": memory_tasks.VISUAL,
        "trials": len(trace),
        "mean_span": spans.mean_span(trace),
        "longest": spans.longest(trace),
        "two_error_longest": spans.two_error_longest(trace),
    }


def _once(key: str, title: str, intro: Any, seconds: int, shown: dict[str, Any]) -> Section:
    task = {"key": key, "type": key, "prompt": str(intro), "seconds": seconds, **shown}
    return Section(key, title, "", seconds * 2 + 60, (task,))


def _span(direction: str, title: str, intro: Any) -> Section:
    prompt = gettext("Type them in the same order.")
    if direction == "backward":
        prompt = gettext("Type them backward: the last one first.")
    common = {"type": "span", "prompt": prompt, "direction": direction}
    tries = [
        {"key": f"{direction}-try-{number}", "practice": True, **common}
        for number in range(1, spans.PRACTICE + 1)
    ]
    trials = [{"key": f"{direction}-{number}", **common} for number in range(1, spans.TRIALS + 1)]
    return Section(direction, title, str(intro), SPAN_SECONDS, (*tries, *trials))


def _retell() -> Section:
    task = {"key": "retell", "type": "retell", "prompt": str(_RETELL), "notes_of": "call"}
    return Section("retell", gettext("The call again"), "", RECALL_SECONDS, (task,))


def _fields(
    key: str, title: str, intro: Any, asked: Mapping[str, str], notes_of: str = ""
) -> Section:
    tasks: Sequence[dict[str, Any]] = [
        {"key": name, "type": "short", "prompt": prompt} for name, prompt in asked.items()
    ]
    if notes_of:
        tasks = [{**task, "notes_of": notes_of} for task in tasks]
    return Section(key, title, str(intro), RECALL_SECONDS, tuple(tasks))


_STUDY: Final = _(
    "You will see a customer's record for one minute. You are asked for it at the very end. "
    "Please write nothing down."
)
_CALL: Final = _(
    "You will see a call for two minutes. Take notes while you read, as you would at work; you "
    "keep them."
)
_FORWARD: Final = _(
    "Digits appear one a second. When they have passed, type them in the same order. Two tries "
    "first, then fourteen that count; they grow longer when you are right."
)
_BACKWARD: Final = _(
    "The same, but type the digits backward: the last one first. Two tries, then fourteen."
)
_RETELL: Final = _("What was the call about? Write down everything that you still know of it.")
_QUESTIONS: Final = _("Eight questions. A word or a number is enough.")
_RECORD: Final = _("Fill in what you still know of the record from the beginning.")


@register
class MemoryTest(StageKind):
    exercise = MemoryExercise()
    measure = measure_memory
    code = "memory-test"
    label = _("Memory test")
    icon = "brain"
    description = _(
        "A job simulation: study a customer's record for a minute, do something else, and recall "
        "it; then hear a call of two minutes and say what it held."
    )
    minutes = 25
    raters = 1
    on_day = False
    seats = 12
    attended = True
    marking_minutes = 5
    run_by = _("A host, who reads aloud, keeps the time and marks with the answer key")
    criteria = (
        CriterionSpec(
            competency="recall",
            name=_("Customer record"),
            question=_("How much of the record came back after ten minutes?"),
            probes=(
                _("Eight fields: one point if exact, half a point if one letter or digit is off."),
                _("The right fact under the wrong heading counts nothing; note how often."),
                _("Write the points as evidence: “6.5 of 8; call-back time lost”."),
            ),
            anchors=(
                _("Under 12.5 % (less than 1 of 8 points)."),
                _("From 37.5 % (3 to 4.5 of 8 points); a 2 begins at 1 point, a 4 at 5 points."),
                _("From 87.5 % (7 to 8 of 8 points)."),
            ),
        ),
        CriterionSpec(
            competency="listening",
            name=_("Call details"),
            question=_("How many of the twelve facts of the call were given back?"),
            probes=(
                _("Notes were allowed, as they are at work."),
                _("Tick each fact on the list, in whatever words it was put."),
                _("Write the count as evidence, and whether the promise to the caller was there."),
            ),
            anchors=(
                _("0 or 1 of the 12 facts."),
                _("5 to 7 of the 12 facts; 2 to 4 is a 2, 8 to 10 a 4."),
                _("11 or 12 of the 12 facts."),
            ),
        ),
    )
    kit = Kit(
        purpose=_(
            "To see how much of what a customer said survives ten minutes of other work. It is a "
            "simulation of the job, not a medical or psychological test, and must not be called "
            "one."
        ),
        steps=(
            _("Hand out the record face down. Turn it over together; collect it after 60 seconds."),
            _("Play the call once. Notes are allowed and stay on the table."),
            _("Give the two-page form on company products to fill in; it is not marked."),
            _("After ten minutes, hand out the sheet with the eight headings."),
            _("Then ask for the call: first in their own words, then the eight questions."),
            _("Mark with the key. Turn points into a mark by the anchors; do not round by feel."),
        ),
        materials=(
            _(
                "One of the six records A to F: name, order, product, date, problem, promise, "
                "call-back, wish."
            ),
            _(
                "The recorded call with its list of twelve facts, and a speaker loud enough for "
                "the room."
            ),
            _("Answer sheets and the key; a clock."),
        ),
        rules=(
            _(
                "The recording is played once, for everybody; a written transcript replaces it on "
                "request."
            ),
            _("Do not help with spelling a name; one letter off is half a point."),
            _("What was agreed beforehand with a candidate is kept to, and not written down here."),
            _("The marks are provisional until thirty people have taken the same form."),
        ),
        script=(
            Line(
                _("Before the record"),
                _(
                    "“You have one minute to study a customer's record. You will be asked for it "
                    "later. Do not write anything down yet.”"
                ),
            ),
            Line(
                _("Before the call"),
                _(
                    "“You will hear a call of about two minutes, once. Take notes as you would at "
                    "work.”"
                ),
            ),
        ),
    )
    candidate_note = _(
        "You study a customer's record for a minute and a call of two minutes, with notes allowed, "
        "do something else, and say what the call was about and what the record held. Bring "
        "nothing; there is nothing to learn by heart at home. It shows how the work "
        "feels, and says nothing about your intelligence or health. Spelling and handwriting are "
        "not judged. If hearing or reading is difficult for you, tell us beforehand and you get "
        "the same in another form."
    )

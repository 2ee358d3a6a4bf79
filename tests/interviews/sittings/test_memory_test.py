"""The memory test from the first click to its result, as a browser sends it."""

from __future__ import annotations

import datetime as dt

import pytest

from interviews.plans.models import Stage
from interviews.sittings import actions, memory_tasks, screens, tasks
from interviews.sittings.contents import FORMS, contents, form_of
from interviews.sittings.models import Answer, Sitting
from interviews.sittings.paper import PaperRefused
from interviews.stages import registry

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


class Typed(dict):
    """What a form holds."""

    def getlist(self, name):
        return [self[name]] if name in self else []


@pytest.fixture
def memory(plan) -> Stage:
    return Stage.objects.create(
        plan=plan, position=2, kind="memory-test", title="Memory test", weight=40, minutes=25,
        on_day=False,
    )  # fmt: skip


@pytest.fixture
def begun(memory, invited, at) -> Sitting:
    return actions.start_sitting(application_id=invited.pk, stage_id=memory.pk, at=at, seed=0)


class Person:
    """Somebody who takes the test, with a clock of their own."""

    def __init__(self, sitting, at):
        self.key, self.at = sitting.pk, at

    @property
    def sitting(self):
        return Sitting.objects.get(pk=self.key)

    def screen(self):
        return screens.screen_of(self.sitting, self.at)

    def show(self):
        [each] = self.screen().tasks
        section = self.sitting.section
        actions.show_task(
            sitting_id=self.key, section=section, task_key=each.task["key"], at=self.at
        )

    def answer(self, shown, **fields):
        task = shown.task
        kind = tasks.type_of(task)
        from interviews.sittings import queries

        setting = screens.setting_of(self.sitting, queries.answers_of(self.sitting), self.at)
        typed = Typed({f"{task['key']}.{name}": value for name, value in fields.items()})
        return actions.save_answer(
            sitting_id=self.key,
            section=self.sitting.section,
            task_key=task["key"],
            value=kind.parse(tasks.Fields(typed, task["key"]), task, setting),
            at=self.at,
            once=kind.shown_once,
        )

    def go_on(self):
        section = self.sitting.section
        actions.finish_section(sitting_id=self.key, section=section, at=self.at)

    def study(self):
        self.show()
        self.at += 60 * SECOND
        self.answer(self.screen().tasks[0])
        self.go_on()

    def read_the_call(self, notes):
        self.show()
        self.at += 120 * SECOND
        self.answer(self.screen().tasks[0], notes=notes)
        self.go_on()

    def spans(self, right_up_to):
        while self.screen().tasks:
            self.show()
            [shown] = self.screen().tasks
            digits = shown.context["digits"]
            self.at += (memory_tasks.LEAD + len(digits) + 4) * SECOND
            typed = "".join(str(digit) for digit in digits)
            if shown.task["direction"] == "backward":
                typed = typed[::-1]
            self.answer(shown, value=typed if len(digits) <= right_up_to else "0")
        self.go_on()

    def fill(self, answers):
        for shown in self.screen().tasks:
            self.at += 10 * SECOND
            self.answer(shown, value=answers(shown.task))
        self.go_on()


def test_whole_test_is_scored_as_the_guide_says(begun, memory, at):
    kim = Person(begun, at)
    material = contents("en")
    record = material["records"]["A"]
    kim.study()
    kim.read_the_call("Walsh, two phones")
    kim.spans(right_up_to=6)
    kim.spans(right_up_to=4)
    assert kim.screen().tasks[0].context["notes"] == "Walsh, two phones"
    kim.fill(lambda task: "A dental practice misses an adapter.")
    cued = material["calls"]["A"]["cued"]
    kim.fill(lambda task: cued[int(task["key"][5:]) - 1]["accept"][0])
    wrong = {"record-order": "K4279", "record-name": record["problem"]["show"]}
    kim.fill(lambda task: wrong.get(task["key"], record[task["key"][7:]]["show"]))
    assert (kim.sitting.state, kim.sitting.ending) == ("ended", "finished")

    result = actions.score_sitting(sitting_id=begun.pk, at=kim.at)
    assert (result.raw, result.maximum) == (14.5, 16.0)
    parts = result.parts
    assert (parts["form"], parts["intrusions"], parts["delay_is_odd"]) == ("A", 1, False)
    assert parts["record"]["record-order"] == 0.5
    forward, backward = parts["spans"]["forward"], parts["spans"]["backward"]
    assert (forward["mean_span"], forward["longest"], forward["trials"]) == (6.5, 6, 14)
    assert (backward["mean_span"], backward["modality"]) == (4.5, "visual")
    measured = registry.get("memory-test").measure(memory.pk, [begun.application_id])
    assert measured[begun.application_id].raw == 14.5


def test_record_is_gone_after_its_time_whatever_the_browser_does(begun, at):
    kim = Person(begun, at)
    kim.show()
    kim.at += 59 * SECOND
    assert kim.screen().tasks[0].context["phase"] == "shown"
    kim.show()  # clicking again does not begin anew
    kim.at += SECOND
    assert kim.screen().tasks[0].context["phase"] == "gone"


def test_extra_time_prolongs_what_is_shown(begun, at, invited, rosa):
    from decimal import Decimal

    actions.grant(
        application_id=invited.pk, multiplier=Decimal(2), breaks=False, alternative="",
        actor=rosa, at=at,
    )  # fmt: skip
    kim = Person(begun, at)
    kim.show()
    assert kim.screen().tasks[0].context["left"] == 120


def test_digits_go_on_where_they_were_when_the_page_is_loaded_again(begun, at):
    kim = Person(begun, at)
    kim.study()
    kim.read_the_call("")
    kim.show()
    whole = kim.screen().tasks[0].context
    assert (whole["lead"], len(whole["digits"])) == (2, 3)
    kim.at += 4 * SECOND
    later = kim.screen().tasks[0].context
    assert (later["lead"], later["digits"]) == (0, whole["digits"][2:])


def test_nobody_answers_before_the_digits_have_passed(begun, at):
    kim = Person(begun, at)
    kim.study()
    kim.read_the_call("")
    kim.show()
    kim.at += 4 * SECOND
    with pytest.raises(tasks.BadAnswer, match="passed"):
        kim.answer(kim.screen().tasks[0], value="123")


def test_a_trial_takes_one_answer(begun, at):
    kim = Person(begun, at)
    kim.study()
    kim.read_the_call("")
    kim.show()
    [shown] = kim.screen().tasks
    kim.at += 9 * SECOND
    assert kim.answer(shown, value="999").changed
    assert not kim.answer(shown, value="".join(map(str, shown.context["digits"]))).changed
    assert Answer.objects.get(task_key="forward-try-1").value["typed"] == "999"
    assert "Right would have been" in kim.screen().feedback


def test_what_was_not_shown_takes_no_answer(begun, at):
    with pytest.raises(actions.NotShown):
        actions.save_answer(
            sitting_id=begun.pk, section=0, task_key="study", value={}, at=at, once=True
        )


def test_six_forms_are_parallel_and_the_next_seed_gives_the_next_one():
    material = contents("en")
    assert [form_of(seed) for seed in range(7)] == [*FORMS, "A"]
    for form in FORMS:
        assert set(material["records"][form]) == set(material["headings"])
        assert len(material["records"][form]) == 8
        assert len(material["calls"][form]["units"]) == 12
        assert len(material["calls"][form]["cued"]) == 8
        assert 135 <= sum(len(line.split()) for line in material["calls"][form]["lines"]) <= 170
        assert len(material["day_facts"][form]) == 6


@pytest.mark.parametrize("form", FORMS)
def test_every_accepted_answer_to_a_call_is_said_in_it(form):
    from interviews.sittings.recall import plain

    call = contents("en")["calls"][form]
    said = plain(" ".join(call["lines"]).replace("-", ""))
    numbers = {"2": "two", "4": "four", "5": "five", "9": "nine", "10": "ten", "11": "eleven",
               "12": "twelve", "16": "sixteenth", "19": "nineteen", "70": "seventy"}  # fmt: skip
    for question in call["cued"]:
        answer = question["accept"][0]
        assert plain(numbers.get(answer, answer)) in said, question


@pytest.mark.parametrize("language", ["tlh", "../content/memory-en", ""])
def test_a_language_without_material_is_refused(language):
    with pytest.raises(PaperRefused):
        contents(language)


def test_paper_of_the_candidate_holds_no_units_and_no_accepted_answers(begun):
    import json

    paper = json.dumps(begun.paper)
    assert "accept" not in paper
    assert "The caller is Irene Walsh" not in paper

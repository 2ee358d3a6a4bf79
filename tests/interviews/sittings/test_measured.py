"""What sittings say of the bank's items, and what they do not."""

import datetime as dt

import pytest

from candidates.outbox.models import Task
from interviews.assessments import answers, jobs, scoring
from interviews.assessments.models import Measurement
from interviews.sittings.measured import answered_items
from interviews.sittings.models import Answer, Sitting
from tests.interviews.sittings.conftest import tasks_in


def end(sitting, at, ending="finished"):
    Sitting.objects.filter(pk=sitting.pk).update(
        state="ended", ending=ending, ended_at=at, section_began_at=None, deadline=None
    )


def answer(sitting, task, value, at):
    Answer.objects.create(
        sitting=sitting, task_key=task["key"], value=value, sequence=1, saved_at=at
    )


def test_an_ended_sitting_says_what_was_answered_to_every_item(
    sitting, at, django_assert_num_queries
):
    tasks = tasks_in(sitting)
    answer(sitting, tasks[0], 0, at)
    answer(sitting, tasks[2], 1, at)
    assert list(answered_items("en")) == []  # it runs
    end(sitting, at)
    with django_assert_num_queries(4):
        found = list(answered_items("en"))
    assert len(found) == 25  # the passage too
    assert [each.answer for each in found[:3]] == [0, None, 1]
    assert [each.item for each in found[:24]] == [task["item"] for task in tasks]
    assert {each.sitting for each in found} == {sitting.pk}
    assert list(answered_items("lt")) == []


@pytest.mark.parametrize("ending", ["time", "left", "stopped"])
def test_what_was_not_reached_says_nothing_of_the_item(sitting, at, ending):
    tasks = tasks_in(sitting)
    answer(sitting, tasks[3], 0, at)
    end(sitting, at, ending)
    assert [each.answer for each in answered_items("en")] == [None, None, None, 0]


def test_a_sitting_that_was_set_aside_does_not_count(sitting, rosa, at):
    end(sitting, at)
    Sitting.objects.update(set_aside_at=at, set_aside_by=rosa, set_aside_reason="The power failed.")
    assert list(answered_items("en")) == []


class Attempt:
    payload = {"language": "en"}

    def progress(self, done, total, label=""):
        pass


def test_the_bank_reads_it_through_its_door(sitting, at):
    end(sitting, at)
    assert answered_items in answers._sources
    result = jobs.record(Attempt(), jobs.measure(Attempt()), at + dt.timedelta(days=1))
    snapshot = Measurement.objects.get(pk=result["measurement"])
    assert (snapshot.people, snapshot.items, snapshot.model) == (1, 25, "none")
    assert not Task.objects.filter(kind=answers.MEASURE).exists()


def test_every_answer_scores_as_it_did_in_the_sitting(sitting, at):
    for task in tasks_in(sitting):
        answer(sitting, task, 0, at)
    end(sitting, at)
    keys = {key: each for key, each in sitting.keys.items() if each["kind"] != "proofread"}
    there = [scoring.score(each["kind"], each["body"], 0) for each in keys.values()]
    given = [each for each in answered_items("en") if each.answer is not None]
    here = jobs.queries.keys_of([each.item for each in given])
    found = [scoring.score(here[e.item].kind, here[e.item].body, e.answer) for e in given]
    assert sorted(found) == sorted(there)

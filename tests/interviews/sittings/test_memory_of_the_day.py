"""Memory of the Day: only in its hour, with the set of the date, alike for everybody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from interviews.days.actions import add_to_day, book_session, create_day, publish_day
from interviews.days.models import Station
from interviews.plans.models import Plan, Stage
from interviews.sittings import actions, queries
from interviews.sittings.contents import contents
from interviews.stages import registry
from tests.conftest import make_application
from tests.interviews.days.conftest import ON, local
from tests.interviews.recordings.conftest import invite

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def facts(plan) -> Stage:
    return Stage.objects.create(
        plan=plan, position=1, kind="memory-of-the-day", title="Memory of the Day", weight=20,
        minutes=10, on_day=True,
    )  # fmt: skip


@pytest.fixture
def station(facts, opening, invited, rosa, at) -> Station:
    """kim is to answer at 14:00 on the 19th."""
    day = create_day(
        opening_id=opening.pk, on=ON, starts_at=local(9), site="Vilnius", actor=rosa, at=at
    )
    add_to_day(day_id=day.pk, application_ids=[invited.pk], actor=rosa, at=at)
    station = Station.objects.get(day=day, stage=facts)
    book_session(
        station_id=station.pk, room_id=None, starts_at=local(14), application_ids=[invited.pk],
        interviewer_ids=[], actor=rosa, at=at,
    )  # fmt: skip
    return station


def start(invited, facts, at):
    return actions.start_sitting(application_id=invited.pk, stage_id=facts.pk, at=at)


def test_nobody_begins_before_the_day_is_published(station, invited, facts):
    with pytest.raises(actions.NotAsked):
        start(invited, facts, local(14))


@pytest.mark.parametrize(
    ("at", "may"),
    [
        (local(13, 49), False),
        (local(13, 50), True),
        (local(14, 5), True),
        (local(16, 10), True),
        (local(16, 11), False),
    ],
)
def test_it_opens_in_its_hour(station, invited, facts, rosa, at, may):
    publish_day(day_id=station.day_id, actor=rosa, at=local(8))
    assert queries.may_sit(invited, facts, at) is may


def test_everybody_of_a_day_gets_the_set_of_the_date(station, invited, facts, opening, rosa, at):
    publish_day(day_id=station.day_id, actor=rosa, at=local(8))
    sitting = start(invited, facts, local(14))
    assert sitting.paper["form"] == "A"  # the 19th: 1, 7, 13, 19, 25, 31
    asked = [task["prompt"] for task in sitting.paper["sections"][0]["tasks"]]
    assert asked == [fact["ask"] for fact in contents("en")["day_facts"]["A"]]
    exercise = registry.get("memory-of-the-day").exercise
    seeds = {exercise.seed_of(seed, ON) for seed in range(9)}
    assert len(seeds) == 1


def test_answers_are_scored_with_half_points(station, invited, facts, rosa):
    publish_day(day_id=station.day_id, actor=rosa, at=local(8))
    sitting = start(invited, facts, local(14))
    given = ["Yellow", "7:35", "Martha", "46", "Friday", "behind the map"]
    for number, value in enumerate(given, start=1):
        actions.save_answer(
            sitting_id=sitting.pk, section=0, task_key=f"fact-{number}", value=value, at=local(14)
        )
    actions.finish_section(sitting_id=sitting.pk, section=0, at=local(14, 3))
    result = actions.score_sitting(sitting_id=sitting.pk, at=local(14, 4))
    assert (result.raw, result.maximum) == (4.0, 6.0)
    assert result.parts["facts"]["fact-3"] == 0.5  # one letter too many


def test_host_reads_each_set_with_its_dates():
    script = registry.get("memory-of-the-day").kit.script
    assert str(script[0].moment) == "Set A, on the 1, 7, 13, 19, 25, 31 of a month"
    assert [str(line.words).count(".") for line in script] == [6] * 6
    days = [
        day
        for line in script
        for day in str(line.moment).split("the ")[1].split(" of")[0].split(", ")
    ]
    assert sorted(map(int, days)) == list(range(1, 32))
    with translation.override("lt"):
        assert str(script[0].moment)  # worked out when it is read, not when it is imported


def test_a_candidate_without_a_session_is_not_asked(station, facts, opening, rosa, at):
    other = invite(make_application(opening, "Lu Lan", "lu@example.org", at), at)
    publish_day(day_id=station.day_id, actor=rosa, at=local(8))
    assert not queries.may_sit(other, facts, local(14))
    assert Plan.objects.count() == 1

"""Adaptive forms: replayed from their seed, after the blueprint, within the cap, to their end."""

import random
from collections import Counter

import pytest

from interviews.assessments import irt
from interviews.assessments.adaptive import (
    BankTooSmall,
    Calibrated,
    Rules,
    may_adapt,
    next_step,
    play,
)
from interviews.assessments.irt import Parameters

BLUEPRINT = {"agreement": 6, "punctuation": 5, "words": 5, "spelling": 4}
AREAS = sorted(BLUEPRINT)


@pytest.fixture(scope="module")
def bank():
    chance = random.Random(5)
    return [
        Calibrated(key, AREAS[key % 4], Parameters(chance.uniform(0.7, 2.2), chance.gauss(0, 1)))
        for key in range(120)
    ]


def somebody(bank, theta, seed):
    """Answers of a person who stands at θ, the same for the same item."""
    items = {item.key: item.parameters for item in bank}
    return lambda key: float(
        random.Random(f"{seed}/{key}").random() < irt.probability(theta, items[key])
    )


def test_the_same_seed_and_answers_give_the_same_form(bank):
    form = play(bank, BLUEPRINT, Rules(), 7, somebody(bank, 0.5, 1))
    assert form == play(list(reversed(bank)), BLUEPRINT, Rules(), 7, somebody(bank, 0.5, 1))
    assert form.items != play(bank, BLUEPRINT, Rules(), 8, somebody(bank, 0.5, 1)).items
    assert len(form.path) == len(form.items) + 1
    assert len(set(form.items)) == len(form.items)


def test_a_form_stops_when_it_is_sure_or_long_enough(bank):
    sure = play(bank, BLUEPRINT, Rules(error=0.5), 7, somebody(bank, 0, 1))
    assert sure.stopped == "sure"
    assert sure.path[-1].error <= 0.5 < sure.path[-2].error or len(sure.items) == 8
    long = play(bank, BLUEPRINT, Rules(error=0.01), 7, somebody(bank, 0, 1))
    assert (long.stopped, len(long.items)) == ("length", 20)
    assert len(play(bank, BLUEPRINT, Rules(error=0.9), 7, somebody(bank, 0, 1)).items) == 8


def test_areas_follow_the_blueprint(bank):
    form = play(bank, BLUEPRINT, Rules(error=0), 3, somebody(bank, 0, 2))
    areas = {item.key: item.area for item in bank}
    assert Counter(areas[key] for key in form.items) == BLUEPRINT


def test_estimates_come_near_to_where_people_stand(bank):
    misses = []
    for person in range(60):
        theta = random.Random(person).gauss(0, 1)
        form = play(bank, BLUEPRINT, Rules(), person, somebody(bank, theta, person))
        misses.append((form.path[-1].theta - theta) ** 2)
    assert (sum(misses) / len(misses)) ** 0.5 < 0.55


def test_what_was_shown_too_often_or_to_this_person_is_left_out(bank):
    worn = {item.key for item in bank if item.key % 5 == 0}
    used = [
        Calibrated(item.key, item.area, item.parameters, 0.26 if item.key in worn else 0.25)
        for item in bank
    ]
    seen = {item.key for item in bank if item.key % 5 == 1}
    form = play(used, BLUEPRINT, Rules(error=0), 4, somebody(bank, 0, 3), seen=seen)
    assert not set(form.items) & (worn | seen)
    nothing = [Calibrated(item.key, item.area, item.parameters, 1) for item in bank]
    assert play(nothing, BLUEPRINT, Rules(), 4, somebody(bank, 0, 3)).stopped == "bank"


def test_one_of_the_five_that_tell_most_comes_next(bank):
    first = {next_step(bank, {"words": 1}, Rules(), seed, []).item for seed in range(200)}
    best = sorted(
        (item for item in bank if item.area == "words"),
        key=lambda item: -irt.information(0, item.parameters),
    )
    assert first == {item.key for item in best[:5]}


def test_a_small_bank_does_not_adapt(bank):
    assert may_adapt(100, Rules())
    assert not may_adapt(99, Rules())
    with pytest.raises(BankTooSmall):
        next_step(bank[:99], BLUEPRINT, Rules(), 1, [])

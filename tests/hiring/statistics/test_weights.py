"""Fitted weights beside equal ones, on people they never saw."""

import random

import pytest

from hiring.statistics.weights import compare


def people(amount, weights, noise, seed=7):
    chance = random.Random(seed)
    rows = [[chance.gauss(3, 0.5) for _weight in weights] for _person in range(amount)]
    values = [
        sum(w * x for w, x in zip(weights, row, strict=True)) + chance.gauss(0, noise)
        for row in rows
    ]
    return rows, values


def test_where_one_predictor_says_all_fitting_helps():
    compared = compare(*people(300, (1.0, 0.0, 0.0, 0.0), 0.1))
    assert compared.fitted > 0.95
    assert compared.equal == pytest.approx(0.5, abs=0.08)


def test_where_all_say_the_same_equal_weights_lose_nothing():
    compared = compare(*people(120, (1.0, 1.0, 1.0), 2.0))
    assert compared.equal > compared.fitted - 0.03


def test_noise_is_not_taken_for_a_connection():
    compared = compare(*people(200, (0.0, 0.0, 0.0), 1.0))
    assert abs(compared.fitted) < 0.2


@pytest.mark.parametrize(("amount", "predictors"), [(99, 3), (110, 12), (0, 0), (150, 1)])
def test_too_few_people_are_not_asked(amount, predictors):
    assert compare(*people(amount, (1.0,) * predictors, 1.0)) is None


def test_what_never_varies_is_not_asked():
    rows, values = people(120, (1.0, 1.0), 1.0)
    assert compare([[3.0, second] for _first, second in rows], values) is None
    assert compare(rows, [1.0] * 120) is None

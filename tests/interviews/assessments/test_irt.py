"""Every vector of the guide on item response models."""

import math
from itertools import pairwise

import numpy as np
import pytest

from interviews.assessments import irt
from interviews.assessments.irt import Parameters

# Bock & Lieberman 1970: counts of the 32 answer patterns 00000 ... 11111 of 1,000 people
LSAT6 = np.array(
    [
        *(3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15),
        *(10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298),
    ],
    dtype=float,
)
PATTERNS = np.array([[int(digit) for digit in f"{row:05b}"] for row in range(32)], dtype=float)
ITEMS_2PL = [
    Parameters(a, b)
    for a, b in zip(
        (0.8257, 0.7227, 0.8909, 0.6884, 0.6569),
        (-3.3588, -1.3701, -0.2797, -1.8664, -3.1259),
        strict=True,
    )
]


def close(found, wanted, within=0.002):
    return np.asarray(found) == pytest.approx(wanted, abs=within)


@pytest.fixture(scope="module")
def two_parameters():
    return irt.fit_2pl(PATTERNS, LSAT6)


def test_the_data_are_those_of_the_guide():
    assert list((LSAT6 @ PATTERNS) / 1000) == [0.924, 0.709, 0.553, 0.763, 0.870]
    scores = PATTERNS.sum(axis=1)
    assert [LSAT6[scores == each].sum() for each in range(6)] == [3, 20, 85, 237, 357, 298]


def test_lsat6_with_two_parameters(two_parameters):
    fit = two_parameters
    assert close(fit.a, [0.8257, 0.7227, 0.8909, 0.6884, 0.6569])
    assert close(fit.b, [-3.3588, -1.3701, -0.2797, -1.8664, -3.1259])
    assert close(fit.d, [2.7732, 0.9902, 0.2491, 1.2848, 2.0533])
    assert (round(fit.log_likelihood, 3), fit.estimated) == (-2466.653, 10)
    assert (round(fit.aic, 3), round(fit.bic, 3)) == (4953.307, 5002.384)
    # printed by another program, on fewer nodes: alike to within a hundredth
    assert close(fit.se_b, [0.8669, 0.3073, 0.0997, 0.4341, 0.8700], 0.01)


def test_lsat6_with_a_common_slope():
    fit = irt.fit_common_slope(PATTERNS, LSAT6)
    assert close(fit.a, [0.7551] * 5)
    assert close(fit.b, [-3.6153, -1.3224, -0.3176, -1.7301, -2.7802])
    assert close(fit.d, [2.7300, 0.9986, 0.2399, 1.3065, 2.0994])
    assert round(fit.log_likelihood, 4) == -2466.9376
    assert np.isfinite(fit.se_a).all()


def test_lsat6_by_rasch():
    fit = irt.fit_rasch(PATTERNS, LSAT6)
    assert close(fit.d, [2.8720, 1.0630, 0.2576, 1.3881, 2.2188])
    assert close(fit.b, -fit.d, 1e-12)
    assert round(fit.log_likelihood, 4) == -2473.0538
    assert np.isnan(fit.se_a).all()
    assert np.isfinite(fit.se_b).all()


def test_lsat6_by_conditional_likelihood():
    easiness, log_likelihood = irt.fit_conditional(PATTERNS, LSAT6)
    assert close(easiness, [1.2561, -0.4749, -1.2360, -0.1684, 0.6232], 1e-3)
    assert close(easiness[0] - easiness[1:], [1.7310, 2.4921, 1.4245, 0.6330], 1e-3)
    assert round(log_likelihood, 4) == -1091.5697


def test_people_one_by_one_are_people_counted(two_parameters):
    rows = np.repeat(PATTERNS, LSAT6.astype(int), axis=0)
    assert close(irt.fit_2pl(rows).b, two_parameters.b, 1e-3)


def test_what_was_not_asked_says_nothing():
    rows = np.repeat(PATTERNS, LSAT6.astype(int), axis=0)
    generator = np.random.default_rng(30)
    holes = np.where(generator.random(rows.shape) < 0.3, np.nan, rows)
    whole, part = irt.fit_common_slope(rows), irt.fit_common_slope(holes)
    assert close(part.b, whole.b, 0.5)
    assert (part.se_b > whole.se_b).all()


def test_items_may_share_a_slope_while_others_have_their_own():
    fit = irt.fit(PATTERNS, [0, 1, 1, irt.FIXED, 1], LSAT6)
    assert fit.a[1] == fit.a[2] == fit.a[4] != fit.a[0]
    assert (fit.a[3], fit.estimated) == (1, 7)


def test_an_item_that_all_answered_alike_has_no_place():
    with pytest.raises(irt.NothingToFit):
        irt.fit_rasch(np.array([[1.0, 0.0], [1.0, 1.0]]))


@pytest.mark.parametrize(
    ("pattern", "mean", "spread"),
    [
        ("00000", -1.8968, 0.8013),
        ("11111", 0.6456, 0.8590),
        ("11011", 0.0082, 0.8338),
        ("01111", 0.0536, 0.8354),
        ("10000", -1.3661, 0.8031),
    ],
)
def test_expected_a_posteriori(pattern, mean, spread):
    found = irt.eap(ITEMS_2PL, [int(digit) for digit in pattern])
    assert close(found, [mean, spread], 1e-4)


def test_expected_a_posteriori_agrees_with_another_program():
    assert close(irt.eap(ITEMS_2PL, [1, 1, 0, 1, 1]), [0.008151, 0.833780], 5e-5)


@pytest.mark.parametrize(
    ("pattern", "mode", "error"),
    [
        ("00000", -1.8953, 0.7955),
        ("11111", 0.6063, 0.8546),
        ("11011", -0.0222, 0.8267),
        ("10000", -1.3724, 0.7968),
    ],
)
def test_maximum_a_posteriori(pattern, mode, error):
    found = irt.maximum_posterior(ITEMS_2PL, [int(digit) for digit in pattern])
    assert close(found, [mode, error], 1e-4)


@pytest.mark.parametrize(
    ("theta", "item", "chance", "told"),
    [
        (0, Parameters(1, 0), 0.500000, 0.250000),
        (0, Parameters(1.2, -0.5), 0.645656, 0.329449),
        (0, Parameters(1.2, -0.5, 0.2), 0.716525, 0.237492),
        (1, Parameters(1.7, 0.3, 0.25), 0.825056, 0.360256),
        (-1, Parameters(0.8, 0.5, 0.2), 0.385180, 0.054736),
    ],
)
def test_chance_and_information(theta, item, chance, told):
    assert round(irt.probability(theta, item), 6) == chance
    assert round(irt.information(theta, item), 6) == told


def test_where_an_item_tells_most():
    item = Parameters(1.2, -0.5, 0.2)
    top = irt.most_informative(item)
    assert round(top, 6) == -0.277382
    around = [irt.information(top + step, item) for step in (-0.01, 0, 0.01)]
    assert around[1] == max(around)


def test_far_away_nothing_is_told():
    assert irt.information(1e6, Parameters(2, 0)) == 0
    assert irt.information(-1e6, Parameters(2, 0)) == 0


def test_more_answers_make_surer():
    errors = [irt.eap([Parameters(1, 0)] * count, [1, 0] * (count // 2)).error
              for count in range(0, 20, 2)]  # fmt: skip
    assert math.isclose(errors[0], 1, abs_tol=1e-6)
    assert all(later < earlier for earlier, later in pairwise(errors))

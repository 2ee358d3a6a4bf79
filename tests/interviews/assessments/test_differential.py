"""Mantel-Haenszel, on published tables."""

import pytest

from interviews.assessments.differential import Stratum, mantel_haenszel

# admissions to Berkeley's departments A to F in 1973 (Bickel, Hammel & O'Connell 1975):
# men admitted, men refused, women admitted, women refused
BERKELEY = [
    Stratum(512, 313, 89, 19),
    Stratum(353, 207, 17, 8),
    Stratum(120, 205, 202, 391),
    Stratum(138, 279, 131, 244),
    Stratum(53, 138, 94, 299),
    Stratum(22, 351, 24, 317),
]


def test_the_common_odds_ratio_of_a_published_table():
    found = mantel_haenszel(BERKELEY)
    assert found.odds_ratio == pytest.approx(0.9046968, abs=1e-6)
    assert found.chi_square == pytest.approx(1.4269, abs=1e-4)
    assert found.p == pytest.approx(0.2323, abs=1e-4)
    assert found.category == "A"


def test_groups_changed_about_turn_the_sign():
    other = [Stratum(c, d, a, b) for a, b, c, d in BERKELEY]
    one, two = mantel_haenszel(BERKELEY), mantel_haenszel(other)
    assert one.delta == pytest.approx(-two.delta)
    assert one.error == pytest.approx(two.error)
    assert one.chi_square == pytest.approx(two.chi_square)


def test_classes():
    def table(focal_right):
        return [Stratum(140, 60, focal_right, 200 - focal_right)] * 2

    found = [mantel_haenszel(table(right)) for right in (138, 115, 80)]
    assert [each.category for each in found] == ["A", "B", "C"]
    assert [each.delta < 0 for each in found] == [True, True, True]


def test_too_few_people_and_empty_tables_say_nothing():
    assert mantel_haenszel([Stratum(50, 40, 50, 40)]) is None
    assert mantel_haenszel([Stratum(150, 0, 150, 0)]) is None
    assert mantel_haenszel([Stratum(50, 40, 50, 40)], fewest=90).odds_ratio == 1

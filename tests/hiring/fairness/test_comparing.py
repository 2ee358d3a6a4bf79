"""Comparisons out of counts: what is left out, what is adjusted, what is pooled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.fairness import questions, words
from hiring.fairness.comparing import adjusted, compare, stratify
from hiring.fairness.impact import Verdict
from tests.hiring.statistics.berkeley import DEPARTMENTS

ORDER = ["woman", "man", "another"]


def test_groups_are_held_against_the_highest_rate():
    step = compare("hired", {"man": (48, 80), "woman": (12, 40), "": (9, 20)}, ORDER)
    woman, man = step.groups
    assert (step.reference, step.unshown) == ("man", 20)
    assert man.impact is None
    assert woman.impact.ratio == pytest.approx(0.5)
    assert [each.verdict for each in step.groups] == [Verdict.GAP, None]


def test_a_small_group_is_shown_by_nothing_at_all():
    step = compare(
        "hired", {"man": (48, 80), "woman": (12, 40), "another": (1, 4), "": (3, 7)}, ORDER
    )
    small = step.groups[2]
    assert (small.share, small.impact, small.verdict) == (None, None, Verdict.SUPPRESSED)
    assert step.unshown == 11  # with those who did not say: neither can be told from the other


def test_a_small_group_is_never_the_one_to_be_held_against():
    step = compare("hired", {"man": (10, 80), "woman": (12, 40), "another": (4, 4)}, ORDER)
    assert step.reference == "woman"


def test_one_group_alone_is_compared_with_nothing():
    step = compare("hired", {"man": (10, 80), "woman": (1, 4)}, ORDER)
    assert (step.reference, step.compared) == (None, [])
    assert words.summary([("Hired", step)], "gender")[0].startswith("Fewer than two groups")


def test_every_comparison_on_the_page_is_adjusted_for():
    one = compare("applied", {"man": (48, 80), "woman": (12, 40)}, ORDER)
    other = compare("screening", {"man": (40, 80), "woman": (19, 40)}, ORDER)
    alone = adjusted([one])[0].compared[0]
    both = adjusted([one, other])[0].compared[0]
    assert alone.p == pytest.approx(one.compared[0].impact.exact.mid_p)
    assert both.p == pytest.approx(2 * alone.p)


def test_berkeley_by_department_is_simpsons_paradox():
    openings = [
        (name, {"man": (a, b), "woman": (c, d)}) for name, (a, b, c, d) in DEPARTMENTS.items()
    ]
    strata = stratify(openings, "woman", "man")
    assert strata.together.high < 0.75
    assert strata.pooled.ratio.value > 1
    assert strata.is_simpson
    assert "Simpson" in words.strata_words(strata, "gender")[1]


def test_an_opening_with_a_small_group_is_in_no_sum():
    openings = [(f"O{n}", {"man": (5, 10), "woman": (4, 10)}) for n in range(2)]
    strata = stratify([*openings, ("small", {"man": (9, 90), "woman": (3, 4)})], "woman", "man")
    assert (len(strata.openings), strata.left_out) == (2, 1)
    assert strata.together.value == pytest.approx(0.8)
    assert stratify(openings[:1], "woman", "man") is None


@given(
    st.dictionaries(
        st.sampled_from([*ORDER, ""]),
        st.integers(0, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
    )
)
def test_whatever_is_counted_nobody_below_five_is_told_and_nothing_is_fair(groups):
    (step,) = adjusted([compare("hired", groups, ORDER)])
    for each in step.groups:
        if groups[each.group][1] < 5:
            assert each.share is None
        assert each.verdict in {None, *Verdict}
    shown = sum(each.share.of for each in step.groups if each.share)
    assert shown + step.unshown == sum(of for _passed, of in groups.values())


def test_no_verdict_says_that_all_is_well():
    said = " ".join(str(each) for each in words.VERDICTS.values()).lower()
    for word in ("fair", "fine", "good", "ok", "passed", "compliant"):
        assert word not in said.split()


def test_every_group_has_a_label():
    for characteristic, _label in [*questions.characteristics(), (questions.TIME, "")]:
        for group in questions.groups_of(characteristic):
            assert questions.group_label(characteristic, group)

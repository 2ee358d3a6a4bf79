"""What the numbers advise, and what goes against it."""

import pytest

from hiring.decisions.advice import advice_for, goes_against
from hiring.decisions.models import Decision
from interviews.composites.models import Composite

Zone, Advice, Verdict = Composite.Zone, Decision.Advice, Decision.Verdict


@pytest.mark.parametrize(
    ("zone", "gates", "advice"),
    [
        (Zone.CLEAR, [True, None], Advice.HIRE),
        (Zone.NEAR, [True], Advice.MORE),
        (Zone.NEAR, [False], Advice.MORE),
        (Zone.BELOW, [True], Advice.DECLINE),
        (Zone.BELOW, [False], Advice.DECLINE),
        (Zone.INCOMPLETE, [], Advice.NONE),
        (Zone.INCOMPLETE, [None, True], Advice.NONE),
        (Zone.INCOMPLETE, [None, False], Advice.DECLINE),
        ("", [], Advice.NONE),
    ],
)
def test_advice_follows_the_zone_and_an_unmet_gate(zone, gates, advice):
    assert advice_for(zone, gates) == advice


@pytest.mark.parametrize("advice", Advice)
def test_to_hire_without_being_clear_is_an_override(advice):
    assert goes_against(Verdict.HIRE, advice) == (advice != Advice.HIRE)


@pytest.mark.parametrize("advice", Advice)
def test_to_decline_is_an_override_only_of_who_is_clear(advice):
    assert goes_against(Verdict.DECLINE, advice) == (advice == Advice.HIRE)


@pytest.mark.parametrize("advice", Advice)
def test_to_hold_never_goes_against_anything(advice):
    assert not goes_against(Verdict.HOLD, advice)

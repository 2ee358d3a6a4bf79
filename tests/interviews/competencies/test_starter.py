"""The starter competencies: added where missing, never written over."""

import pytest

from interviews.competencies import starter
from interviews.competencies.models import Competency

pytestmark = pytest.mark.django_db


def test_starters_are_added_once(at):
    starter.ensure_starter_competencies(at=at)
    starter.ensure_starter_competencies(at=at)
    assert Competency.objects.count() == len(starter.STARTERS)


def test_starters_have_codes_and_anchors_of_their_own():
    codes = [each.code for each in starter.STARTERS]
    assert len(set(codes)) == len(codes)
    for each in starter.STARTERS:
        assert len({str(anchor) for anchor in each.anchors}) == 3
        assert str(each.description)


def test_science_traits_and_four_values_are_there():
    codes = {each.code for each in starter.TRAITS}
    assert {
        "warmth",
        "tone",
        "empathy",
        "optimism",
        "team-orientation",
        "conscientiousness",
        "attention-to-detail",
        "communication",
        "patience",
        "self-motivation",
    } <= codes
    assert [each.code for each in starter.VALUES] == [
        "common-sense",
        "honesty-and-integrity",
        "discipline",
        "development",
    ]


def test_changed_starter_stays_as_the_company_made_it(at):
    starter.ensure_starter_competencies(at=at)
    Competency.objects.filter(code="warmth").update(anchor_5="Ours")
    Competency.objects.filter(code="patience").delete()
    starter.ensure_starter_competencies(at=at)
    assert Competency.objects.get(code="warmth").anchor_5 == "Ours"
    assert Competency.objects.filter(code="patience").exists()

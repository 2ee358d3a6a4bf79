"""What the database refuses, whatever the code does."""

import pgtrigger
import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Sum

from candidates.applications.models import LEGAL_MOVES, Application, Move, State, Tally


@pytest.mark.parametrize("old", State)
@pytest.mark.parametrize("new", State)
def test_state_moves_only_as_the_table_says(kim, milan, old, new):
    reason = {"decided_by": milan, "decided_reason": "Seen on the Day."}
    with pgtrigger.ignore("candidates.Application:applications_move_only_as_the_table_says"):
        Application.objects.filter(pk=kim.pk).update(state=old, **reason)

    def move():
        with transaction.atomic():
            Application.objects.filter(pk=kim.pk).update(state=new, **reason)

    if new in LEGAL_MOVES[old] or new == old:
        move()
        assert Application.objects.get(pk=kim.pk).state == new
    else:
        with pytest.raises(DatabaseError, match="Invalid transition"):
            move()
        assert Application.objects.get(pk=kim.pk).state == old


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_decline_without_person_or_reason_is_refused(kim, milan, reason):
    for fields in ({"decided_reason": "why"}, {"decided_by": milan, "decided_reason": reason}):
        with pytest.raises(IntegrityError, match="has_a_person_and_a_reason"), transaction.atomic():
            Application.objects.filter(pk=kim.pk).update(state=State.DECLINED, **fields)


def test_second_open_application_to_one_opening_is_refused(kim, at):
    with pytest.raises(IntegrityError, match="one_open_application"), transaction.atomic():
        Application.objects.create(
            opening=kim.opening, candidate=kim.candidate, state_since_at=at, applied_at=at
        )


def test_moves_are_never_changed(kim):
    with pytest.raises(DatabaseError), transaction.atomic():
        Move.objects.filter(application=kim).update(reason="rewritten")


def test_tallies_follow_every_way_of_writing(kim, jonas):
    def counts():
        rows = Tally.objects.values("state").annotate(n=Sum("amount")).values_list("state", "n")
        return {state: n for state, n in rows if n}

    assert counts() == {"applied": 2}
    Application.objects.filter(pk=kim.pk).update(state=State.SCREENING)
    assert counts() == {"applied": 1, "screening": 1}
    Move.objects.filter(application=jonas).delete()
    Application.objects.filter(pk=jonas.pk).delete()
    assert counts() == {"screening": 1}

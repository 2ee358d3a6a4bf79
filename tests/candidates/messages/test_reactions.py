"""A move of an application drafts its mail, in the transaction of the move."""

import pytest

from candidates.applications.models import Move
from candidates.applications.signals import application_moved
from candidates.messages.models import Message


@pytest.mark.parametrize(("state", "count"), [("invited", 1), ("screening", 0), ("withdrawn", 0)])
def test_move_drafts_the_mail_that_it_calls_for(kim, rosa, at, state, count):
    move = Move(application=kim, to_state=state, actor=rosa, at=at)
    application_moved.send(sender=type(kim), application=kim, move=move, at=at)
    assert Message.objects.filter(state="draft", code=state, created_by=rosa).count() == count

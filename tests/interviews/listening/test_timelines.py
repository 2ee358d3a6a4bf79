"""At the wash-up all moments stand on one line of time, with a table that says the same."""

from __future__ import annotations

import uuid

import pytest

from interviews.days.models import Attendance
from interviews.drawings.moments import Lane, Point, draw_moments
from interviews.drawings.shapes import Circle, Text
from interviews.listening import actions
from interviews.listening.timelines import timelines_of
from interviews.washups.actions import open_washup

from .test_moments import lock_with_line

pytestmark = pytest.mark.django_db


def mark(card, recording, criterion, at, words, milliseconds) -> None:
    actions.mark_moment(
        scorecard_id=card.pk, key=uuid.uuid4(), recording_id=recording.pk if recording else None,
        criterion_id=criterion.pk, milliseconds=milliseconds, words=words, actor=card.interviewer,
        at=at,
    )  # fmt: skip


@pytest.fixture
def both(card, other_card, recording, warmth, patience, at):
    """Ines marks two moments of the recording, viktor one there and one of the session."""
    mark(card, recording, warmth, at, "Welcomed the caller by name.", 500)
    mark(card, recording, patience, at, "Let the caller finish at last.", 1800)
    mark(other_card, recording, warmth, at, "A warm beginning, then flat.", 900)
    mark(other_card, None, patience, at, "Sighed before the answer.", 61_000)
    return card, other_card


def test_each_coach_has_a_lane_and_each_moment_a_row(both, rosa, kim, at):
    for each in both:
        lock_with_line(each, at)
    recorded, live = timelines_of(rosa, kim.pk)
    assert recorded.drawing.rows == (
        ("1", "0:00", "Ines Ivanova", "Warmth", "Welcomed the caller by name."),
        ("2", "0:00", "Viktor Vasilev", "Warmth", "A warm beginning, then flat."),
        ("3", "0:01", "Ines Ivanova", "Patience", "Let the caller finish at last."),
    )
    assert [row[1:3] for row in live.drawing.rows] == [("1:01", "Viktor Vasilev")]
    assert "3 moments by Ines Ivanova, Viktor Vasilev" in recorded.drawing.title


def test_timeline_holds_nothing_that_is_not_locked(both, rosa, viktor, kim, at):
    assert timelines_of(rosa, kim.pk) == []
    lock_with_line(both[0], at)
    [recorded] = timelines_of(rosa, kim.pk)
    assert {row[2] for row in recorded.drawing.rows} == {"Ines Ivanova"}
    assert timelines_of(viktor, kim.pk) == []  # who still owes is blind


def test_room_shows_the_timeline_with_the_sound(client, both, milan, kim, day, recording, at):
    Attendance.objects.create(day=day, application=kim)
    for each in both:
        lock_with_line(each, at)
    open_washup(day_id=day.pk, actor=milan, at=at)
    client.force_login(milan)
    page = client.get(f"/days/{day.pk}/room/{kim.pk}/").content.decode()
    assert page.count("Let the caller finish at last.") >= 3  # evidence, picture, table
    assert f'src="/recordings/{recording.key}/sound/"' in page


def test_points_lie_in_proportion_to_their_time():
    lane = Lane("Ines", (Point(0, "1", "a"), Point(30, "2", "b"), Point(60, "3", "c")))
    drawing = draw_moments([lane], seconds=60, title="t", columns=("c",), rows=(("r",),))
    first, middle, last = [mark.x for mark in drawing.marks if isinstance(mark, Circle)]
    assert middle - first == pytest.approx(last - middle, abs=0.02)
    assert "1:00" in [mark.text for mark in drawing.marks if isinstance(mark, Text)]
    assert drawing.narrow.width == 350


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_does_not_depend_on_the_moments(
    card, recording, warmth, kim, rosa, at, count, django_assert_num_queries
):
    for number in range(count):
        mark(card, recording, warmth, at, f"Heard {number}.", number)
    lock_with_line(card, at)
    with django_assert_num_queries(4):  # two of them ask for the user's rights
        [recorded] = timelines_of(rosa, kim.pk)
    assert len(recorded.drawing.rows) == count

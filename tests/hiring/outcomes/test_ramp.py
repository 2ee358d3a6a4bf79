"""How newcomers come along: months, shares with their intervals, goals as lines."""

import datetime as dt
import threading
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection

from candidates.applications.models import Application
from candidates.people.models import Candidate
from hiring.charter.models import Measure
from hiring.outcomes import pictures
from hiring.outcomes.actions.counts import keep_hire_counts
from hiring.outcomes.actions.hires import begin_hire
from hiring.outcomes.models import Hire, HireCount
from hiring.outcomes.queries.counts import Counts, counts_of
from hiring.outcomes.queries.ramp import Ramp, followed, mean_between, months_between, ramps_of
from hiring.outcomes.views import hires as views
from interviews.drawings.shapes import Circle
from tests.hiring.outcomes.conftest import BEGAN, hires, period

TODAY = dt.date(2026, 11, 18)
GOALS = {Measure.TRAINED: Decimal(2), Measure.ALONE: Decimal(6)}


def test_months_count_from_the_first_day(opening, milan, at):
    [one] = hires(opening, milan, at, 1, trained_on=dt.date(2026, 7, 4))
    [ramp] = ramps_of(milan, opening, TODAY).ramps
    assert ramp.trained == pytest.approx(61 / 30.44)
    assert (ramp.alone, ramp.has_begun) == (None, True)
    assert ramp.here == pytest.approx(months_between(BEGAN, TODAY))
    one.left_on, one.leaving = dt.date(2026, 8, 4), "quit"
    one.save()
    assert ramps_of(milan, opening, TODAY).ramps[0].here == pytest.approx(92 / 30.44)


def test_figures_are_pooled_by_month_after_the_first_day(opening, milan, at):
    one, two, three = hires(opening, milan, at, 3)
    period(one, 5, promoters=8, promoters_of=10, satisfaction=4.0, satisfaction_of=10)
    period(two, 5, promoters=9, promoters_of=10, satisfaction=5.0, satisfaction_of=30)
    period(three, 5, satisfaction=4.5, satisfaction_of=20)
    period(one, 6, quality=90)
    first, second = ramps_of(milan, opening, TODAY).steps
    assert (first.month, first.people, first.promoters.count, first.promoters.of) == (1, 3, 17, 20)
    assert (first.satisfaction.value, first.answers) == (pytest.approx(4.5), 60)
    assert (second.month, second.promoters, second.satisfaction) == (2, None, None)


def test_of_two_newcomers_nothing_is_known_of_the_spread():
    assert (mean_between([]), mean_between([4, 5]).low, mean_between([4, 5]).high) == (None, 1, 5)
    three = mean_between([4.0, 4.5, 5.0])
    assert (three.low, three.high) == (pytest.approx(4.5 - 1.96 * 0.5 / 3**0.5, abs=1e-4), 5.0)


def test_who_left_within_a_year_counts_against_who_was_there_for_one(opening, milan, at):
    people = hires(opening, milan, at, 4, starts_on=dt.date(2025, 10, 1))
    people[0].left_on, people[0].leaving = dt.date(2025, 12, 1), "quit"
    people[1].left_on, people[1].leaving = dt.date(2026, 11, 1), "quit"
    people[2].starts_on = dt.date(2026, 9, 1)
    for each in people:
        each.save()
    standing = ramps_of(milan, opening, TODAY)
    left = standing.left_in_a_year
    assert (left.count, left.of) == (1, 3)
    assert [(each.year, each.share.of) for each in standing.leavings] == [(2025, 3), (None, 3)]


def test_the_turnover_goal_is_a_line_on_its_drawing(opening, milan, at):
    hires(opening, milan, at, 3, starts_on=dt.date(2025, 10, 1))
    leavings = ramps_of(milan, opening, TODAY).leavings
    drawing = pictures.turnover_picture(leavings, {Measure.TURNOVER: Decimal(0)})
    assert drawing.rows == (
        ("first day in 2025", "0 / 3", "0 % (0–56 %)"),
        ("all", "0 / 3", "0 % (0–56 %)"),
    )
    dashed = [mark for mark in drawing.marks if mark.kind == "line" and mark.dash == "4 3"]
    assert "goal 0.0 %" in [mark.text for mark in drawing.marks if mark.kind == "text"]
    assert len(dashed) == 3  # the goal, and two rows of fewer than twenty
    without = pictures.turnover_picture(leavings, {})
    assert not [mark for mark in without.marks if mark.kind == "text" and "goal" in mark.text]


def test_the_drawing_says_how_far_everybody_is(opening, milan, at):
    trained = dt.date(2026, 7, 4)
    hires(opening, milan, at, 1, trained_on=trained, alone_on=dt.date(2026, 10, 4))
    ramps = ramps_of(milan, opening, TODAY).ramps
    drawing = pictures.ramp_picture(ramps, GOALS)
    assert "H 0 trained 2.0, alone 5.0." in drawing.title
    assert drawing.rows == (("H 0", "2.0", "5.0", "6.5"),)
    texts = [mark.text for mark in drawing.marks if mark.kind == "text"]
    assert {"trained: 2.0", "alone: 6.0"} <= set(texts)


def test_whoever_has_not_begun_is_not_drawn(opening, milan, at):
    hires(opening, milan, at, 1, starts_on=dt.date(2027, 1, 4))
    assert pictures.ramp_picture(ramps_of(milan, opening, TODAY).ramps, GOALS).rows == ()


def test_goals_of_the_charter_are_lines(opening, milan, at):
    [one] = hires(opening, milan, at, 1)
    period(one, 5, promoters=8, promoters_of=10, satisfaction=4.0, satisfaction_of=10)
    steps = ramps_of(milan, opening, TODAY).steps
    goals = {Measure.PROMOTERS: Decimal("92.5"), Measure.SATISFACTION: Decimal("4.4")}
    for picture, line in (
        (pictures.promoters_picture, "goal 92.5 %"), (pictures.satisfaction_picture, "goal 4.4")
    ):  # fmt: skip
        drawing = picture(steps, goals)
        assert line in [mark.text for mark in drawing.marks if mark.kind == "text"]
        assert len(drawing.rows) == 1
        without = picture(steps, {})
        assert line not in [mark.text for mark in without.marks if mark.kind == "text"]


def test_openings_without_hires_are_left_out(opening, milan, at):
    assert followed([opening], TODAY) == []
    hires(opening, milan, at, 2, alone_on=BEGAN)
    [row] = followed([opening], TODAY)
    assert (row.hired, row.here, row.alone, row.owed) == (2, 2, 2, 0)


def test_what_a_worker_counted_says_the_same_as_the_hires(opening, kim, milan, at):
    gone = {"left_on": dt.date(2026, 8, 4), "leaving": "quit"}
    for number, one in enumerate(hires(opening, milan, at, 3, alone_on=BEGAN)):
        period(one, 5, promoters=8, promoters_of=10)
        period(one, 6, promoters=1, promoters_of=5)
        Hire.objects.filter(pk=one.pk).update(**gone if number else {})
    plain = counts_of([opening.pk], TODAY)
    assert plain == {(opening.pk, False): Counts(3, 1, 3, 1, 3, 27, 45)}
    keep_hire_counts(today=TODAY)
    HireCount.objects.filter(hires=3).update(hires=4)  # it is read, and not counted again
    kept = counts_of([opening.pk], TODAY)
    assert kept[opening.pk, False] == replace(plain[opening.pk, False], hires=4)
    assert kept[opening.pk, True] == Counts()
    assert counts_of([opening.pk], TODAY + dt.timedelta(days=1)) == plain
    begin_hire(application=kim, at=at)
    assert counts_of([opening.pk], TODAY)[opening.pk, False].hires == 4
    assert keep_hire_counts(today=TODAY) == keep_hire_counts(today=TODAY)
    assert HireCount.objects.filter(opening=opening).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_count_once(opening, milan, at):
    hires(opening, milan, at, 2)

    def work():
        keep_hire_counts(today=TODAY)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(HireCount.objects.values_list("hires", flat=True)) == 2


@pytest.mark.parametrize("amount", [1, 3])
def test_pages_cost_the_same_for_one_hire_as_for_three(
    client, opening, milan, at, amount, django_assert_num_queries
):
    for one in hires(opening, milan, at, amount):
        period(one, 5, promoters=8, promoters_of=10, satisfaction=4.0, satisfaction_of=10)
    client.force_login(milan)
    client.get("/outcomes/")
    for url, queries in (("/outcomes/", 6), (f"/outcomes/openings/{opening.slug}/", 6)):
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200


def test_newcomers_are_listed_in_pages(client, opening, milan, at, monkeypatch):
    monkeypatch.setattr(views, "LISTED", 2)
    hires(opening, milan, at, 3)
    client.force_login(milan)
    address = f"/outcomes/openings/{opening.slug}/"
    listed = [
        [ramp.name for ramp in client.get(address + query).context["page"]]
        for query in ("", "?page=2", "?page=nonsense")
    ]
    assert listed == [["H 2", "H 1"], ["H 0"], ["H 2", "H 1"]]


def test_recruiters_see_the_opening_and_not_its_outcomes(client, opening, rosa, ines):
    for user, status in ((rosa, 403), (ines, 404)):
        client.force_login(user)
        assert client.get(f"/outcomes/openings/{opening.slug}/").status_code == status


def test_of_many_newcomers_the_newest_are_drawn_and_the_table_has_everybody():
    ramps = [
        Ramp(
            Hire(pk=number, application=Application(candidate=Candidate(name=f"N {number}"))),
            here=2.0,
            trained=1.0,
            alone=None,
        )
        for number in range(pictures.DRAWN + 2)
    ]
    drawing = pictures.ramp_picture(ramps, GOALS)
    points = [mark for mark in drawing.marks if isinstance(mark, Circle)]
    assert (len(points), len(drawing.rows)) == (pictures.DRAWN, pictures.DRAWN + 2)
    assert (drawing.rows[0][0], drawing.rows[-1][0]) == ("N 0", f"N {pictures.DRAWN + 1}")

"""A class planned backwards: ranges, never points, and a bar that does not move."""

import datetime as dt

import pytest
from scipy.stats import binom

from candidates.applications.models import Move, State
from hiring.classes.queries import plan_class, rates_of, times_for
from hiring.classes.reckoning import Need, chance, days_for, enough, need
from hiring.statistics.shares import share_of
from tests.conftest import make_application

STARTS = dt.date(2027, 3, 1)
WAY = (State.SCREENING, State.INVITED, State.ON_DAY, State.DECIDING, State.OFFERED, State.HIRED)


def test_a_need_is_a_range():
    share = share_of(10, 40)
    assert need(5, share) == Need(
        likely=20, fewest=round(5 / share.high + 0.5), most=round(5 / share.low + 0.5),
        sure=enough(5, 0.25),
    )  # fmt: skip


def test_where_nobody_passed_nothing_can_be_reckoned():
    assert (need(5, share_of(0, 20)), need(5, None)) == (None, None)


@pytest.mark.parametrize(
    ("people", "seats", "rate"), [(20, 5, 0.25), (300, 4, 1 / 30), (9, 9, 0.9)]
)
def test_chances_are_scipys(people, seats, rate):
    assert chance(people, seats, rate) == pytest.approx(binom.sf(seats - 1, people, rate))


def test_chances_at_the_ends():
    assert (chance(3, 4, 0.5), chance(4, 4, 1.0), chance(10, 0, 0.5)) == (0, 1, 1)


@pytest.mark.parametrize(("seats", "rate"), [(1, 0.5), (5, 0.25), (12, 1 / 30)])
def test_enough_is_the_smallest_that_is(seats, rate):
    people = enough(seats, rate)
    assert binom.sf(seats - 1, people, rate) >= 0.8 > binom.sf(seats - 1, people - 1, rate)


def test_what_no_crowd_fills_has_no_answer():
    assert enough(200, 1e-6) is None


def test_days_hold_so_many():
    assert (days_for(17, 8), days_for(16, 8), days_for(None, 8)) == (3, 2, None)


def walk(opening, by, at, number, steps):
    """An application that got so many steps far, a day each, and was then declined or hired."""
    person = make_application(opening, f"W {number}", f"w{number}@example.org", at)
    way = [*WAY[:steps], *([State.DECLINED] if steps < len(WAY) else [])]
    state = State.APPLIED
    for step, to in enumerate(way, start=1):
        Move.objects.create(
            application=person, from_state=state, to_state=to, actor=by, reason="Seen.",
            at=at + dt.timedelta(days=step),
        )  # fmt: skip
        state = to


def crowd(opening, by, at, hired=4, on_day=6, applied=10):
    for number in range(hired):
        walk(opening, by, at, number, 6)
    for number in range(hired, hired + on_day):
        walk(opening, by, at, number, 4)
    for number in range(hired + on_day, hired + on_day + applied):
        walk(opening, by, at, number, 1)


def test_rates_are_the_openings_own_from_three_hires_on(opening, milan, at):
    crowd(opening, milan, at)
    rates, keys = rates_of(milan, opening)
    assert (rates.on_day.count, rates.on_day.of, rates.is_own) == (4, 10, True)
    assert (rates.applied.count, rates.applied.of, keys) == (4, 20, [opening.pk])


def test_few_hires_borrow_from_every_opening_one_sees(opening, milan, oskar, ada, at):
    crowd(opening, milan, at)
    other = oskar.openings.get()
    mine, keys = rates_of(ada, other)
    assert (mine.is_own, mine.on_day.of, set(keys)) == (False, 10, {opening.pk, other.pk})
    theirs, keys = rates_of(oskar, other)
    assert (theirs.is_own, theirs.on_day, keys) == (False, None, [other.pk])


def test_dates_are_reckoned_back_from_the_first_day(opening, milan, at):
    crowd(opening, milan, at)
    rates, keys = rates_of(milan, opening)
    times = times_for(keys, at + dt.timedelta(days=20))
    plan = plan_class(
        seats=4, starts_on=STARTS, per_day=4, notice_weeks=4, rates=rates, times=times
    )
    assert (plan.candidates.likely, plan.days_likely, plan.applicants.likely) == (10, 3, 20)
    assert plan.decided_in == pytest.approx(2, rel=0.2)  # a day each, within a bucket
    free = STARTS - dt.timedelta(weeks=4)
    assert plan.last_day_on == free - dt.timedelta(days=round(plan.decided_in))
    assert plan.open_by_on == free - dt.timedelta(days=round(plan.hired_in))


def test_without_a_history_there_are_no_dates(opening, milan, at):
    rates, keys = rates_of(milan, opening)
    plan = plan_class(
        seats=4, starts_on=STARTS, per_day=4, notice_weeks=4, rates=rates,
        times=times_for(keys, at),
    )  # fmt: skip
    assert (plan.candidates, plan.days_likely, plan.last_day_on) == (None, None, None)


def test_the_page_says_it_in_sentences(client, opening, milan, at):
    crowd(opening, milan, at)
    client.force_login(milan)
    text = client.get(f"/openings/{opening.slug}/class/").content.decode()
    assert "So far 4 of 10 who came to a Day were hired" in text
    late = client.get(
        f"/openings/{opening.slug}/class/?seats=4&starts_on=2020-01-01&per_day=4&notice_weeks=4"
    )
    assert "10 candidates fill the seats on average (Days of 4: 3)" in late.content.decode()
    assert "the bar does not move" in late.content.decode()


def test_a_form_with_nonsense_says_so_and_keeps_it(client, opening, milan):
    client.force_login(milan)
    response = client.get(f"/openings/{opening.slug}/class/?seats=0&starts_on=soon&per_day=8")
    assert response.status_code == 422
    assert "Enter a valid date." in response.content.decode()
    assert 'value="soon"' in response.content.decode()


def test_nobody_was_hired_yet(client, opening, milan):
    client.force_login(milan)
    text = client.get(f"/openings/{opening.slug}/class/").content.decode()
    assert "Nobody has been hired from a Day yet" in text


@pytest.mark.parametrize("amount", [1, 3])
def test_the_page_costs_the_same_for_one_hire_as_for_three(
    client, opening, milan, at, amount, django_assert_num_queries
):
    crowd(opening, milan, at, hired=amount)
    client.force_login(milan)
    client.get(f"/openings/{opening.slug}/class/")
    with django_assert_num_queries(8 if amount == 1 else 6):  # few hires borrow
        client.get(f"/openings/{opening.slug}/class/")

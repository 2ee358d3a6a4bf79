"""Interviewers side by side and each one's own page: the figures, the rights, the blindness."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse

from candidates.openings.models import Opening, OpeningMember
from hiring.dashboards.actions import keep_snapshots, work_out_snapshots
from hiring.interviewers.gathering import work_out
from hiring.interviewers.rater import read
from interviews.composites.agreeing import keep_calibrations
from interviews.composites.agreeing import work_out as calibrate
from interviews.days.models import Day
from interviews.plans.models import Criterion
from interviews.scorecards.models import Rating, RatingRevision, Scorecard
from interviews.washups.models import Agreement, Washup
from tests.conftest import make_application
from tests.hiring.interviewers.cards import lock_card, mark_all, marked_plan


def refresh(opening, at):
    results = work_out_snapshots(opening_id=opening.pk, at=at)
    keep_snapshots(opening_id=opening.pk, results=results, at=at)


def page(client, name, **query):
    return client.get(reverse(f"hiring:{name}"), query).content.decode()


@pytest.fixture
def crowd(opening, ines, viktor, petra, at):
    """Thirty candidates, each marked by ines, viktor and petra; ines is a point kinder."""
    plan = marked_plan(opening, at)
    mark_all(opening, plan, [ines, viktor, petra], 30, at)
    keep_calibrations(plan_id=plan.pk, worked_out=calibrate(plan.pk), at=at)
    refresh(opening, at)
    return plan


def test_the_figures_agree_with_the_plain_query(opening, ines, viktor, petra, at):
    plan = marked_plan(opening, at)
    mark_all(opening, plan, [ines, viktor, petra], 10, at)
    people = work_out(opening.pk, at)["people"]
    for person in (ines, viktor, petra):
        found = read(people[str(person.pk)])
        own = list(Rating.objects.filter(scorecard__interviewer=person).select_related("scorecard"))
        assert found.cards == Scorecard.objects.filter(interviewer=person).count() == 10
        assert found.given == len(own)
        apart = {}
        for rating in own:
            others = Rating.objects.filter(
                criterion=rating.criterion, scorecard__application=rating.scorecard.application
            ).exclude(scorecard__interviewer=person)
            mean = sum(each.value for each in others) / 2
            apart.setdefault(rating.scorecard_id, []).append(rating.value - mean)
        means = [sum(each) / len(each) for each in apart.values()]
        assert found.apart.count == len(means)
        assert found.apart.total == pytest.approx(sum(means))
        assert found.apart.squares == pytest.approx(sum(each * each for each in means))
        assert found.close == sum(abs(each) <= 1 for each in means)


def test_newer_marks_are_those_of_sixty_days(opening, ines, viktor, at):
    plan = marked_plan(opening, at)
    for number, days in enumerate((0, 59, 61, 200)):
        application = make_application(opening, f"D {number}", f"d{number}@example.org", at)
        for person in (ines, viktor):
            lock_card(application, plan, person, [3, 3], at - dt.timedelta(days=days))
    found = read(work_out(opening.pk, at)["people"][str(ines.pk)])
    assert (found.newer.count, found.older.count) == (2, 2)


def test_not_observed_and_late_are_counted(opening, ines, kim, at):
    plan = marked_plan(opening, at)
    lock_card(kim, plan, ines, [4, None], at, due_at=at - dt.timedelta(hours=1))
    found = read(work_out(opening.pk, at)["people"][str(ines.pk)])
    assert (found.unseen, found.late, found.cards, found.apart.count) == (1, 1, 1, 0)


def test_who_gives_in_after_a_wash_up(opening, kim, ines, viktor, milan, at):
    plan = marked_plan(opening, at)
    cards = {
        ines: lock_card(kim, plan, ines, [5, 3], at),
        viktor: lock_card(kim, plan, viktor, [3, 3], at),
    }
    day = Day.objects.create(
        opening=opening, on=at.date(), starts_at=at, site="Vilnius", time_zone="Europe/Vilnius",
        created_at=at,
    )  # fmt: skip
    washup = Washup.objects.create(day=day, moderator=milan, opened_at=at)
    for criterion, value in zip(Criterion.objects.order_by("position"), (3, 4), strict=True):
        Agreement.objects.create(
            washup=washup, application=kim, criterion=criterion, value=value, reason="Seen.",
            saved_at=at, saved_by=milan,
        )  # fmt: skip
    rating = cards[ines].ratings.get(criterion__position=1)
    RatingRevision.objects.create(rating=rating, new_value=4, reason="x" * 40, by=ines, at=at)
    people = work_out(opening.pk, at)["people"]
    found = {person: read(people[str(person.pk)]) for person in cards}
    assert (found[ines].differs, found[ines].followed) == (2, 1)
    assert (found[viktor].differs, found[viktor].followed) == (1, 0)


def test_managers_see_everybody_of_their_openings(client, crowd, milan, ines, at):
    client.force_login(milan)
    text = page(client, "interviewer-board")
    assert "<title>Points more than the others: Ines Ivanova +1.00, Petra" in text
    for name in ("Ines Ivanova", "Viktor Vasilev", "Petra Petraitė"):
        assert name in text
    for heading in ("Who is kind, and who is strict", "How they use the scale", "How often they"):
        assert heading in text
    one = page(client, "interviewer-board", person=ines.pk)
    assert "Kind or strict, stage by stage" in one
    assert "<title>Points more than the others, by stage: Voice +0." in one
    rows = list(csv.reader(io.StringIO(page(client, "interviewer-board", format="csv"))))
    assert ["Who is kind, and who is strict"] in rows


def test_one_sees_ones_own_page_and_nobody_elses(client, crowd, ines, viktor, at):
    client.force_login(viktor)
    text = page(client, "own-marks", person=ines.pk)
    assert "<title>Marks given: " in text
    assert "Share of the others" in text
    assert "Kind or strict, stage by stage" in text
    assert "Ines" not in text
    assert client.get(reverse("hiring:interviewer-board")).status_code == 403


def test_whoever_owes_a_scorecard_is_not_held_against_the_others(
    client, crowd, opening, viktor, kim, at
):
    Scorecard.objects.create(
        stage=crowd.stages.get(), application=kim, interviewer=viktor, due_at=at, created_at=at
    )
    client.force_login(viktor)
    text = page(client, "own-marks")
    assert "<title>Marks given: " in text  # one's own marks are one's own
    assert "shows once you have locked it" in text
    assert "Share of the others" not in text
    assert "Kind or strict" not in text


def test_a_manager_who_owes_a_scorecard_gets_nothing_made_of_marks(
    client, crowd, opening, milan, kim, at
):
    Scorecard.objects.create(
        stage=crowd.stages.get(), application=kim, interviewer=milan, due_at=at, created_at=at
    )
    client.force_login(milan)
    text = page(client, "interviewer-board")
    assert "what is made of marks there is left out" in text
    assert "Points more than the others" not in text
    assert "Marks given" not in text


def test_other_teams_see_nobody(client, crowd, oskar, ines, at):
    client.force_login(oskar)
    text = page(client, "interviewer-board", person=ines.pk)
    assert "Ines" not in text
    assert "first locked scorecards" in page(client, "own-marks")


@pytest.mark.parametrize("amount", [1, 3])
def test_pages_make_the_same_number_of_queries(
    client, opening, milan, ines, viktor, at, django_assert_num_queries, amount
):
    for number in range(amount):
        one = opening if number == 0 else another(milan, number, at)
        plan = marked_plan(one, at)
        mark_all(one, plan, [ines, viktor], 8, at, seed=number)
        refresh(one, at)
    client.force_login(milan)
    with django_assert_num_queries(9):
        page(client, "interviewer-board")
    client.force_login(ines)
    with django_assert_num_queries(5):
        page(client, "own-marks")


def another(milan, number, at):
    made = Opening.objects.create(
        title="Advisor", slug=f"advisor-{number}", team="Service", location="Riga",
        time_zone="Europe/Riga", state=Opening.State.OPEN, opened_at=at, created_at=at,
    )  # fmt: skip
    OpeningMember.objects.create(opening=made, user=milan, part=OpeningMember.Part.HIRING_MANAGER)
    return made

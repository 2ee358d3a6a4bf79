"""The boards: strip, bar and stages; snapshots that workers keep; who sees what."""

import csv
import datetime as dt
import io
import threading

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from candidates.applications.models import State
from candidates.openings.models import Opening, OpeningMember
from candidates.outbox.actions import owe_task
from candidates.outbox.models import Task
from candidates.outbox.work import run_due
from hiring.dashboards import pressure, snapshots
from hiring.dashboards.actions import (
    fold_funnel_counts,
    keep_snapshots,
    owe_snapshots,
    work_out_snapshots,
)
from hiring.dashboards.figures import Figure, Sheet
from hiring.dashboards.jobs import REFRESH
from hiring.dashboards.models import DecisionCount, Snapshot
from hiring.dashboards.queries.standard import standings_of
from hiring.decisions.models import Decision
from hiring.outcomes.models import Hire, Period
from interviews.composites.models import Composite
from interviews.plans.models import Plan
from interviews.scorecards.models import Scorecard
from tests.hiring.dashboards.marked import end, give_scores, make_plan, mark_many
from tests.hiring.outcomes.conftest import hires
from tests.hiring.voices.conftest import answers


def refresh(opening, at):
    results = work_out_snapshots(opening_id=opening.pk, at=at)
    keep_snapshots(opening_id=opening.pk, results=results, at=at)
    return results


def page(client, name, **query):
    return client.get(reverse(f"hiring:{name}"), query).content.decode()


@pytest.fixture
def crowd(opening, milan, at):
    """Forty marked candidates: two hired, ten turned away, the rest waiting."""
    plan = make_plan(opening, at)
    people = mark_many(opening, plan, 40, at)
    for application in people[:2]:
        end(application, State.HIRED, milan, at)
    for application in people[2:12]:
        end(application, State.DECLINED, milan, at)
    return people


def test_a_worker_renews_what_changed_and_nothing_else(crowd, opening, oskar, at):
    assert owe_snapshots(at=at) == 1
    assert owe_snapshots(at=at) == 1
    assert Task.objects.filter(kind="dashboards.snapshot").count() == 1  # the same one waits
    run_due(at=at)
    kinds = {each.code for each in snapshots.all_kinds()}
    kept = Snapshot.objects.filter(opening=opening)
    assert {each.kind for each in kept} == kinds
    assert owe_snapshots(at=at) == 0
    newest = kept.order_by("computed_at").first().computed_at + dt.timedelta(minutes=1)
    Composite.objects.filter(application=crowd[0]).update(computed_at=newest)
    owe_task(kind=REFRESH.code, payload={}, at=at)
    run_due(at=at)
    assert Task.objects.filter(kind="dashboards.snapshot").count() == 2


def test_what_was_worked_out_later_stays(crowd, opening, at):
    later = at + dt.timedelta(minutes=5)
    keep_snapshots(opening_id=opening.pk, results={"bar": {"n": 2}}, at=later)
    keep_snapshots(opening_id=opening.pk, results={"bar": {"n": 1}}, at=at)
    assert Snapshot.objects.get(kind="bar").result == {"n": 2}
    keep_snapshots(opening_id=opening.pk, results={"bar": {"n": 3}}, at=later)
    assert Snapshot.objects.get(kind="bar").result == {"n": 3}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_keep_one_snapshot(opening, at):
    start = threading.Barrier(2)

    def keep():
        start.wait()
        try:
            keep_snapshots(opening_id=opening.pk, results={"bar": {"n": 1}}, at=at)
        finally:
            connection.close()

    threads = [threading.Thread(target=keep) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Snapshot.objects.count() == 1


def test_around_the_bar_agrees_with_the_plain_query(crowd, opening, at):
    found = pressure.work_out(opening.pk, at)
    composites = list(Composite.objects.select_related("application", "plan"))
    assert found["composites"] == 40
    assert sum(sum(each) for each in found["columns"].values()) == 40
    assert sum(each[0] for each in found["columns"].values()) == 2
    gone = [each for each in composites if each.application.state == State.DECLINED]
    for less, amount in found["lower"]:
        assert amount == sum(3.5 - less <= each.value < 3.5 for each in gone)
    assert found["near_misses"] == dict(found["lower"])[0.25]


@pytest.mark.parametrize(
    ("above", "step"), [(0, 0), (0.24, 0), (0.25, 1), (-0.01, -1), (-0.25, -1), (-9, -8), (9, 7)]
)
def test_columns_are_half_open_from_the_bar(above, step):
    assert pressure.step_of(above) == step


def test_a_missed_gate_is_no_near_miss(opening, kim, jonas, milan, at):
    plan = make_plan(opening, at)
    for application, met in ((kim, True), (jonas, False)):
        give_scores(application, plan, [3.4, 3.4, 3.4], at, gate_met=met)
        end(application, State.DECLINED, milan, at)
    assert pressure.work_out(opening.pk, at)["near_misses"] == 1


def test_who_was_hired_under_the_bar_is_told_apart(opening, kim, jonas, milan, rosa, at):
    plan = make_plan(opening, at)
    give_scores(kim, plan, [3.0, 3.0, 3.0], at)
    end(kim, State.HIRED, milan, at, override=True)
    give_scores(jonas, plan, [4.0, 4.0, 4.0], at)
    end(jonas, State.HIRED, milan, at)
    found = pressure.work_out(opening.pk, at)
    assert (found["hired_under"], found["overridden"]) == (1, 1)


def test_how_those_hired_against_the_advice_turned_out(
    client, opening, kim, jonas, milan, rosa, at
):
    plan = make_plan(opening, at)
    for application, override in ((kim, True), (jonas, False)):
        give_scores(application, plan, [3.0, 3.0, 3.0], at)
        end(application, State.HIRED, milan, at, override=override)
        hire, _made = Hire.objects.get_or_create(
            application=application, defaults={"starts_on": at.date()}
        )
        Period.objects.create(
            hire=hire, during=(at.date(), at.date() + dt.timedelta(days=30)), promoters=8,
            promoters_of=10,
        )  # fmt: skip
    Hire.objects.filter(application=kim).update(left_on=at.date(), leaving="quit")
    refresh(opening, at)
    client.force_login(milan)
    text = page(client, "bar-board")
    assert "<title>Still with us: Against the advice 0 of 1, With the advice 1 of 1." in text
    assert "So few tell nothing yet" in text
    assert "8 of 10" in text
    client.force_login(rosa)  # what became of somebody is not for who recruits
    assert "Still with us" not in page(client, "bar-board")


def test_the_bar_board_says_what_presses(client, crowd, opening, milan, at):
    refresh(opening, at)
    Plan.objects.filter(opening=opening).update(state=Plan.State.SUPERSEDED)
    make_plan(opening, at, bar="3.25", version=2)
    client.force_login(milan)
    text = page(client, "bar-board", opening=opening.slug)
    assert "<title>Composites, counted from the bar: " in text
    assert "<title>Turned away, and clear of a lower bar" in text
    assert "hired under the bar" in text
    assert "Voice 33 %, Grammar 33 %, Panel 33 %" in text
    assert "<title>The bar of each version of the plan: Version 1 3.5" in text
    rows = list(csv.reader(io.StringIO(page(client, "bar-board", format="csv"))))
    assert rows[1][-1] == "bar_changes"
    assert rows[2][0] == str(opening)
    assert rows[2][-1] == "1"


def test_the_stages_board_answers_the_question(client, crowd, opening, milan, at):
    refresh(opening, at)
    client.force_login(milan)
    text = page(client, "stage-board")
    assert "Which stage should we drop?" in text
    assert "Least would change without “" in text
    assert "of about 43 that it takes" in text
    assert "no decision" in text
    assert "<title>Correlations between stages: Voice – Grammar 0." in text
    for heading in ("What would be lost", "Reliability of each stage", "How the stages go"):
        assert heading in text
    rows = list(csv.reader(io.StringIO(page(client, "stage-board", format="csv"))))
    titles = [row[0] for row in rows if len(row) == 1]
    assert "What would be lost without each stage" in titles


def test_few_candidates_are_no_answer(client, opening, milan, at):
    plan = make_plan(opening, at)
    mark_many(opening, plan, 12, at)
    refresh(opening, at)
    client.force_login(milan)
    text = page(client, "stage-board")
    assert "It cannot be told yet: 12 candidates have a score in every stage" in text
    assert "Least would change" not in text


def test_a_stage_that_nobody_took_leaves_the_others_their_figures(opening, kim, at):
    plan = make_plan(opening, at, titles=("Voice", "Panel", "Test"))
    for application in mark_many(opening, plan, 12, at):
        Composite.objects.get(application=application).stage_scores.filter(
            stage__title="Test"
        ).update(value=None)
    (found,) = work_out_snapshots(opening_id=opening.pk, at=at)["stages"]["plans"]
    assert found["complete"] == 12
    voice, _panel, test = found["stages"]
    assert voice["worth"]["of"] == 12
    assert (test["worth"], test["seen"]) == (None, 0)


def test_whoever_owes_a_scorecard_gets_nothing_made_of_marks(client, crowd, opening, milan, at):
    refresh(opening, at)
    stage = Plan.objects.get().stages.first()
    Scorecard.objects.create(
        stage=stage, application=crowd[-1], interviewer=milan, due_at=at, created_at=at
    )
    client.force_login(milan)
    stages = page(client, "stage-board")
    assert "You still owe a scorecard in “Headset advisor, Vilnius”" in stages
    assert "<svg" not in stages.split('id="figures"')[1].split("take-away")[0]
    bar = page(client, "bar-board")
    assert "what is made of marks there is left out" in bar
    assert "Composites, counted from the bar" not in bar


def test_other_teams_get_empty_boards(client, crowd, opening, oskar, at):
    refresh(opening, at)
    client.force_login(oskar)
    for name in ("bar-board", "stage-board"):
        text = page(client, name, opening=opening.slug)
        assert "Headset advisor" not in text
        assert "Composites, counted from the bar" not in text


def test_interviewers_have_no_boards(client, opening, ines):
    client.force_login(ines)
    assert client.get(reverse("hiring:bar-board")).status_code == 403
    assert client.get(reverse("hiring:stage-board")).status_code == 403


def test_the_strip_leads_from_board_to_board_with_the_opening(client, crowd, opening, milan, at):
    client.force_login(milan)
    text = page(client, "bar-board", opening=opening.slug)
    assert f'href="/dashboards/stages/?opening={opening.slug}"' in text
    assert f'href="/dashboards/funnel/?opening={opening.slug}"' in text
    funnel = page(client, "funnel", opening=opening.slug)
    assert f'href="/dashboards/bar/?opening={opening.slug}"' in funnel


def test_nonsense_in_the_address_counts_as_any(client, crowd, opening, milan, at):
    client.force_login(milan)
    assert client.get(reverse("hiring:bar-board"), {"opening": "x<y"}).status_code == 200


def test_decisions_are_counted_as_the_plain_query_counts_them(crowd, opening, rosa, milan, at):
    def agree(user):
        plain = Decision.objects.visible_to(user).held_against_advice()
        overrides = plain.filter(is_override=True).count()
        [standing] = standings_of(user, [opening], at)
        assert (standing.decided, standing.overrides) == (plain.count(), overrides)
        return standing.decided, standing.overrides

    end(crowd[12], State.HIRED, milan, at, override=True)
    end(crowd[13], State.HIRED, milan, at)
    assert agree(rosa) == (4, 1)
    Decision.objects.filter(application=crowd[0]).update(advice="none")
    Decision.objects.filter(application=crowd[12]).update(revoked_at=at)
    assert agree(rosa) == (2, 0)
    fold_funnel_counts()
    assert DecisionCount.objects.filter(opening=opening).count() == 1
    for stage in opening.plans.get().stages.all()[:2]:
        Scorecard.objects.create(
            stage=stage, application=crowd[1], interviewer=milan, due_at=at, created_at=at
        )
    assert (agree(milan), agree(rosa)) == ((1, 0), (2, 0))
    Decision.objects.filter(application=crowd[13]).delete()
    assert agree(rosa) == (1, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_boards_make_the_same_number_of_queries(
    client, opening, milan, at, django_assert_num_queries, count
):
    for number in range(count):
        one = opening if number == 0 else another(opening, milan, number, at)
        mark_many(one, make_plan(one, at), 12, at, seed=number)
        refresh(one, at)
    client.force_login(milan)
    with django_assert_num_queries(14):
        client.get(reverse("hiring:bar-board"))
    with django_assert_num_queries(9):
        client.get(reverse("hiring:stage-board"), {"opening": opening.slug})


def another(opening, milan, number, at):
    made = Opening.objects.create(
        title="Advisor", slug=f"advisor-{number}", team="Service", location="Riga",
        time_zone="Europe/Riga", state=Opening.State.OPEN, opened_at=at, created_at=at,
    )  # fmt: skip
    OpeningMember.objects.create(opening=made, user=milan, part=OpeningMember.Part.HIRING_MANAGER)
    return made


def test_no_cell_of_a_spreadsheet_is_a_formula():
    figure = Figure("a", "=1+1", columns=("@x",), rows=(("-2",), ("+1",)), data=(("=A1", 0.5, 2),))
    assert Sheet((figure,)).rows() == [("'=1+1",), ("'@x",), ("'=A1", 0.5, 2)]


@pytest.mark.parametrize("people", [1, 3])
def test_outcomes_are_a_board_with_its_tables(
    client, opening, milan, at, people, django_assert_num_queries
):
    hires(opening, milan, at, people, trained_on=dt.date(2026, 7, 4))
    client.force_login(milan)
    with time_machine.travel(at, tick=False):
        client.get(reverse("hiring:outcomes-board"))
        with django_assert_num_queries(10):
            text = page(client, "outcomes-board", opening=opening.slug)
        assert "From the first day to working alone" in text
        sheet = page(client, "outcomes-board", opening=opening.slug, format="csv")
    rows = list(csv.reader(io.StringIO(sheet)))
    assert rows[:3] == [
        ["From the first day to working alone"],
        ["Who", "Trained after", "Alone after", "Here, months"],
        [f"H {people - 1}", "2.0", "–", "6.5"],
    ]
    assert len(rows) == 2 + people


@pytest.mark.parametrize("people", [1, 3])
def test_what_predicted_is_a_board_with_its_tables(
    client, opening, milan, at, people, django_assert_num_queries
):
    plan = make_plan(opening, at)
    for number, one in enumerate(hires(opening, milan, at, people)):
        give_scores(one.application, plan, [3.0 + number / 2] * plan.stages.count(), at)
        Period.objects.create(
            hire=one, during=(dt.date(2026, 6, 1), dt.date(2026, 7, 1)), satisfaction=4.0,
            satisfaction_of=40,
        )  # fmt: skip
    client.force_login(milan)
    client.get(reverse("hiring:predicted-board"))
    with django_assert_num_queries(11):
        text = page(client, "predicted-board", opening=opening.slug, closer="composite")
    assert f"Not knowable yet: {people} of about 43 hires." in text
    sheet = page(client, "predicted-board", opening=opening.slug, format="csv")
    rows = list(csv.reader(io.StringIO(sheet)))
    assert rows[:2] == [
        ["Which stage predicted it"],
        ["Stage", "Hires"],
    ]
    assert rows[2] == ["Composite", str(people)]
    drawn = [row for row in rows if row[:1] == ["H 0"]]
    assert drawn == ([["H 0", "3.0", "4.0"]] if people == 3 else [])


def test_voices_are_a_board_that_says_nothing_of_fewer_than_five(client, opening, milan, at):
    answers(opening, "declined", [5] * 4, 4, words="Faster.")
    answers(opening, "hired", [4] * 6, 5)
    client.force_login(milan)
    sheet = page(client, "voices-board", opening=opening.slug, format="csv")
    rows = list(csv.reader(io.StringIO(sheet)))
    assert ["Declined", "fewer than 5: not shown", "–", "–"] in rows
    assert ["Hired", "5 / 6", "83 %", "44–97 %"] in rows
    assert "Faster." not in page(client, "voices-board", opening=opening.slug)

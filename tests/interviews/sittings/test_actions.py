"""Starting, saving, going on, ending: each once, each the same when done again."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from candidates.applications.models import Application, State
from candidates.history.models import Entry
from candidates.outbox.models import Task
from interviews.assessments.models import Item
from interviews.assessments.scoring import tokens
from interviews.plans.models import Plan, Stage
from interviews.sittings import actions, queries
from interviews.sittings.models import Accommodation, Answer, Fact, Result, Sitting
from tests.conftest import make_application
from tests.interviews.sittings.conftest import SEED, tasks_in

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)
USAGE = 24 * 45


def save(sitting, task, value, at, **more):
    return actions.save_answer(
        sitting_id=sitting.pk, section=0, task_key=task["key"], value=value, at=at, **more
    )


def right(sitting, task):
    body = sitting.keys[task["key"]]["body"]
    kind = sitting.keys[task["key"]]["kind"]
    if kind == "locate":
        return "none" if body["key"] is None else body["key"]
    if kind == "correct":
        return next(text for text, points in body["mapping"].items() if points == 1)
    return body["key"] if kind == "choice" else list(range(len(body["sentences"])))


def test_start_composes_the_blueprint_and_lets_the_time_run(sitting, at):
    assert [len(each["tasks"]) for each in sitting.paper["sections"]] == [24, 1]
    assert (sitting.state, sitting.section, sitting.section_began_at) == ("running", 0, at)
    assert sitting.deadline == at + dt.timedelta(seconds=USAGE + 5)


def test_start_again_returns_the_open_sitting(sitting, grammar, invited, at):
    again = actions.start_sitting(application_id=invited.pk, stage_id=grammar.pk, at=at + SECOND)
    assert (again.pk, again.started_at, Sitting.objects.count()) == (sitting.pk, at, 1)


def test_start_locks_the_plan_as_a_first_mark_does(sitting, plan, at):
    assert Plan.objects.get(pk=plan.pk).locked_at == at


def test_start_counts_what_was_shown_once(sitting, grammar, invited, at):
    actions.start_sitting(application_id=invited.pk, stage_id=grammar.pk, at=at)
    shown = Item.objects.filter(exposure_count=1).count()
    assert (shown, Item.objects.filter(exposure_count__gt=1).count()) == (25, 0)


def test_paper_holds_nothing_that_tells_what_is_right(sitting):
    item = Item.objects.get(pk=tasks_in(sitting)[0]["item"])
    paper = json.dumps(sitting.paper)
    assert item.rationale not in paper
    assert {"body", "key", "mapping"} & {name for task in tasks_in(sitting) for name in task} == {
        "key"
    }


def test_start_refuses_who_was_not_invited(grammar, kim, at):
    with pytest.raises(actions.NotAsked):
        actions.start_sitting(application_id=kim.pk, stage_id=grammar.pk, at=at)


def test_start_refuses_who_withdrew(grammar, invited, at):
    Application.objects.filter(pk=invited.pk).update(state=State.WITHDRAWN)
    with pytest.raises(actions.NotAsked):
        actions.start_sitting(application_id=invited.pk, stage_id=grammar.pk, at=at)


def test_start_refuses_a_stage_of_another_opening(grammar, invited, oskar, at):
    other = Application.objects.model.opening.field.related_model.objects.get(slug="warehouse-lead")
    stranger = make_application(other, "Lu Lan", "lu@example.org", at)
    with pytest.raises(actions.NothingToSit):
        actions.start_sitting(application_id=stranger.pk, stage_id=grammar.pk, at=at)


def test_start_refuses_a_stage_that_nobody_sits(grammar, plan, invited, at):
    panel = Stage.objects.create(
        plan=plan, position=2, kind="culture-panel", title="Panel", weight=60, minutes=30
    )
    with pytest.raises(actions.NothingToSit):
        actions.start_sitting(application_id=invited.pk, stage_id=panel.pk, at=at)


def test_start_refuses_a_stage_of_the_day_at_home(grammar, invited, at):
    Stage.objects.filter(pk=grammar.pk).update(on_day=True)
    with pytest.raises(actions.NotAsked):
        actions.start_sitting(application_id=invited.pk, stage_id=grammar.pk, at=at)


def test_start_says_when_the_bank_is_empty(grammar, invited, opening, at):
    type(opening).objects.filter(pk=opening.pk).update(language="tlh")
    with pytest.raises(actions.NothingToSit):
        actions.start_sitting(application_id=invited.pk, stage_id=grammar.pk, at=at)


def test_later_number_wins_and_a_repeated_or_late_one_changes_nothing(sitting, at):
    task = tasks_in(sitting)[0]
    assert save(sitting, task, 1, at, sequence=5) == (5, True)
    assert save(sitting, task, 2, at, sequence=5) == (5, False)
    assert save(sitting, task, 0, at, sequence=3) == (5, False)
    assert save(sitting, task, 2, at, sequence=6) == (6, True)
    assert [row.value for row in Answer.objects.all()] == [2]


def test_without_a_number_the_server_counts_on(sitting, at):
    first, second, *_rest = tasks_in(sitting)
    save(sitting, first, 1, at, sequence=41)
    assert save(sitting, second, 0, at).sequence == 42
    assert save(sitting, first, 0, at).sequence == 43


def test_saving_is_one_statement_in_one_transaction(sitting, at, django_assert_num_queries):
    with django_assert_num_queries(3):  # savepoint, upsert, release
        save(sitting, tasks_in(sitting)[0], 1, at, sequence=1)


def test_an_answer_counts_up_to_the_deadline_and_not_after(sitting, at):
    task = tasks_in(sitting)[0]
    end = at + dt.timedelta(seconds=USAGE + 5)
    assert save(sitting, task, 1, end, sequence=1).changed
    with pytest.raises(actions.TimeOver):
        save(sitting, task, 2, end + dt.timedelta(microseconds=1), sequence=2)
    assert Answer.objects.get().value == 1


def test_an_answer_to_a_part_that_was_handed_in_is_refused(sitting, at):
    actions.finish_section(sitting_id=sitting.pk, section=0, at=at + SECOND)
    with pytest.raises(actions.NotRunning):
        save(sitting, tasks_in(sitting)[0], 1, at + 2 * SECOND, sequence=1)


def test_finish_goes_to_the_next_part_and_ends_after_the_last(sitting, at):
    later = at + 10 * SECOND
    between = actions.finish_section(sitting_id=sitting.pk, section=0, at=later)
    assert (between.state, between.section, between.section_began_at) == ("running", 1, later)
    assert between.deadline == later + dt.timedelta(seconds=365)
    ended = actions.finish_section(sitting_id=sitting.pk, section=1, at=later + SECOND)
    assert (ended.state, ended.ending, ended.ended_at) == ("ended", "finished", later + SECOND)


def test_finish_again_skips_nothing(sitting, at):
    actions.finish_section(sitting_id=sitting.pk, section=0, at=at)
    again = actions.finish_section(sitting_id=sitting.pk, section=0, at=at + SECOND)
    assert (again.state, again.section, again.section_began_at) == ("running", 1, at)


def test_who_lost_the_connection_finds_the_next_part_waiting(sitting, at):
    much_later = at + dt.timedelta(hours=2)
    assert actions.end_expired(at=much_later) == 1
    sitting.refresh_from_db()
    assert (sitting.state, sitting.section, sitting.deadline) == ("between", 1, None)
    began = actions.begin_section(sitting_id=sitting.pk, section=1, at=much_later)
    assert (began.state, began.section_began_at) == ("running", much_later)
    again = actions.begin_section(sitting_id=sitting.pk, section=1, at=much_later + SECOND)
    assert again.section_began_at == much_later


def test_last_part_ends_by_the_clock_at_its_deadline(sitting, at):
    actions.finish_section(sitting_id=sitting.pk, section=0, at=at)
    sitting.refresh_from_db()
    end = sitting.deadline
    assert actions.end_expired(at=end) == 0
    assert actions.end_expired(at=end + dt.timedelta(minutes=9)) == 1
    sitting.refresh_from_db()
    assert (sitting.ending, sitting.ended_at) == ("time", end)
    assert actions.end_expired(at=end + dt.timedelta(minutes=10)) == 0


def test_who_never_comes_back_is_done_after_a_day(sitting, at):
    assert actions.end_expired(at=at + dt.timedelta(days=2)) == 1
    sitting.refresh_from_db()
    assert (sitting.ending, sitting.ended_at) == ("left", at + dt.timedelta(hours=24))


def test_end_owes_the_score_in_the_same_transaction(sitting, at):
    point = transaction.savepoint()
    actions.finish_section(sitting_id=sitting.pk, section=0, at=at)
    actions.finish_section(sitting_id=sitting.pk, section=1, at=at)
    assert Task.objects.filter(kind="sittings.score").count() == 1
    transaction.savepoint_rollback(point)
    assert not Task.objects.filter(kind="sittings.score").exists()


def test_score_flows_into_the_measure_of_its_stage_and_owes_a_composite(sitting, grammar, at):
    for number, task in enumerate(tasks_in(sitting)):
        if number % 4:
            save(sitting, task, right(sitting, task), at)
    actions.finish_section(sitting_id=sitting.pk, section=0, at=at)
    passage = tasks_in(sitting, 1)[0]
    words = tokens(sitting.keys[passage["key"]]["body"]["passage"])
    wrong = next(place for place, word in enumerate(words) if word.right is not None)
    actions.save_answer(
        sitting_id=sitting.pk, section=1, task_key=passage["key"], value=[wrong], at=at
    )
    actions.finish_section(sitting_id=sitting.pk, section=1, at=at)
    result = actions.score_sitting(sitting_id=sitting.pk, at=at)
    assert (result.raw, result.maximum) == (19.0, 36.0)
    assert result.error == pytest.approx((18 * 6 / 23 + 1 * 11 / 11) ** 0.5)
    assert actions.score_sitting(sitting_id=sitting.pk, at=at).pk == result.pk
    measured = queries.measured_results(grammar.pk, [sitting.application_id])
    assert measured[sitting.application_id] == (19.0, 36.0, result.error, at)
    assert Task.objects.filter(kind="composites.compute").count() == 1


def test_measure_makes_the_same_queries_for_one_and_for_three(
    sitting, grammar, opening, at, django_assert_num_queries
):
    others = [make_application(opening, f"P {n}", f"p{n}@example.org", at).pk for n in range(2)]
    for keys in ([sitting.application_id], [sitting.application_id, *others]):
        with django_assert_num_queries(3):
            queries.measured_results(grammar.pk, keys)


def test_a_new_version_of_the_plan_finds_what_was_sat_under_the_old_one(
    sitting, grammar, plan, invited, opening, at
):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUPERSEDED)
    newer = Plan.objects.create(
        opening=opening, version=2, name="v2", state="active", bar="3.50", created_at=at
    )
    stage = Stage.objects.create(
        plan=newer, position=1, kind="grammar-test", title="Usage", weight=40, minutes=25,
        on_day=False,
    )  # fmt: skip
    again = actions.start_sitting(application_id=invited.pk, stage_id=stage.pk, at=at)
    assert again.pk == sitting.pk


def test_another_attempt_takes_a_reason_and_gives_another_form(sitting, grammar, invited, rosa, at):
    with pytest.raises(actions.ReasonMissing):
        actions.allow_again(sitting_id=sitting.pk, reason=" ", actor=rosa, at=at)
    actions.allow_again(sitting_id=sitting.pk, reason="The power failed.", actor=rosa, at=at)
    actions.allow_again(sitting_id=sitting.pk, reason="Again.", actor=rosa, at=at)
    second = actions.start_sitting(application_id=invited.pk, stage_id=grammar.pk, at=at)
    assert (second.attempt, second.seed) == (2, SEED + 1)
    kept = Sitting.objects.get(pk=sitting.pk)
    assert (kept.ending, kept.set_aside_reason) == ("stopped", "The power failed.")
    assert Entry.objects.filter(verb="sitting-set-aside").count() == 1


def test_what_was_set_aside_does_not_count(sitting, grammar, rosa, at):
    actions.finish_section(sitting_id=sitting.pk, section=0, at=at)
    actions.finish_section(sitting_id=sitting.pk, section=1, at=at)
    actions.score_sitting(sitting_id=sitting.pk, at=at)
    assert queries.measured_results(grammar.pk, [sitting.application_id])
    actions.allow_again(sitting_id=sitting.pk, reason="The power failed.", actor=rosa, at=at)
    assert queries.measured_results(grammar.pk, [sitting.application_id]) == {}


def test_who_sat_does_not_sit_again(sitting, grammar, invited, at):
    actions.finish_section(sitting_id=sitting.pk, section=0, at=at)
    actions.finish_section(sitting_id=sitting.pk, section=1, at=at)
    with pytest.raises(actions.AlreadySat):
        actions.start_sitting(application_id=invited.pk, stage_id=grammar.pk, at=at)


def test_multiplier_of_one_and_a_half_on_600_seconds_gives_900_and_the_grace(invited, at):
    from interviews.sittings.clock import deadline_of

    assert deadline_of(at, 600, Decimal("1.5")) == at + dt.timedelta(seconds=905)
    assert deadline_of(at, 600, None) is None


def test_extra_time_prolongs_every_timer_the_running_one_included(sitting, invited, rosa, at):
    grant = {"application_id": invited.pk, "alternative": "", "actor": rosa}
    actions.grant(multiplier=Decimal("1.5"), breaks=True, at=at, **grant)
    sitting.refresh_from_db()
    assert sitting.deadline == at + dt.timedelta(seconds=USAGE * 1.5 + 5)
    waiting = actions.finish_section(sitting_id=sitting.pk, section=0, at=at)
    assert waiting.state == "between"  # breaks: every part waits for a click
    began = actions.begin_section(sitting_id=sitting.pk, section=1, at=at)
    assert began.deadline == at + dt.timedelta(seconds=360 * 1.5 + 5)
    actions.grant(multiplier=None, breaks=False, at=at, **grant)
    began.refresh_from_db()
    assert (began.deadline, began.closes_at) == (None, at + dt.timedelta(hours=72))


def test_extra_time_that_was_granted_before_holds_from_the_start(grammar, invited, rosa, at):
    actions.write_wish(application_id=invited.pk, wish="More time, please.", at=at)
    actions.grant(
        application_id=invited.pk, multiplier=Decimal(2), breaks=False, alternative="",
        actor=rosa, at=at,
    )  # fmt: skip
    sitting = actions.start_sitting(application_id=invited.pk, stage_id=grammar.pk, at=at)
    assert sitting.deadline == at + dt.timedelta(seconds=USAGE * 2 + 5)


def test_granting_the_same_again_is_told_once(invited, rosa, at):
    for _time in range(2):
        actions.grant(
            application_id=invited.pk, multiplier=Decimal("1.25"), breaks=False, alternative="",
            actor=rosa, at=at,
        )  # fmt: skip
    assert Entry.objects.filter(verb="accommodation-granted").count() == 1
    assert not Entry.objects.filter(subject="application", verb="accommodation-granted").exists()


def test_wish_is_kept_as_it_was_written_last(invited, at):
    actions.write_wish(application_id=invited.pk, wish="A screen reader.", at=at)
    actions.write_wish(application_id=invited.pk, wish="A screen reader.", at=at + SECOND)
    kept = Accommodation.objects.get()
    assert (kept.wish, kept.wished_at, kept.granted_at) == ("A screen reader.", at, None)


def test_withdrawing_stops_what_runs(sitting, invited, at):
    from candidates.applications.actions import withdraw_application

    withdraw_application(application_id=invited.pk, at=at + SECOND)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.ending) == ("ended", "stopped")


def test_facts_only_grow_and_end_with_the_sitting(sitting, at):
    tell = {"sitting_id": sitting.pk, "at": at}
    actions.note_facts(facts=[("away", "", 2), ("time", "item-1", 900)], **tell)
    actions.note_facts(facts=[("away", "", 1), ("time", "item-1", 1400)], **tell)
    assert sorted(Fact.objects.values_list("kind", "amount")) == [("away", 2), ("time", 1400)]
    actions.stop_sittings(application_id=sitting.application_id, at=at)
    actions.note_facts(facts=[("away", "", 9)], **tell)
    assert Fact.objects.get(kind="away").amount == 2


@pytest.mark.parametrize(
    "nonsense",
    [
        {"state": "ended"},
        {"state": "between"},
        {"ending": "time"},
        {"section_began_at": None},
        {"multiplier": Decimal("1.30")},
        {"set_aside_reason": "no one said so"},
    ],
)
def test_database_refuses_a_sitting_that_makes_no_sense(sitting, nonsense):
    with pytest.raises(IntegrityError), transaction.atomic():
        Sitting.objects.filter(pk=sitting.pk).update(**nonsense)


def test_database_keeps_the_paper_and_the_end(sitting, at):
    for change in ({"paper": {}}, {"keys": {}}, {"started_at": at + SECOND}):
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            Sitting.objects.filter(pk=sitting.pk).update(**change)
    actions.stop_sittings(application_id=sitting.application_id, at=at)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Sitting.objects.filter(pk=sitting.pk).update(ended_at=at + SECOND)


def test_database_refuses_a_grant_without_a_person(invited):
    with pytest.raises(IntegrityError), transaction.atomic():
        Accommodation.objects.create(application=invited, multiplier=Decimal("1.5"))


def test_nothing_is_scored_while_it_is_open(sitting, at):
    assert actions.score_sitting(sitting_id=sitting.pk, at=at) is None
    assert not Result.objects.exists()

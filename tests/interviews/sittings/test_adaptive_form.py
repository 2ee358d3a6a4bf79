"""Forms that adapt, items on trial, and nothing twice within a year, through the player."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from interviews.assessments import answers as bank_answers
from interviews.assessments.models import Item, ItemMeasure, Measurement
from interviews.assessments.queries import keys_of
from interviews.plans.actions import CannotAdapt, change_stage
from interviews.plans.models import Plan, Stage
from interviews.sittings import actions, adapting, queries, screens
from interviews.sittings.models import Answer, Sitting
from interviews.stages import registry
from interviews.stages.grammar_test import FEWEST
from tests.conftest import make_application
from tests.interviews.recordings.conftest import invite

pytestmark = pytest.mark.django_db
SHORT = ("choice", "locate", "correct", "order")
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at + dt.timedelta(minutes=1), tick=False):
        yield


@pytest.fixture
def calibrated(grammar, at) -> Measurement:
    """Every short item of English on the scale, by its difficulty."""
    items = list(Item.objects.live().filter(language="en", kind__in=SHORT).order_by("pk"))
    snapshot = Measurement.objects.create(
        language="en", model="rasch", people=1000, items=len(items), calibrated=len(items),
        made_at=at,
    )  # fmt: skip
    ItemMeasure.objects.bulk_create(
        ItemMeasure(
            measurement=snapshot, item=item, people=200, p=0.5, a=1.2,
            b=(item.difficulty - 3) * 0.8 + (item.pk % 7 - 3) * 0.1, se_a=0.1, se_b=0.1,
        )
        for item in items
    )  # fmt: skip
    return snapshot


def change(stage, actor, at, **own):
    """Change a stage while its plan is a draft."""
    Plan.objects.filter(pk=stage.plan_id).update(state=Plan.State.DRAFT)
    changed = change_stage(
        stage_id=stage.pk, title=stage.title, weight=100, gate=None, minutes=25, raters=1,
        actor=actor, at=at, own=own,
    )  # fmt: skip
    Plan.objects.filter(pk=stage.plan_id).update(state=Plan.State.ACTIVE)
    return changed


@pytest.fixture
def adaptive(grammar, calibrated, rosa, at) -> Stage:
    return change(grammar, rosa, at, form="adaptive")


def begin(stage, application, at, seed=7) -> Sitting:
    return actions.start_sitting(application_id=application.pk, stage_id=stage.pk, at=at, seed=seed)


def answer_of(task, sitting, *, right):
    """Return what somebody gives who knows it, or nothing."""
    key = keys_of([task["item"]])[task["item"]]
    if not right:
        return None
    body = key.body
    if key.kind == "choice":
        return body["key"]
    if key.kind == "locate":
        return "none" if body["key"] is None else body["key"]
    if key.kind == "correct":
        return max(body["mapping"], key=body["mapping"].get)
    return list(range(len(body["sentences"])))


def take(sitting, at, knows):
    """Answer to the end of the part, one item after the other; return the items shown."""
    shown = []
    while True:
        given = queries.answers_of(sitting)
        setting = screens.setting_of(sitting, given, at)
        [task] = screens.tasks_now(setting.paper.sections[0], setting) or [None]
        if task is None:
            return shown
        shown.append(task["item"])
        value = answer_of(task, sitting, right=knows(task))
        actions.answer_turn(sitting_id=sitting.pk, section=0, task=task, answer=value, at=at)


def test_bank_that_is_not_calibrated_is_refused_in_a_sentence(grammar, rosa, at):
    with pytest.raises(CannotAdapt, match="100 items in use"):
        change(grammar, rosa, at, form="adaptive")
    assert Stage.objects.get(pk=grammar.pk).form == "fixed"


def test_other_kinds_cannot_adapt(grammar, rosa, at):
    Stage.objects.filter(pk=grammar.pk).update(kind="memory-test")
    with pytest.raises(CannotAdapt, match="draws items of the bank"):
        change(grammar, rosa, at, form="adaptive")


def test_plan_page_says_why_not_and_takes_it_once_calibrated(grammar, rosa, client, request):
    Plan.objects.filter(pk=grammar.plan_id).update(state=Plan.State.DRAFT)
    client.force_login(rosa)
    url = reverse("interviews:stage-change", args=[grammar.pk])
    fields = {
        "title": "Grammar test", "weight": "100", "minutes": "25", "raters": "1",
        "form": "adaptive", "retest": "first",
    }  # fmt: skip
    refused = client.post(url, fields)
    assert refused.status_code == 422
    assert "The item bank is not calibrated" in refused.text
    request.getfixturevalue("calibrated")
    assert client.post(url, fields).status_code == 302
    assert Stage.objects.get(pk=grammar.pk).form == "adaptive"


def test_start_page_says_that_the_test_adapts_and_what_is_tried_out(adaptive, invited, inside):
    on_trial()
    page = inside.get(reverse("interviews:sitting-start", args=[invited.pk, adaptive.pk])).text
    assert "This test adapts" in page
    assert "A few items are being tried out" in page
    assert "at most 23 tasks" in page


def test_fixed_form_says_nothing_of_adapting(grammar, invited, inside):
    page = inside.get(reverse("interviews:sitting-start", args=[invited.pk, grammar.pk])).text
    assert "adapts" not in page
    assert "tried out" not in page


def test_same_seed_and_answers_give_the_same_items(adaptive, kim, jonas, at):
    first = begin(adaptive, invite(kim, at), at)
    second = begin(adaptive, invite(jonas, at), at)
    other = begin(adaptive, invite(make_application(kim.opening, "Ann", "a@b.cc", at), at), at, 8)

    def knows(task):
        return task["item"] % 3 > 0

    items = take(first, at, knows)
    assert items == take(second, at, knows)
    assert items != take(other, at, knows)
    assert len(items) == len(set(items))
    assert 8 <= len(items) <= 20
    section = queries.paper_of(first).sections[0]
    steps = adapting.replay(section, first.seed, queries.answers_of(first))
    assert [step.item for step in steps] == [*items, None]
    assert steps[-1].stopped in {"sure", "length"}


def test_who_knows_more_gets_harder_items_and_more_points(adaptive, kim, jonas, at):
    strong = begin(adaptive, invite(kim, at), at)
    weak = begin(adaptive, invite(jonas, at), at)
    level = dict(Item.objects.values_list("pk", "difficulty"))
    items = {True: take(strong, at, lambda _: True), False: take(weak, at, lambda _: False)}
    hardness = {who: sum(level[each] for each in items[who]) / len(items[who]) for who in items}
    assert hardness[True] > hardness[False] + 1
    exercise = registry.get("grammar-test").exercise
    scores = [
        exercise.score(queries.paper_of(each, with_keys=True), queries.answers_of(each))
        for each in (strong, weak)
    ]
    assert scores[0].raw > 20
    assert 0 < scores[1].raw < 6
    assert scores[0].maximum == scores[1].maximum == 36
    assert scores[0].parts["asked"] == items[True]
    assert 0 < scores[0].error < 6


def test_an_answer_to_a_turn_stays_and_the_next_comes_only_then(adaptive, invited, inside, at):
    sitting = begin(adaptive, invited, at)
    page = inside.get(reverse("interviews:sitting-page", args=[sitting.key]))
    [shown] = page.context["screen"].tasks
    assert "0 answered, 20 at most" in page.text
    assert shown.task["key"] == "turn-1"
    right = answer_of(shown.task, sitting, right=True)
    url = reverse("interviews:sitting-answer", args=[sitting.key, "turn-1"])
    early = reverse("interviews:sitting-answer", args=[sitting.key, "turn-2"])
    fields = {"turn-1.here": "1", "turn-1.value": str(right), "sequence": "1"}
    assert inside.post(early, {"turn-2.value": "0", "sequence": "1"}).status_code == 422
    said = inside.post(url, fields).json()
    assert (said["changed"], said["answered"]) == (True, True)
    kept = Answer.objects.get(sitting=sitting, task_key="turn-1").value
    assert kept["item"] == shown.task["item"]
    again = inside.post(url, {**fields, "turn-1.value": "", "sequence": "2"}).json()
    assert again["changed"] is False
    assert Answer.objects.get(sitting=sitting, task_key="turn-1").value == kept
    page = inside.get(reverse("interviews:sitting-page", args=[sitting.key]))
    assert page.context["screen"].tasks[0].task["key"] == "turn-2"
    assert Item.objects.get(pk=shown.task["item"]).exposure_count == 1


def test_without_javascript_an_empty_answer_goes_on_and_the_end_hands_in(
    adaptive, invited, inside, at
):
    sitting = begin(adaptive, invited, at)
    url = reverse("interviews:sitting-page", args=[sitting.key])
    for number in range(1, 21):
        if Sitting.objects.get(pk=sitting.pk).section:
            break
        assert inside.post(url, {"section": "0", f"turn-{number}.here": "1"}).status_code == 302
    sitting.refresh_from_db()
    assert (sitting.section, sitting.state) == (1, "running")
    given = Answer.objects.filter(sitting=sitting)
    assert {each.value["answer"] for each in given} == {None}
    assert given.count() >= 8


def test_page_asks_as_often_at_the_tenth_item_as_at_the_first(
    adaptive, invited, inside, at, django_assert_num_queries
):
    sitting = begin(adaptive, invited, at)
    url = reverse("interviews:sitting-page", args=[sitting.key])
    inside.get(url)
    with django_assert_num_queries(8):
        inside.get(url)
    for _ in range(5):
        setting = screens.setting_of(sitting, queries.answers_of(sitting), at)
        [task] = screens.tasks_now(setting.paper.sections[0], setting)
        actions.answer_turn(sitting_id=sitting.pk, section=0, task=task, answer=None, at=at)
    with django_assert_num_queries(9):  # and the keys of what was answered
        inside.get(url)


def on_trial(count=4) -> list[int]:
    """Put copies of live items on trial."""
    made = []
    for item in Item.objects.live().filter(language="en", kind="choice").order_by("pk")[:count]:
        item.pk, item.code, item.status, item.live_at = None, f"{item.code}-new", "pilot", None
        item.save(force_insert=True)
        made.append(item.pk)
    return made


def test_items_on_trial_are_shown_and_score_nothing(grammar, invited, at):
    trials = set(on_trial())
    sitting = begin(grammar, invited, at)
    tasks = sitting.paper["sections"][0]["tasks"]
    tried = [task for task in tasks if task["item"] in trials]
    assert (len(tasks), len(tried)) == (27, 3)
    assert not {task["key"] for task in tried} & set(sitting.keys)
    assert tasks[0] not in tried
    exercise = registry.get("grammar-test").exercise
    for number, task in enumerate(tried, start=1):
        value = answer_of(task, sitting, right=True)
        actions.save_answer(
            sitting_id=sitting.pk, section=0, task_key=task["key"], value=value, at=at,
            sequence=number,
        )  # fmt: skip
    score = exercise.score(queries.paper_of(sitting, with_keys=True), queries.answers_of(sitting))
    assert (score.raw, score.maximum) == (0, 36)
    actions.stop_sittings(application_id=invited.pk, at=at)
    learned = {each.item for each in bank_answers.read("en") if each.answer is not None}
    assert learned == {task["item"] for task in tried}


def test_adaptive_form_learns_of_trials_too(adaptive, invited, at):
    trials = set(on_trial())
    sitting = begin(adaptive, invited, at)
    shown = take(sitting, at, lambda _: True)
    assert len(trials & set(shown)) == 3
    asked = adapting.answered_turns(
        queries.paper_of(sitting).sections[0], queries.answers_of(sitting)
    )
    assert not trials & {item for item, _answer in asked}
    actions.stop_sittings(application_id=invited.pk, at=at)
    read = [each.item for each in bank_answers.read("en")]
    assert sorted(read[: len(shown)]) == sorted(shown)


def test_nothing_comes_twice_within_a_year(grammar, kim, rosa, at):
    first = begin(grammar, invite(kim, at), at)
    met = {task["item"] for part in first.paper["sections"] for task in part["tasks"]}
    actions.stop_sittings(application_id=kim.pk, at=at)
    assert queries.items_met(kim.candidate_id, at + 364 * DAY) == met
    assert queries.items_met(kim.candidate_id, at + 366 * DAY) == set()
    actions.allow_again(sitting_id=first.pk, reason="The line broke.", actor=rosa, at=at)
    second = actions.start_sitting(application_id=kim.pk, stage_id=grammar.pk, at=at + DAY)
    again = {task["item"] for part in second.paper["sections"] for task in part["tasks"]}
    assert again
    assert not again & met


def test_turns_count_as_met_too(adaptive, invited, at):
    sitting = begin(adaptive, invited, at)
    shown = take(sitting, at, lambda _: False)
    assert set(shown) <= queries.items_met(invited.candidate_id, at + DAY)


def test_who_has_met_nearly_everything_is_told_that_there_is_nothing(grammar, invited, at):
    short = Item.objects.live().filter(language="en", kind__in=SHORT).order_by("pk")
    keys = list(short.values_list("pk", flat=True))
    exercise = registry.get("grammar-test").exercise
    enough = exercise.compose(grammar.pk, 1, "en", seen=set(keys[FEWEST:]))
    assert len(enough.sections[0].tasks) <= FEWEST
    from interviews.sittings.paper import PaperRefused

    with pytest.raises(PaperRefused, match="new to them"):
        exercise.compose(grammar.pk, 1, "en", seen=set(keys[FEWEST - 1 :]))


def test_bank_that_shrank_since_gives_a_fixed_form(adaptive, invited, at):
    gone = Item.objects.live().filter(language="en", kind="choice")
    gone.update(status="retired", retired_at=at, retired_reason="Old.")
    sitting = begin(adaptive, invited, at)
    assert sitting.paper["sections"][0]["adapts"] is None
    assert sitting.paper["remarks"] == []

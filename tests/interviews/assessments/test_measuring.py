"""What answers say, and how much: nothing before thirty, a scale from a hundred."""

import json
import math
import random

import numpy as np
import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from candidates.outbox.models import Task
from interviews.assessments import actions, adaptive, answers, irt, jobs, queries
from interviews.assessments.answers import Answered
from interviews.assessments.irt import Parameters
from interviews.assessments.measuring import Scored, measure, sparse_alpha
from interviews.assessments.measuring_words import figures_of, verdict
from interviews.assessments.models import Item, ItemMeasure, Measurement
from interviews.reliability.coefficients import cronbach_alpha
from tests.interviews.assessments.test_items import make_item


def simulated(people, items, *, seed=1, asked=None):
    """Answers of simulated people to Rasch items from easy to hard; `asked` of them each."""
    chance = random.Random(seed)
    for person in range(people):
        theta = chance.gauss(0, 1)
        for item in chance.sample(range(items), asked or items):
            b = -1.5 + 3 * item / max(1, items - 1)
            right = float(chance.random() < irt.probability(theta, Parameters(1, b)))
            yield Scored(person, item, right, "0" if right else "1")


def test_nothing_is_said_of_nothing():
    assert measure([], scalable=[]).model == "none"
    few = measure(simulated(29, 5), scalable=range(5))
    assert few.model == "none"
    assert [(item.people, item.p, item.b) for item in few.items] == [(29, None, None)] * 5


def test_from_thirty_answers_on_items_are_described():
    found = measure(simulated(99, 5), scalable=range(5))
    assert (found.model, found.people, found.calibrated) == ("described", 99, 0)
    assert all(item.p is not None and item.b is None for item in found.items)
    assert [item.p for item in found.items] == sorted((i.p for i in found.items), reverse=True)
    first = found.items[0]
    assert dict(first.chosen) == {'"0"': round(first.p * 99), '"1"': 99 - round(first.p * 99)}


def test_from_a_hundred_answers_on_items_are_on_one_scale():
    found = measure(simulated(400, 12, asked=8), scalable=range(12))
    assert (found.model, found.calibrated) == ("rasch", 12)
    assert len({item.a for item in found.items}) == 1
    b = [item.b for item in found.items]
    truth = np.linspace(-1.5, 1.5, 12)
    assert np.corrcoef(b, truth)[0, 1] > 0.97
    assert all(0 < item.se_b < 0.5 for item in found.items)


def test_from_five_hundred_answers_on_items_have_slopes_of_their_own():
    rows = [each for each in simulated(600, 6) if each.item or each.sitting < 200]
    found = measure(rows, scalable=range(6))
    assert (found.model, found.calibrated) == ("2pl", 6)
    assert len({item.a for item in found.items}) == 6


def test_what_all_answered_alike_or_is_scored_in_parts_is_not_on_the_scale():
    rows = list(simulated(150, 6))
    rows += [Scored(person, 7, 1.0, "0") for person in range(150)]
    rows += [Scored(person, 8, 0.5, "0") for person in range(150)]
    found = {item.item: item for item in measure(rows, scalable=range(8)).items}
    assert found[0].b is not None
    assert found[7].b is None
    assert found[8].b is None
    assert (found[7].item_rest, found[7].flags) == (None, ("easy",))


def test_alpha_of_one_form_is_cronbachs():
    table = np.array([[1, 1, 0], [0, 0, 0], [1, 0, 1], [1, 1, 1], [0, 1, 0]], float)
    alpha, error = sparse_alpha(table, 3)
    assert alpha == pytest.approx(cronbach_alpha(table.tolist()))
    assert error == pytest.approx(table.sum(axis=1).std(ddof=1) * math.sqrt(1 - alpha))
    longer, _error = sparse_alpha(table, 6)
    assert longer == pytest.approx(2 * alpha / (1 + alpha))  # Spearman and Brown


def test_alpha_of_forms_that_differ_comes_near():
    rows = list(simulated(3000, 20))
    whole = measure(rows, scalable=range(20))
    part = measure(simulated(3000, 20, seed=1, asked=10), scalable=range(20))
    doubled = 2 * part.alpha / (1 + part.alpha)
    assert doubled == pytest.approx(whole.alpha, abs=0.03)
    crossed = np.array([[1, 1], [0, 0], [1, 0], [0, 1]], float)
    assert sparse_alpha(crossed, 2) == pytest.approx((0, math.sqrt(2 / 3)))
    assert sparse_alpha(crossed[:2], 2) == pytest.approx((1, 0))
    assert sparse_alpha(np.full((5, 3), np.nan), 3) == (None, None)
    assert sparse_alpha(np.ones((5, 3)), 3) == (None, None)


@pytest.mark.parametrize(
    ("people", "on_scale", "sentence"),
    [
        (0, False, "Nothing can be said yet: 30 more answers are needed."),
        (29, False, "Nothing can be said yet: 1 more answer is needed."),
        (30, False, "Described only: from 100 answers on it gets a place on the scale"),
        (100, False, "Enough answers, and no place on the scale"),
        (100, True, "On the scale by the Rasch model; a slope of its own takes 500 answers."),
        (500, True, "On the scale with a slope of its own."),
    ],
)
def test_how_far_answers_reach_is_said(people, on_scale, sentence):
    assert verdict(people, on_scale=on_scale).startswith(sentence)


@pytest.fixture
def sittings(monkeypatch):
    """A source of answers at the edge of this room, as the room of sittings is one."""
    found = []
    monkeypatch.setattr(answers, "_sources", [lambda language: found if language == "en" else []])
    return found


class Attempt:
    task_id = None

    def __init__(self, language):
        self.payload, self.steps = {"language": language}, []

    def progress(self, done, total, label=""):
        self.steps.append((done, total))


def test_the_task_reads_scores_and_keeps(db, at, sittings, django_assert_num_queries):
    items = [make_item(at, code=f"i{number}") for number in range(4)]
    human = make_item(at, code="h", kind="rewrite", body={"text": "No."})
    for row in simulated(120, 4):
        sittings.append(Answered(row.sitting, items[row.item].pk, int(row.score == 0)))
        sittings.append(Answered(row.sitting, human.pk, "Yes."))
        sittings.append(Answered(row.sitting, 10**9, "of an item that is gone"))
    run = Attempt("en")
    with django_assert_num_queries(1):
        found = jobs.measure(run)
    assert run.steps == [(0, 3), (1, 3), (2, 3)]
    result = jobs.record(run, found, at)
    snapshot = Measurement.objects.get(pk=result["measurement"])
    assert (snapshot.model, snapshot.people, snapshot.items, snapshot.calibrated) == (
        "rasch", 120, 4, 4,
    )  # fmt: skip
    page = queries.item_page(items[0])
    assert page.figures.made_at == at
    assert {each.text: each.is_right for each in page.figures.chosen} == {"are": True, "is": False}
    assert sum(each.share for each in page.figures.chosen) == pytest.approx(1)


def test_an_adaptive_form_can_be_replayed_from_a_snapshot_and_a_seed(
    db, at, sittings, django_assert_num_queries
):
    chance = random.Random(3)
    items = [make_item(at, code=f"i{number}", area=f"area-{number % 3}") for number in range(40)]
    for row in simulated(400, 40, asked=12):
        sittings.append(Answered(row.sitting, items[row.item].pk, int(row.score == 0)))
    kept = jobs.record(Attempt("en"), jobs.measure(Attempt("en")), at)
    snapshot = Measurement.objects.get(pk=kept["measurement"])
    Item.objects.filter(pk=items[0].pk).update(
        status="retired", retired_at=at, retired_reason="Worn."
    )
    with django_assert_num_queries(1):
        bank = queries.calibrated_items("en", snapshot)
    assert {each.key for each in bank} == {item.pk for item in items[1:]}
    assert all(0.2 < each.exposure < 0.4 for each in bank)
    answers_given = {item.pk: float(chance.random() < 0.6) for item in items}
    rules = adaptive.Rules(fewest=3, most=6, error=0.5, exposure_cap=0.35)
    blueprint = {"area-0": 1, "area-1": 1, "area-2": 1}
    form = adaptive.play(bank, blueprint, rules, 7, answers_given.get)
    again = adaptive.play(
        queries.calibrated_items("en", snapshot), blueprint, rules, 7, answers_given.get
    )
    assert form == again
    assert 3 <= len(form.items) <= 6


def test_snapshots_are_kept_as_they_are(db, at, sittings):
    item = make_item(at)
    sittings += [Answered(person, item.pk, 0) for person in range(40)]
    jobs.record(Attempt("en"), jobs.measure(Attempt("en")), at)
    row = ItemMeasure.objects.get()
    assert (row.p, row.flags, row.item_rest) == (1, ["easy"], None)
    assert figures_of("choice", item.body, row).sentences == (
        "Nearly everybody gets it right: it tells nobody from anybody.",
    )
    for model in (Measurement, ItemMeasure):
        with pytest.raises(ProgrammingError), transaction.atomic():
            model.objects.update(people=1)
    with pytest.raises(IntegrityError, match="before_thirty"), transaction.atomic():
        ItemMeasure.objects.create(
            measurement=row.measurement, item=make_item(at, "y"), people=3, p=1
        )


def test_of_no_answers_there_is_no_snapshot(db, at, sittings):
    assert jobs.record(Attempt("en"), jobs.measure(Attempt("en")), at) == {"people": 0}
    assert not Measurement.objects.exists()


def test_measuring_is_owed_once_for_every_language(db, at):
    make_item(at)
    make_item(at, code="lt", language="lt")
    assert jobs.measure_all(Attempt(""), None, at) == {"languages": ["en", "lt"]}
    actions.ask_for_measurement(language="lt", at=at)
    assert sorted(Task.objects.values_list("payload__language", flat=True)) == ["en", "lt"]


def test_answers_in_words_are_json():
    now = timezone.now()
    measurement = Measurement(language="en", made_at=now)
    row = ItemMeasure(
        measurement=measurement, people=40, p=0.5, flags=[],
        chosen=[[json.dumps(None), 10], [json.dumps("none"), 30]],
    )  # fmt: skip
    body = {"segments": ["a", "b"], "key": None}
    found = [(each.text, each.is_right) for each in figures_of("locate", body, row).chosen]
    assert found == [("–", False), ("No error", True)]


def test_usual_time_is_the_median_of_who_answered():
    rows = [Scored(person, 1, 1.0, "0", 1000 * person) for person in range(1, 32)]
    rows += [Scored(person, 1, 0.0, None, 10) for person in range(40, 80)]
    rows += [Scored(person, 2, 1.0, "0", 500) for person in range(1, 30)]
    rows += [Scored(40, 2, 1.0, "0")]
    times = {each.item: each.milliseconds for each in measure(rows, scalable={1, 2}).items}
    assert times == {1: 16000, 2: None}

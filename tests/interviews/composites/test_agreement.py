"""Agreement: worked out after a lock by a worker, kept as snapshots, shown to who is not blind."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from candidates.outbox.models import Task
from candidates.outbox.work import run_due
from interviews.composites import agreeing, norming
from interviews.composites.actions import recompute_composite
from interviews.composites.models import Calibration, NormSet
from interviews.days.models import SessionInterviewer
from interviews.scorecards import actions
from interviews.scorecards.models import Scorecard
from tests.conftest import make_application
from tests.interviews.scorecards.conftest import lock

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def pool(opening, voice, letter, ines, viktor, petra, at):
    """Thirty-two candidates with two of three raters each; ines gives a point more."""

    def build(number=32):
        raters, cards = (ines, viktor, petra), []
        for n in range(number):
            who = make_application(opening, f"Candidate {n:02}", f"c{n}@example.org", at)
            for place in (n % 3, (n + 1) % 3):
                card = Scorecard.objects.create(
                    stage=voice,
                    application=who,
                    interviewer=raters[place],
                    due_at=at,
                    created_at=at,
                )
                value = min(5, 1 + n % 4 + (1 if place == 0 else 0))
                cards.append((card, value))
        for card, value in cards:
            lock(card, value, at)
        return [card.application for card, _value in cards[::2]]

    return build


def test_it_is_worked_out_a_minute_after_a_lock(card, other_card, kim, plan, voice, at):
    lock(card, 4, at)
    run_due(at=at)
    assert not Calibration.objects.exists()
    assert Task.objects.get(kind="composites.calibrate").payload == {"plan_id": plan.pk}
    run_due(at=at + MINUTE)
    found = agreeing.current_of(plan.pk)
    assert [(row.stage.title, str(row.criterion)) for row in found] == [
        ("Cover letter", "Attention"),
        ("Cover letter", "None"),
        ("Voice coach", "Warmth"),
        ("Voice coach", "Patience"),
        ("Voice coach", "None"),
    ]
    whole = found[-1].result
    assert (whole["marks"], whole["alpha"], whole["icc"]) == (1, None, None)
    assert "raters" in whole["refusals"]


def test_same_marks_keep_the_rows_and_new_marks_add_some(card, other_card, plan, at):
    lock(card, 4, at)

    def keep(moment):
        worked_out = agreeing.work_out(plan.pk)
        changed = agreeing.keep_calibrations(plan_id=plan.pk, worked_out=worked_out, at=moment)
        assert agreeing.keep_calibrations(plan_id=plan.pk, worked_out=worked_out, at=moment) == 0
        return len(worked_out), changed

    assert keep(at) == (5, 5)
    assert keep(at + MINUTE) == (0, 0)  # nothing is worked out that is known
    lock(other_card, 2, at)
    assert keep(at + MINUTE) == (3, 3)
    assert Calibration.objects.filter(is_current=False).count() == 3


def test_a_pool_with_a_kind_rater_gets_fair_scores(pool, plan, voice, ines, at):
    everybody = pool()
    agreeing.keep_calibrations(plan_id=plan.pk, worked_out=agreeing.work_out(plan.pk), at=at)
    whole = Calibration.objects.get(stage=voice, criterion=None).result
    assert (whole["candidates"], whole["raters"], whole["refusals"]) == (32, 3, [])
    assert whole["leniency"][str(ines.pk)]["value"] == pytest.approx(0.5, abs=0.3)
    without = everybody[1]  # marked by viktor and petra only, so the fair score is higher
    line = whole["fair"][str(without.pk)]
    assert line["fair"] > line["raw"]


def test_revised_marks_do_not_move_it(card, plan, ines, at):
    lock(card, 4, at)
    before = agreeing.work_out(plan.pk)
    actions.revise_rating(
        rating_id=card.ratings.first().pk,
        new_value=1,
        reason="I had confused two candidates in my notes, sorry.",
        actor=ines,
        at=at,
    )
    assert agreeing.work_out(plan.pk) == before


# the page


def page_of(client, person, opening):
    client.force_login(person)
    return client.get(reverse("interviews:opening-agreement", args=[opening.slug]))


def test_page_shows_numbers_in_words(client, pool, plan, opening, rosa, at, kim):
    someone = pool()[0]
    agreeing.keep_calibrations(plan_id=plan.pk, worked_out=agreeing.work_out(plan.pk), at=at)
    html = page_of(client, rosa, opening).content.decode()
    for text in ("Whole stage", "ICC(A,k)", "fair scores shown", "Ines Ivanova", "Not used:"):
        assert text in html
    assert Calibration.objects.get(stage__title="Voice coach", criterion=None).result["alpha"]
    recompute_composite(application_id=someone.pk, at=at)
    panel = client.get(reverse("candidates:application-further", args=[someone.pk])).text
    assert "Strict and kind raters: raw and fair scores" in panel
    assert "Raters differ by more than chance" in panel


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_as_often_for_many_candidates(
    client, pool, plan, opening, rosa, at, number, django_assert_num_queries
):
    pool(number)
    agreeing.keep_calibrations(plan_id=plan.pk, worked_out=agreeing.work_out(plan.pk), at=at)
    client.force_login(rosa)
    url = reverse("interviews:opening-agreement", args=[opening.slug])
    tests = sum(1 for kind in norming.registry.all_kinds() if kind.measure)
    with django_assert_num_queries(8 + 2 * tests):
        assert client.get(url).status_code == 200


def test_page_is_closed_to_who_still_owes_here(client, card, session, plan, opening, rosa, at):
    lock(card, 4, at)
    agreeing.keep_calibrations(plan_id=plan.pk, worked_out=agreeing.work_out(plan.pk), at=at)
    assert "Voice coach" in page_of(client, rosa, opening).content.decode()
    SessionInterviewer.objects.create(session=session, interviewer=rosa)
    actions.ensure_scorecards(session_ids=[session.pk], at=at)
    html = page_of(client, rosa, opening).content.decode()
    assert ("Voice coach" in html, "Not while you still owe marks" in html) == (False, True)


def test_page_is_empty_before_anything_is_locked(client, plan, opening, rosa, oskar):
    assert "Nothing to compare yet" in page_of(client, rosa, opening).content.decode()
    assert page_of(client, oskar, opening).status_code == 404


# norms


@pytest.fixture
def results(monkeypatch, letter):
    from interviews.stages import registry
    from interviews.stages.registry import Measured

    taken = {}

    def measure(stage_id, application_ids):
        return {key: taken[key] for key in application_ids if key in taken}

    monkeypatch.setattr(registry.get("cover-letter"), "measure", staticmethod(measure))

    def take(opening, number, at):
        for n in range(len(taken), number):
            who = make_application(opening, f"Taker {n}", f"t{n}@example.org", at)
            taken[who.pk] = Measured(10 + n % 5, 24, 1.0, at)
            recompute_composite(application_id=who.pk, at=at)

    return take


def freeze(rosa, at):
    return norming.freeze_norms(kind="cover-letter", actor=rosa, at=at)


def test_norms_are_frozen_from_thirty_and_once(results, opening, plan, rosa, at):
    results(opening, 29, at)
    with pytest.raises(norming.TooFewResults):
        freeze(rosa, at)
    results(opening, 30, at)
    frozen = freeze(rosa, at)
    assert (frozen.people, frozen.mean) == (30, pytest.approx(50))
    assert freeze(rosa, at + MINUTE).pk == frozen.pk
    with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
        NormSet.objects.update(mean=1)


def test_one_more_taker_moves_nobody_elses_score(results, opening, plan, rosa, at):
    from interviews.composites.models import Composite

    results(opening, 30, at)
    freeze(rosa, at)
    first = Composite.objects.current().order_by("pk").first()
    held = recompute_composite(application_id=first.application_id, at=at + MINUTE)
    results(opening, 35, at)
    again = recompute_composite(application_id=first.application_id, at=at + MINUTE)
    assert (again.pk, again.inputs_sha256) == (held.pk, held.inputs_sha256)


def test_freezing_on_the_page(client, results, opening, plan, rosa, milan, at):
    results(opening, 30, at)
    url = reverse("interviews:norms-freeze", args=[opening.slug])
    client.force_login(milan)
    assert client.post(url, {"kind": "cover-letter"}).status_code == 403
    client.force_login(rosa)
    page = client.get(reverse("interviews:opening-agreement", args=[opening.slug]))
    assert "Freeze for plans to come" in page.content.decode()
    answer = client.post(url, {"kind": "cover-letter"}, follow=True).content.decode()
    assert "30 people" in answer
    assert client.post(url, {"kind": "nonsense"}).status_code == 302
    assert NormSet.objects.count() == 1

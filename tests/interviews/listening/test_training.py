"""Frame-of-reference training: benchmarks, rounds, how far off, and the way to marking."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from interviews.listening import actions, learning
from interviews.listening.models import Benchmark, Target, TrainingRound
from interviews.plans.actions import lock_plan, new_version
from interviews.plans.forms import StageForm
from interviews.plans.models import Stage
from interviews.recordings import gate
from interviews.scorecards.actions import NotYet, lock_scorecard
from tests.interviews.recordings import sounds
from tests.interviews.scorecards.conftest import lock, mark_all
from tests.interviews.scorecards.test_autosave_race import together

pytestmark = pytest.mark.django_db
EXPERTS = {"Warmth": 4, "Patience": 2}
WHY = "Names the order before the caller has to repeat it."


@pytest.fixture(scope="module")
def accepted():
    return gate.check(sounds.encode("webm", "libopus", seconds=1.0, live="1"))


def add(opening, voice, rosa, at, accepted, title="A call") -> Benchmark:
    targets = {each.competency_id: (EXPERTS[each.name], WHY) for each in voice.criteria.all()}
    return actions.add_benchmark(
        opening_id=opening.pk, title=title, is_synthetic=True, accepted=accepted, targets=targets,
        actor=rosa, at=at,
    )  # fmt: skip


@pytest.fixture
def three(opening, voice, rosa, at, accepted, _storage) -> list[Benchmark]:
    return [add(opening, voice, rosa, at, accepted, title) for title in ("One", "Two", "Three")]


def marks_of(**given: int) -> dict[int, int]:
    """Marks for every target by the name of its competency."""
    return {each.pk: given[each.competency.name] for each in Target.objects.all()}


def finish(opening, coach, at, **given: int) -> TrainingRound:
    row = actions.begin_round(opening_id=opening.pk, coach=coach, at=at)
    return actions.finish_round(round_id=row.pk, marks=marks_of(**given), at=at)


@pytest.mark.parametrize(
    ("given", "error", "bias"),
    [
        ({"Warmth": 4, "Patience": 2}, "0.00", "0.00"),
        ({"Warmth": 5, "Patience": 1}, "1.00", "0.00"),
        ({"Warmth": 5, "Patience": 3}, "1.00", "1.00"),
        ({"Warmth": 4, "Patience": 5}, "1.50", "1.50"),
        ({"Warmth": 3, "Patience": 2}, "0.50", "-0.50"),
    ],
)
def test_error_is_signed_and_absolute(three, opening, ines, at, given, error, bias):
    row = finish(opening, ines, at, **given)
    assert (row.error, row.bias) == (Decimal(error), Decimal(bias))


def test_finished_round_stays_and_another_may_begin(three, opening, ines, at):
    row = finish(opening, ines, at, Warmth=5, Patience=1)
    again = actions.finish_round(round_id=row.pk, marks=marks_of(Warmth=4, Patience=2), at=at)
    assert (again.error, again.finished_at) == (Decimal("1.00"), at)
    assert finish(opening, ines, at, Warmth=4, Patience=2).pk != row.pk


def test_begun_round_is_returned_and_what_is_missing_is_told(three, opening, ines, at):
    row = actions.begin_round(opening_id=opening.pk, coach=ines, at=at)
    assert actions.begin_round(opening_id=opening.pk, coach=ines, at=at) == row
    some = dict(list(marks_of(Warmth=4, Patience=2).items())[:3])
    actions.save_marks(round_id=row.pk, marks=some | {987_654: 3})
    with pytest.raises(actions.MarksMissing):
        actions.finish_round(round_id=row.pk, marks={}, at=at)
    assert row.marks.count() == 3


def test_training_needs_three_benchmarks_and_takes_five(
    three, opening, voice, rosa, ines, at, accepted
):
    for title in ("Four", "Five"):
        add(opening, voice, rosa, at, accepted, title)
    with pytest.raises(actions.ManyBenchmarks):
        add(opening, voice, rosa, at, accepted, "Six")
    for each in Benchmark.objects.all()[:3]:
        for _turn in range(2):
            actions.retire_benchmark(benchmark_id=each.pk, actor=rosa, at=at)
    with pytest.raises(actions.FewBenchmarks):
        actions.begin_round(opening_id=opening.pk, coach=ines, at=at)


def require(stage, error="0.75") -> None:
    Stage.objects.filter(pk=stage.pk).update(training_error=Decimal(error))


def test_gate_holds_until_a_round_was_good_enough(three, opening, voice, ines, card, at):
    require(voice)
    mark_all(card, 4, at)
    with pytest.raises(NotYet, match="benchmark recordings"):
        lock_scorecard(scorecard_id=card.pk, actor=ines, at=at)
    finish(opening, ines, at, Warmth=5, Patience=1)
    with pytest.raises(NotYet):
        lock_scorecard(scorecard_id=card.pk, actor=ines, at=at)
    finish(opening, ines, at, Warmth=4, Patience=3)
    assert lock_scorecard(scorecard_id=card.pk, actor=ines, at=at).is_locked


def test_gate_that_nobody_set_holds_nobody(three, card, at):
    assert lock(card, 4, at).is_locked


def test_refused_lock_keeps_every_mark_and_leads_to_the_training(
    client, three, opening, voice, ines, card, at
):
    from tests.interviews.scorecards.test_pages import typed

    require(voice)
    client.force_login(ines)
    answer = client.post(f"/scorecards/{card.pk}/lock/", typed(card))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "mark the benchmark recordings of this opening, 0.75 points off" in page
    assert f"/openings/{opening.slug}/voice/round/" in page
    assert card.ratings.filter(value=4).count() == 2


def test_coach_marks_and_then_sees_what_experts_give(client, three, opening, ines):
    client.force_login(ines)
    url = f"/openings/{opening.slug}/voice/round/"
    client.post(url)
    page = client.get(url).content.decode()
    assert WHY not in page  # before the marks nothing of the experts is told
    given = {f"t{pk}": str(value) for pk, value in marks_of(Warmth=5, Patience=2).items()}
    some = dict(list(given.items())[:2])
    answer = client.post(url, some | {"act": "finish"})
    assert answer.status_code == 422
    assert "Mark every recording" in answer.content.decode()
    assert client.post(url, given | {"act": "finish"}).status_code == 302
    page = client.get(url).content.decode()
    assert WHY in page
    assert "you gave 5, experts 4 (off by 1)" in page
    assert TrainingRound.objects.get().error == Decimal("0.50")


def _upload(voice, **changes):
    data = {"form": "add", "title": "An upset caller", "is_agreed": "on"}
    for each in voice.criteria.all():
        data |= {f"value_{each.competency_id}": "4", f"why_{each.competency_id}": WHY}
    sound = sounds.encode("ogg", "libopus", seconds=1.0)
    return data | {"sound": SimpleUploadedFile("a.ogg", sound)} | changes


def test_recruiter_uploads_a_benchmark(client, rosa, opening, voice):
    client.force_login(rosa)
    answer = client.post(f"/openings/{opening.slug}/voice/training/", _upload(voice))
    assert answer.status_code == 302
    benchmark = Benchmark.objects.get()
    assert (benchmark.title, benchmark.targets.count()) == ("An upset caller", 2)
    heard = client.get(f"/benchmarks/{benchmark.pk}/sound/", headers={"Range": "bytes=0-9"})
    assert (heard.status_code, heard["Content-Type"]) == (206, "audio/webm")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"is_agreed": ""}, "Ask whoever speaks, or say that it is synthetic."),
        ({"sound": SimpleUploadedFile("a.ogg", b"#EXTM3U\n")}, "not a recording that we can open"),
        ({"sound": ""}, "There is no sound in it."),
    ],
)
def test_bad_benchmark_is_told_with_nothing_lost(client, rosa, opening, voice, changes, sentence):
    client.force_login(rosa)
    sent = _upload(voice, **changes)
    answer = client.post(f"/openings/{opening.slug}/voice/training/", sent)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (422, True)
    assert "An upset caller" in page
    assert WHY in page
    assert not Benchmark.objects.exists()


def test_plan_says_who_must_train_and_the_page_repeats_it(client, three, voice, rosa, opening):
    client.force_login(rosa)
    url = f"/openings/{opening.slug}/voice/training/"
    assert "does not ask for it" in client.get(url).content.decode()
    stage = f"/stages/{voice.pk}/change/"
    sent = {name: value for name, value in StageForm.of(voice).items() if value is not None}
    refused = client.post(stage, sent | {"training_error": "9"})
    assert (refused.status_code, 'value="9"' in refused.content.decode()) == (422, True)
    assert client.post(stage, sent | {"training_error": "0.5"}).status_code == 302
    page = client.get(url).content.decode()
    assert ">0.50</strong> points or less" in page
    assert "It holds nobody yet" not in page
    Benchmark.objects.update(retired_at=voice.plan.created_at)
    assert "It holds nobody yet" in client.get(url).content.decode()


def test_what_is_asked_of_coaches_is_locked_with_the_plan_and_copied_into_the_next(
    voice, opening, rosa, at
):
    require(voice, "0.60")
    lock_plan(plan_id=voice.plan_id, at=at)
    with pytest.raises(IntegrityError, match="the plan is locked"), transaction.atomic():
        require(voice, "4.00")
    new = new_version(plan_id=voice.plan_id, actor=rosa, at=at)
    assert new.stages.get(kind="voice-coach").training_error == Decimal("0.60")
    assert learning.rule_of(opening.pk) == learning.Rule(Decimal("0.60"), is_required=True)


def test_stage_that_is_not_heard_asks_for_no_training(client, rosa, letter):
    client.force_login(rosa)
    assert "Training of coaches" not in client.get(f"/stages/{letter.pk}/change/").content.decode()


def test_database_refuses_nonsense(three, opening, ines, at):
    row = finish(opening, ines, at, Warmth=4, Patience=2)
    for act in (
        lambda: TrainingRound.objects.update(error=None),
        lambda: row.marks.update(value=6),
        lambda: Target.objects.update(why=" "),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_begin_one_round(three, opening, ines, at):
    begin = lambda: actions.begin_round(opening_id=opening.pk, coach=ines, at=at)  # noqa: E731
    assert together(begin, begin) == []
    assert TrainingRound.objects.count() == 1

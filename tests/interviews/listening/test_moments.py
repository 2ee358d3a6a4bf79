"""Marking moments: each is a line of its criterion's evidence, and nothing typed is lost."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction

from interviews.listening import actions, moments
from interviews.listening.models import Moment
from interviews.scorecards.actions import (
    ScorecardClosed,
    ScorecardLocked,
    UnknownCriterion,
    declare_conflict,
    save_rating,
)
from interviews.scorecards.forms import LONGEST
from interviews.scorecards.models import Rating
from tests.interviews.scorecards.conftest import EVIDENCE, lock
from tests.interviews.scorecards.test_autosave_race import append, together

pytestmark = pytest.mark.django_db
WORDS = "She said “I am with you” before she looked anything up."


@pytest.fixture
def given(card, recording, warmth, ines, at):
    """What `mark_moment` takes."""
    return {
        "scorecard_id": card.pk, "key": uuid.uuid4(), "recording_id": recording.pk,
        "criterion_id": warmth.pk, "milliseconds": 1400, "words": WORDS, "actor": ines, "at": at,
    }  # fmt: skip


@pytest.fixture
def moment(given) -> Moment:
    return actions.mark_moment(**given)


def evidence(card, criterion) -> str:
    row = Rating.objects.filter(scorecard=card, criterion=criterion).first()
    return row.evidence if row else ""


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [("1:23", 83_000), ("0:01.4", 1400), ("83", 83_000), ("0:07,5", 7500), ("120:00", 7_200_000)],
)
def test_moment_is_read_as_people_write_it(text, milliseconds):
    assert moments.read(text) == milliseconds


@pytest.mark.parametrize("text", ["", "soon", "1:75", "-3", "1:2:3", "1e3", "٣:٠٠x"])
def test_what_is_no_moment_is_refused(text):
    assert moments.read(text) is None


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [(0, "0:00"), (59_999, "0:59"), (60_000, "1:00"), (4_205_100, "70:05")],
)
def test_moment_is_said_as_a_player_does(milliseconds, said):
    assert moments.say(milliseconds) == said


def test_moment_is_a_line_of_the_evidence(moment, card, warmth, recording):
    line = f"[0:01, Read a passage] {WORDS}"
    assert (moment.at, moment.version, moment.recording) == ("0:01", 1, recording)
    assert (evidence(card, warmth), actions.line_of(moment)) == (line, line)


def test_line_goes_behind_what_was_typed_and_counts_the_version_up(given, card, warmth, ines, at):
    save_rating(
        scorecard_id=card.pk, criterion_id=warmth.pk, value=4, null_reason="",
        evidence="Warm from the start.\n", version=0, actor=ines, at=at,
    )  # fmt: skip
    actions.mark_moment(**given)
    row = Rating.objects.get(scorecard=card, criterion=warmth)
    assert row.evidence == f"Warm from the start.\n[0:01, Read a passage] {WORDS}"
    assert (row.value, row.version) == (4, 2)


def test_moment_of_a_session_needs_no_recording(given, card, warmth):
    moment = actions.mark_moment(**given | {"recording_id": None, "milliseconds": 605_000})
    assert (moment.recording, evidence(card, warmth)) == (None, f"[10:05] {WORDS}")


def test_same_key_again_is_the_same_moment(given, moment, card, warmth):
    assert actions.mark_moment(**given | {"words": "Something else."}) == moment
    assert Moment.objects.count() == 1
    assert evidence(card, warmth).count("\n") == 0


def test_key_of_anothers_moment_is_refused(given, moment, other_card, viktor):
    with pytest.raises(actions.KeyTaken):
        actions.mark_moment(**given | {"scorecard_id": other_card.pk, "actor": viktor})


def test_words_become_one_line(given):
    assert actions.mark_moment(**given | {"words": " one\r\n two\t "}).words == "one two"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"words": " \n "}, actions.NothingHeard),
        ({"milliseconds": 2_100}, actions.BeyondTheEnd),
        ({"recording_id": None, "milliseconds": 14_400_001}, actions.BeyondTheEnd),
        ({"recording_id": 987_654}, actions.OtherRecording),
        ({"criterion_id": 987_654}, UnknownCriterion),
    ],
)
def test_what_is_wrong_leaves_nothing(given, card, warmth, changed, refusal):
    with pytest.raises(refusal):
        actions.mark_moment(**given | changed)
    assert (Moment.objects.count(), evidence(card, warmth)) == (0, "")


def test_anothers_recording_is_refused(given, jonas, exercise, at):
    from .conftest import record

    with pytest.raises(actions.OtherRecording):
        actions.mark_moment(**given | {"recording_id": record(jonas, exercise, at).pk})


def test_full_evidence_is_told_and_left(given, card, warmth, ines, at):
    save_rating(
        scorecard_id=card.pk, criterion_id=warmth.pk, value=4, null_reason="",
        evidence="x" * (LONGEST - 20), version=0, actor=ines, at=at,
    )  # fmt: skip
    with pytest.raises(actions.EvidenceFull):
        actions.mark_moment(**given)
    assert (Moment.objects.count(), len(evidence(card, warmth))) == (0, LONGEST - 20)


@pytest.mark.parametrize("act", ["mark", "change", "remove"])
def test_locked_scorecard_keeps_its_moments(given, moment, card, warmth, ines, at, act):
    lock_with_line(card, at)
    with pytest.raises(ScorecardLocked):
        do(act, given, moment)
    assert list(Moment.objects.all()) == [moment]


def lock_with_line(card, at):
    from interviews.scorecards.actions import Draft, lock_scorecard, save_ratings

    for row in card.ratings.all():
        save_ratings(
            scorecard_id=card.pk, actor=card.interviewer, at=at,
            drafts=[Draft(row.criterion_id, 4, "", f"{row.evidence}\n{EVIDENCE}", row.version)],
        )  # fmt: skip
    rest = card.stage.criteria.exclude(pk__in=card.ratings.values("criterion"))
    save_ratings(
        scorecard_id=card.pk, actor=card.interviewer, at=at,
        drafts=[Draft(each.pk, 3, "", EVIDENCE, 0) for each in rest],
    )  # fmt: skip
    return lock_scorecard(scorecard_id=card.pk, actor=card.interviewer, at=at)


def do(act, given, moment):
    if act == "mark":
        return actions.mark_moment(**given | {"key": uuid.uuid4()})
    if act == "remove":
        return actions.remove_moment(moment_id=moment.pk, actor=given["actor"], at=given["at"])
    return change(moment, given, words="Something else was said.")


def change(moment, given, *, version=None, **fields):
    names = ("criterion_id", "milliseconds", "words", "actor", "at")
    return actions.change_moment(
        moment_id=moment.pk, version=moment.version if version is None else version,
        **{name: given[name] for name in names} | fields,
    )  # fmt: skip


def test_conflict_of_interest_ends_marking(given, card, ines, at):
    declare_conflict(scorecard_id=card.pk, reason="My cousin.", actor=ines, at=at)
    with pytest.raises(ScorecardClosed):
        actions.mark_moment(**given)


def test_database_keeps_moments_of_a_locked_scorecard(moment, card, at):
    lock_with_line(card, at)
    for act in (
        lambda: Moment.objects.update(words="Other."),
        lambda: Moment.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Moment.objects.filter(pk=moment.pk).update(words=" ")


def test_change_rewrites_the_line_in_its_place(moment, given, card, warmth, ines, at):
    row = Rating.objects.get(scorecard=card, criterion=warmth)
    save_rating(
        scorecard_id=card.pk, criterion_id=warmth.pk, value=4, null_reason="",
        evidence=f"Before.\n{row.evidence}\nAfter.", version=1, actor=ines, at=at,
    )  # fmt: skip
    changed = change(moment, given, words="“I am with you.”", milliseconds=500)
    assert changed.version == 2
    assert evidence(card, warmth) == "Before.\n[0:00, Read a passage] “I am with you.”\nAfter."


def test_line_that_was_reworded_by_hand_stays(moment, given, card, warmth, ines, at):
    save_rating(
        scorecard_id=card.pk, criterion_id=warmth.pk, value=4, null_reason="",
        evidence="In my own words.", version=1, actor=ines, at=at,
    )  # fmt: skip
    change(moment, given, words="“I am with you.”")
    assert evidence(card, warmth) == "In my own words.\n[0:01, Read a passage] “I am with you.”"


def test_moment_moves_to_another_criterion_with_its_line(moment, given, card, warmth, patience):
    change(moment, given, criterion_id=patience.pk)
    assert evidence(card, warmth) == ""
    assert evidence(card, patience) == f"[0:01, Read a passage] {WORDS}"


def test_saving_what_is_there_changes_nothing(moment, given, card, warmth):
    assert change(moment, given, version=99).version == 1
    assert Rating.objects.get(scorecard=card, criterion=warmth).version == 1


def test_change_upon_an_older_version_is_a_conflict(moment, given, card, warmth):
    change(moment, given, words="First.")
    with pytest.raises(actions.MomentChanged) as conflict:
        change(moment, given, version=1, words="Second.")
    assert conflict.value.current.words == "First."
    assert evidence(card, warmth) == "[0:01, Read a passage] First."


def test_taken_back_with_its_line_and_again_nothing_happens(moment, given, card, warmth):
    for _turn in range(2):
        actions.remove_moment(moment_id=moment.pk, actor=given["actor"], at=given["at"])
    assert (Moment.objects.count(), evidence(card, warmth)) == (0, "")
    with pytest.raises(actions.MomentGone):
        change(moment, given, words="Late.")


def test_moments_are_blind_until_both_have_locked(moment, card, other_card, ines, viktor, rosa, at):
    assert list(Moment.objects.visible_to(ines)) == [moment]
    for onlooker in (viktor, rosa):
        assert list(Moment.objects.visible_to(onlooker)) == []
    lock_with_line(card, at)
    assert list(Moment.objects.visible_to(viktor)) == []
    assert list(Moment.objects.visible_to(rosa)) == [moment]
    lock(other_card, 3, at)
    assert list(Moment.objects.visible_to(viktor)) == [moment]


@pytest.mark.django_db(transaction=True)
def test_moments_and_typing_at_once_lose_nothing(card, recording, warmth, ines, at):
    told: list[str] = []

    def mark(number):
        for turn in range(8):
            actions.mark_moment(
                scorecard_id=card.pk, key=uuid.uuid4(), recording_id=recording.pk,
                criterion_id=warmth.pk, milliseconds=turn, words=f"m{number}t{turn}", actor=ines,
                at=at,
            )  # fmt: skip

    def write(number):
        for turn in range(8):
            append(card, warmth.pk, f"w{number}t{turn}", at, told)

    works = [lambda n=n: mark(n) for n in range(2)] + [lambda n=n: write(n) for n in range(2)]
    assert together(*works) == []
    text = evidence(card, warmth)
    for kind in "mw":
        for number in range(2):
            assert all(f"{kind}{number}t{turn}" in text for turn in range(8))
    assert Moment.objects.count() == 16


@pytest.mark.django_db(transaction=True)
def test_two_clicks_with_one_key_are_one_moment(given):
    assert together(*[lambda: actions.mark_moment(**given)] * 2) == []
    assert Moment.objects.count() == 1

"""Writing, reading, releasing, sealing anew, removing."""

from __future__ import annotations

import base64
import datetime as dt
import threading

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction

from candidates.applications.models import Application, State
from candidates.history.models import Entry
from candidates.notices.models import Notice
from interviews.narratives import actions, queries
from interviews.narratives.drafts import Draft
from interviews.narratives.models import Narrative, Passage, Reading, Summary
from tests.interviews.narratives.conftest import CANARY
from tests.interviews.scorecards.conftest import lock

pytestmark = pytest.mark.django_db
NEW = base64.b64encode(b"n" * 32).decode()


def save(card, at, *drafts):
    return actions.save_passages(scorecard_id=card.pk, drafts=drafts, actor=card.interviewer, at=at)


def words(narrative):
    return {each.part: each.text for each in queries.opened(narrative) if each.text}


def test_words_are_stored_sealed(narrative):
    [passage] = Passage.objects.all()
    assert CANARY.encode() not in bytes(passage.sealed)
    assert words(narrative) == {"pressure": f"Was told: {CANARY}"}


def test_same_words_again_change_nothing(narrative, psychologists_card, at):
    before = Passage.objects.values().get()
    save(psychologists_card, at, Draft("pressure", f"Was told: {CANARY}", 0))
    assert Passage.objects.values().get() == before


def test_words_upon_an_older_version_are_not_saved(narrative, psychologists_card, at):
    save(psychologists_card, at, Draft("pressure", "Newer.", 1))
    outcome = save(
        psychologists_card, at, Draft("pressure", "Upon the first.", 1), Draft("success", "Yes.", 0)
    )
    conflict = outcome["pressure"]
    assert (conflict.text, conflict.version) == ("Newer.", 2)
    assert words(narrative) == {"pressure": "Newer.", "success": "Yes."}


def test_empty_part_makes_no_row(narrative, psychologists_card, at):
    save(psychologists_card, at, Draft("success", "", 0))
    assert Passage.objects.count() == 1


def test_nothing_is_written_once_the_application_is_closed(narrative, psychologists_card, at):
    Application.objects.update(state=State.WITHDRAWN)
    with pytest.raises(actions.WritingOver):
        save(psychologists_card, at, Draft("success", "Late.", 0))


def test_every_reading_is_a_row_and_the_author_hears_of_the_first(locked, milan, petra, at):
    for _time in range(2):
        actions.note_reading(narrative_id=locked.pk, reader=milan, at=at)
    actions.note_reading(narrative_id=locked.pk, reader=petra, at=at)
    assert Reading.objects.filter(reader=milan).count() == 2
    [notice] = Notice.objects.filter(kind=actions.READ)
    assert (notice.user, notice.text_values["name"]) == (petra, "Milan Mraz")


def test_readings_are_only_added_to(locked, milan, at):
    reading = actions.note_reading(narrative_id=locked.pk, reader=milan, at=at)
    for change in (reading.delete, lambda: Reading.objects.update(reader=milan)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.fixture
def draft(locked, psychologists_card, petra, at) -> Summary:
    return actions.save_summary(
        scorecard_id=psychologists_card.pk, text="Calm.", version=0, actor=petra, at=at
    )


def release(card, at):
    return actions.release_summary(scorecard_id=card.pk, actor=card.interviewer, at=at)


def test_summary_is_version_checked(draft, psychologists_card, petra, at):
    kwargs = {"scorecard_id": psychologists_card.pk, "actor": petra, "at": at}
    assert actions.save_summary(text="Calm.", version=0, **kwargs).version == 1
    assert actions.save_summary(text="Very calm.", version=1, **kwargs).version == 2
    with pytest.raises(actions.PassageChanged):
        actions.save_summary(text="Other.", version=1, **kwargs)


def test_release_waits_for_ones_own_lock(narrative, psychologists_card, petra, at):
    with pytest.raises(actions.NothingToRelease):
        release(psychologists_card, at)
    actions.save_summary(
        scorecard_id=psychologists_card.pk, text="Calm.", version=0, actor=petra, at=at
    )
    with pytest.raises(actions.NotLockedYet):
        release(psychologists_card, at)


def test_release_waits_for_everybody_who_marks_the_candidate(
    draft, psychologists_card, card, other_card, at
):
    lock(card, 4, at)
    with pytest.raises(actions.OthersOweMarks):
        release(psychologists_card, at)
    lock(other_card, 4, at)
    assert release(psychologists_card, at).released_at == at


def test_released_summary_stays(draft, psychologists_card, petra, rosa, milan, at):
    released = release(psychologists_card, at)
    assert release(psychologists_card, at + dt.timedelta(hours=1)).released_at == at
    with pytest.raises(actions.SummaryReleased):
        actions.save_summary(
            scorecard_id=psychologists_card.pk, text="Else.", version=1, actor=petra, at=at
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Summary.objects.update(text="Else.")
    told = Notice.objects.filter(kind=actions.RELEASED).values_list("user__name", flat=True)
    assert sorted(told) == ["Milan Mraz", "Rosa Ruiz"]
    assert Entry.objects.get(verb=actions.RELEASED).facts == {}
    assert released.text == "Calm."


def test_resealing_opens_with_the_new_key_alone(narrative, psychologists_card, settings, at):
    save(psychologists_card, at, Draft("success", "Glad.", 0))
    settings.SEAL_KEYS = [NEW, *settings.SEAL_KEYS]
    assert words(narrative)["success"] == "Glad."
    assert actions.reseal_passages() == 2
    assert actions.reseal_passages() == 0
    settings.SEAL_KEYS = [NEW]
    assert words(narrative) == {"pressure": f"Was told: {CANARY}", "success": "Glad."}


def test_resealing_goes_on_in_batches(narrative, psychologists_card, settings, monkeypatch, at):
    save(psychologists_card, at, *(Draft(part, part, 0) for part in Passage.Part.values[1:]))
    monkeypatch.setattr(actions, "BATCH", 2)
    settings.SEAL_KEYS = [NEW, *settings.SEAL_KEYS]
    assert actions.reseal_passages() == 5


def test_command_says_how_many_and_refuses_without_the_key(narrative, settings, capsys):
    settings.SEAL_KEYS = [NEW]
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("reseal")
    settings.SEAL_KEYS = [NEW, settings.SAMPLE_SEAL_KEY]
    call_command("reseal")
    assert capsys.readouterr().out.startswith("1 passages")


def decided(at, days):
    Application.objects.update(state=State.WITHDRAWN, state_since_at=at - dt.timedelta(days=days))


def test_sweep_removes_words_when_their_time_is_over(draft, narrative, at):
    decided(at, 89)
    assert actions.sweep(at=at) == 0
    decided(at, 90)
    assert (actions.sweep(at=at), actions.sweep(at=at)) == (1, 0)
    narrative.refresh_from_db()
    assert (narrative.removed_at, Passage.objects.count(), Summary.objects.count()) == (at, 0, 0)


def test_sweep_keeps_what_was_released(draft, psychologists_card, at):
    release(psychologists_card, at)
    decided(at, 90)
    actions.sweep(at=at)
    assert Summary.objects.get().text == "Calm."


def test_removed_narrative_takes_no_words(narrative, psychologists_card, at):
    actions.remove_narrative(narrative_id=narrative.pk, at=at)
    first = actions.remove_narrative(narrative_id=narrative.pk, at=at + dt.timedelta(hours=1))
    assert first.removed_at == at
    with pytest.raises(actions.WritingOver):
        save(psychologists_card, at, Draft("success", "Late.", 0))


def in_two_threads(do):
    """Start two at once; return what each came to."""
    together = threading.Barrier(2)
    results: list[object] = []

    def run():
        try:
            together.wait()
            results.append(do())
        except Exception as error:  # noqa: BLE001  (looked at by the test)
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_two_at_once_begin_one_narrative(psychologists_card, at):
    outcomes = in_two_threads(
        lambda: save(psychologists_card, at, Draft("pressure", threading.current_thread().name, 0))
    )
    kinds = sorted(type(each["pressure"]).__name__ for each in outcomes)
    assert kinds == ["Passage", "PassageChanged"]
    assert Narrative.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_release_once(draft, psychologists_card, rosa, at):
    outcomes = in_two_threads(lambda: release(psychologists_card, at).released_at)
    assert outcomes == [at, at]
    assert Entry.objects.filter(verb=actions.RELEASED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_remove_once(narrative, at):
    times = iter((at, at + dt.timedelta(seconds=1)))
    outcomes = in_two_threads(
        lambda: actions.remove_narrative(narrative_id=narrative.pk, at=next(times)).removed_at
    )
    assert outcomes[0] == outcomes[1]


@pytest.mark.django_db(transaction=True)
def test_resealing_loses_nothing_that_is_written_meanwhile(
    narrative, psychologists_card, settings, at
):
    settings.SEAL_KEYS = [NEW, *settings.SEAL_KEYS]
    jobs = iter(
        (
            actions.reseal_passages,
            lambda: save(psychologists_card, at, Draft("pressure", "Meanwhile.", 1)),
        )
    )
    outcomes = in_two_threads(lambda: next(jobs)())  # noqa: PLW0108  (each thread takes one)
    assert not [each for each in outcomes if isinstance(each, Exception)]
    assert words(narrative) == {"pressure": "Meanwhile."}

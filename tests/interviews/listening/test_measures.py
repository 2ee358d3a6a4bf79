"""The acoustic panel: for a coach who has locked, and for nobody and nothing else.

Its numbers must not reach a score, a composite's input, an order, a filter or an export. That is
shown by reading the whole site as those who may see the most, with numbers and with others.
"""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import IntegrityError, transaction
from django.test import Client

from candidates.applications.models import Application
from candidates.outbox.models import Task
from candidates.outbox.work import run_due
from interviews.composites.actions import recompute_composite
from interviews.composites.models import Composite
from interviews.days.models import Attendance
from interviews.listening import actions, drawings, jobs
from interviews.listening.acoustics import engine
from interviews.listening.models import Measures
from interviews.recordings.actions import keep_sound, remove_recording, withdraw_consent
from interviews.recordings.gate import check
from interviews.recordings.models import Recording
from tests.interviews.recordings import sounds
from tests.interviews.scorecards.conftest import lock
from tests.interviews.scorecards.test_blindness import addresses, read

from .test_acoustics import babble

pytestmark = pytest.mark.django_db
CURVE = [1.5] * 180 + [None] * 180
STATES = [state for state in Measures.State.values if state != "measured"]


def numbers(rate: float = 4.37) -> dict:
    return {
        "state": "measured", "seconds": 61.25, "speech_seconds": 48.5, "speech_rate": rate,
        "articulation_rate": 5.13,
        "pauses": {"spans": [[3.0, 3.9]], "per_minute": 1.17, "seconds": 0.9, "median": 0.9},
        "pitch": {"median": 187.3, "range": 7.77, "curve": CURVE},
        "loudness": {"variation": 17.2, "curve": [-9.0] * 360},
        "quality": {"clipped": 0.0, "over_noise": 38.4, "harmonics": 14.9},
    }  # fmt: skip


@pytest.fixture(autouse=True)
def _clock(at, caplog):
    caplog.set_level("CRITICAL", "django.request")
    with time_machine.travel(at + dt.timedelta(minutes=50), tick=False):
        yield


@pytest.fixture
def measures(recording, at) -> Measures:
    return actions.keep_measures(recording_id=recording.pk, found=numbers(), at=at)


@pytest.fixture
def locked(card, other_card, at):
    return lock(card, 4, at), lock(other_card, 4, at)


def panel_status(client, user, recording) -> int:
    client.force_login(user)
    return client.get(f"/recordings/{recording.key}/measures/").status_code


def test_panel_opens_with_ones_own_lock_and_not_before(
    client, ines, viktor, card, other_card, recording, measures, at
):
    assert panel_status(client, ines, recording) == 403
    assert "4.4 syllables" not in client.get(f"/scorecards/{card.pk}/").content.decode()
    lock(other_card, 3, at)
    assert panel_status(client, ines, recording) == 403  # a colleague's lock opens nothing
    lock(card, 4, at)
    assert panel_status(client, ines, recording) == 200
    for address in (f"/recordings/{recording.key}/measures/", f"/scorecards/{card.pk}/"):
        page = client.get(address).content.decode()
        assert "≈ 4.4 syllables a second (± 10 %)" in page
        assert "Describes the recording; not a measure of warmth or emotion." in page


@pytest.mark.parametrize(
    ("who", "status"), [("rosa", 403), ("milan", 403), ("ada", 403), ("petra", 404), ("oskar", 404)]
)
def test_panel_is_for_coaches_alone(request, client, locked, recording, measures, who, status):
    user = request.getfixturevalue(who)
    assert panel_status(client, user, recording) == status
    assert not Measures.objects.visible_to(user).exists()


def test_coordinator_reads_the_marks_without_the_panel(client, rosa, card, recording, measures, at):
    lock(card, 4, at)
    client.force_login(rosa)
    page = client.get(f"/scorecards/{card.pk}/").content.decode()
    assert "data-listening" in page
    assert "syllables" not in page


def test_coach_with_another_open_scorecard_stays_out(client, ines, card, recording, measures, at):
    from interviews.plans.models import Stage
    from interviews.scorecards.models import Scorecard

    again = Stage.objects.create(
        plan=card.stage.plan, position=9, kind="voice-coach", title="Once more", weight=0, minutes=9
    )
    Scorecard.objects.create(
        stage=again, application=card.application, interviewer=ines, due_at=at, created_at=at
    )
    lock(card, 4, at)
    assert panel_status(client, ines, recording) == 403
    assert not Measures.objects.visible_to(ines).exists()


@pytest.mark.parametrize("state", STATES)
def test_panel_says_why_there_are_no_numbers(client, ines, card, recording, at, state):
    actions.keep_measures(recording_id=recording.pk, found={"state": state}, at=at)
    lock(card, 4, at)
    client.force_login(ines)
    page = client.get(f"/recordings/{recording.key}/measures/").content.decode()
    sentence = drawings.panel_of(Measures(state=state)).sentence
    assert len(sentence) > 20
    assert sentence in page
    assert "syllables" not in page


def test_recording_that_is_ready_owes_its_measuring(recording, at):
    content = sounds.wave_of(babble(100))
    Recording.objects.filter(pk=recording.pk).update(
        state="received", file=None, ready_at=None, milliseconds=None, peaks=[]
    )
    keep_sound(recording_id=recording.pk, accepted=check(content), at=at)
    assert Task.objects.get().kind == actions.MEASURE
    run_due(at=at)
    measured = Measures.objects.get()
    assert (measured.recording, measured.state) == (recording, "measured")
    assert Task.objects.get().result == {"state": "measured"}  # no number on administrators' page


def test_measuring_again_replaces_and_the_database_refuses_numbers_without_state(measures, at):
    actions.keep_measures(recording_id=measures.recording_id, found={"state": "failed"}, at=at)
    assert list(Measures.objects.values_list("state", "numbers")) == [("failed", {})]
    with pytest.raises(IntegrityError), transaction.atomic():
        Measures.objects.update(state="measured")


def test_numbers_go_with_the_sound_and_come_back_never(measures, recording, kim, at):
    withdraw_consent(application_id=kim.pk, at=at)
    assert not Measures.objects.exists()
    assert actions.keep_measures(recording_id=recording.pk, found=numbers(), at=at) is None
    remove_recording(recording_id=recording.pk, removal="expired", at=at)
    assert not Measures.objects.exists()


def test_what_nothing_could_measure_is_owed_once_something_can(recording, at):
    actions.keep_measures(recording_id=recording.pk, found={"state": "unavailable"}, at=at)
    assert jobs._catch_up(None, None, at) == {"owed": 1}
    assert jobs._catch_up(None, None, at) == {"owed": 1}
    assert Task.objects.filter(kind=actions.MEASURE).count() == 1  # owed once
    actions.keep_measures(recording_id=recording.pk, found=numbers(), at=at)
    assert jobs._catch_up(None, None, at) == {"owed": 0}


def test_nothing_is_owed_where_nothing_can_measure(recording, at, monkeypatch):
    monkeypatch.setattr(engine.importlib.util, "find_spec", lambda _name: None)
    assert jobs._catch_up(None, None, at) == {"owed": 0}


# --- in no score, order, filter, export -----------------------------------------------------


@pytest.fixture
def decided(card, other_card, kim, jonas, day, at):
    """Everything about kim is locked and counted; jonas waits beside her."""
    Attendance.objects.create(day=day, application=kim)
    lock(card, 4, at)
    lock(other_card, 3, at)
    recompute_composite(application_id=kim.pk, at=at)
    return kim


def read_everything(user, kim: Application) -> dict[str, tuple[int, bytes]]:
    """Every page, list in every order, feed and file that the user gets."""
    client = Client()
    client.force_login(user)
    cards = list(kim.scorecards.values_list("pk", flat=True))
    sound = f"/recordings/{Recording.objects.get().key}/"
    found = [address for _name, address in addresses(kim, cards)]
    return {each: read(client, each, "get") for each in [*found, f"{sound}sound/"]}


@pytest.mark.parametrize("who", ["rosa", "ines"])
def test_no_page_list_order_filter_or_export_changes_with_the_numbers(
    request, decided, recording, measures, at, who
):
    user = request.getfixturevalue(who)
    before = read_everything(user, decided)
    other = numbers(rate=9.99) | {"articulation_rate": 1.01}
    actions.keep_measures(recording_id=recording.pk, found=other, at=at)
    recompute_composite(application_id=decided.pk, at=at)
    after = read_everything(user, decided)
    changed = {address for address in before if before[address] != after[address]}
    # a coach who has locked sees them beside the marks, so this can fail; nobody else anywhere
    by_ear = user.scorecards.filter(stage__kind="voice-coach")
    seen = {f"/scorecards/{pk}/" for pk in decided.scorecards.values_list("pk", flat=True)}
    assert changed == (seen if by_ear else set())
    assert {200, 404, 405} <= {status for status, _content in before.values()}


def test_composite_is_the_same_whatever_was_measured(decided, recording, at):
    def composite():
        recompute_composite(application_id=decided.pk, at=at)
        row = Composite.objects.get(application=decided, is_current=True)
        return row.value, row.standard_error, row.inputs, row.inputs_sha256

    without = composite()
    for found in (numbers(), numbers(rate=9.99), {"state": "too-short"}):
        actions.keep_measures(recording_id=recording.pk, found=found, at=at)
        assert composite() == without


@pytest.mark.parametrize("way", ["measures", "recording__measures", "recordings__measures"])
def test_no_list_can_be_filtered_or_ordered_by_a_number(way):
    for act in (
        lambda: list(Application.objects.filter(**{f"{way}__numbers__speech_rate__gt": 1})),
        lambda: list(Application.objects.order_by(f"{way}__numbers__speech_rate")),
        lambda: list(Recording.objects.order_by("measures__numbers__speech_rate")),
    ):
        with pytest.raises(FieldError):
            act()


def test_only_this_room_names_the_numbers():
    """Every module that imports them is in this room, or gathers models for Django."""
    root = Path(settings.BASE_DIR)
    knowing = set()
    for file in [
        p for floor in ("candidates", "interviews", "hiring") for p in (root / floor).rglob("*.py")
    ]:
        names = {
            alias.name
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        if names & {"Measures", "acoustics", "measures_of", "keep_measures"}:
            knowing.add(str(file.relative_to(root)))
    assert "interviews/listening/access.py" in knowing
    assert {name for name in knowing if not name.startswith("interviews/listening/")} == {
        "interviews/models.py"
    }

"""A state machine over the player's clock and saves.

A candidate with two tabs and a clock that lies, a network that loses, repeats and delays what is
sent, a server that is restarted and a sweep that comes when it likes. Whatever happens, in whatever
order: an answer that showed "Saved" stands there or a later one of the same task does; the deadline
is start + limit x extra time + grace to the second; nothing is taken after it; nobody goes back.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from interviews.sittings import actions, clock, screens
from interviews.sittings.models import Accommodation, Answer, Sitting
from tests.conftest import NOON
from tests.examples import examples

LIMITS = (24 * 45, 360)  # seconds of the two parts
TASKS = 4  # as many of a part as are answered here


class Tab:
    """One tab of the candidate's browser: it counts for itself and keeps what is not saved."""

    def __init__(self, sequence):
        self.sequence = sequence
        self.waiting = []  # what it sent, or could not send yet: (task, value, sequence)


class Player(RuleBasedStateMachine):
    """The candidate, the network and the clock; `world` is given by the test below."""

    world = None

    def __init__(self):
        super().__init__()
        application, stage, self.rosa = self.world
        Accommodation.objects.all().delete()
        Answer.objects.all().delete()
        Sitting.objects.all().delete()
        self.at = NOON
        self.multiplier = Decimal(1)
        self.breaks = False
        self.granted = None
        self.key = actions.start_sitting(
            application_id=application.pk, stage_id=stage.pk, at=self.at, seed=7
        ).pk
        self.application = application.pk
        self.tabs = [Tab(0), Tab(0)]
        self.promised = {}  # task: the highest sequence that showed "Saved", with its value
        self.section, self.began_at, self.ended = 0, self.at, False
        paper = Sitting.objects.get(pk=self.key).paper
        self.tasks = [[each["key"] for each in part["tasks"]][:TASKS] for part in paper["sections"]]

    def read(self):
        """Every rule reads anew: nothing is kept in a process."""
        return Sitting.objects.get(pk=self.key)

    @property
    def deadline(self):
        """What the rules of the house say, worked out here a second time."""
        if self.began_at is None or self.multiplier is None:
            return None
        seconds = LIMITS[self.section] * float(self.multiplier)
        return self.began_at + dt.timedelta(seconds=seconds + 5)

    @property
    def is_over(self):
        return self.deadline is not None and self.at > self.deadline

    @property
    def takes_answers(self):
        closes = NOON + (dt.timedelta(hours=24) if self.multiplier else dt.timedelta(hours=72))
        return (
            not self.ended and self.began_at is not None and not self.is_over and self.at <= closes
        )

    @rule(seconds=st.sampled_from([0, 1, 4, 30, 300, 365, 366, 900, 1085, 1086, 5_000, 90_000]))
    def time_passes(self, seconds):
        self.at += dt.timedelta(seconds=seconds)

    @rule(hours=st.sampled_from([-24, -1, 1, 24]))
    def the_clock_of_the_device_lies(self, hours):
        """What a browser believes of the time is sent nowhere, so there is nothing to do."""
        left = clock.left(self.read().deadline, self.at)
        assert left == clock.left(self.read().deadline, self.at), hours

    @rule(
        tab=st.integers(0, 1),
        place=st.integers(0, TASKS - 1),
        part=st.integers(0, 1),
        value=st.integers(0, 2),
    )
    def types(self, tab, place, part, value):
        """An answer is kept on the device first."""
        mine = self.tabs[tab]
        mine.sequence += 1
        task = self.tasks[part][place % len(self.tasks[part])]
        mine.waiting.append((part, task, value, mine.sequence))

    @precondition(lambda self: any(tab.waiting for tab in self.tabs))
    @rule(
        tab=st.integers(0, 1),
        which=st.integers(0, 9),
        fate=st.sampled_from(["arrives", "answer lost", "request lost", "twice"]),
    )
    def sends(self, tab, which, fate):
        """The network takes anything that waits, in any order, and does with it what it likes."""
        waiting = self.tabs[tab].waiting
        if not waiting or fate == "request lost":
            return
        sent = waiting[which % len(waiting)]
        for _time in range(2 if fate == "twice" else 1):
            saved = self.arrives(*sent)
        if fate == "answer lost":
            return  # the tab knows nothing of it, and sends it once more some time
        waiting.remove(sent)
        part, task, value, sequence = sent
        if saved is None:
            return  # refused: the page said so
        self.tabs[tab].sequence = max(self.tabs[tab].sequence, saved.sequence)
        if saved.sequence == sequence:  # the page shows "Saved"
            held = self.promised.get((part, task), (0, None))
            self.promised[part, task] = max(held, (sequence, value), key=lambda each: each[0])

    def arrives(self, part, task, value, sequence):
        before = Answer.objects.filter(sitting=self.key, task_key=task).values().first()
        try:
            saved = actions.save_answer(
                sitting_id=self.key,
                section=part,
                task_key=task,
                value=value,
                at=self.at,
                sequence=sequence,
            )
        except (actions.TimeOver, actions.NotRunning):
            assert not (self.takes_answers and part == self.section)
            after = Answer.objects.filter(sitting=self.key, task_key=task).values().first()
            assert after == before  # refused, with the saved state kept
            return None
        assert self.takes_answers
        assert part == self.section
        assert saved.changed == (before is None or before["sequence"] < sequence)
        return saved

    @rule()
    def the_server_is_restarted_or_swept(self):
        actions.end_expired(at=self.at)
        self.settle()

    @rule(section=st.integers(0, 2))
    def hands_in(self, section):
        actions.finish_section(sitting_id=self.key, section=section, at=self.at)
        self.settle()
        if self.ended or self.began_at is None or section != self.section:
            return
        if self.section == len(LIMITS) - 1:
            self.ended = True
        else:
            self.section += 1
            self.began_at = None if self.breaks else self.at

    @rule(section=st.integers(0, 2))
    def goes_on(self, section):
        actions.begin_section(sitting_id=self.key, section=section, at=self.at)
        self.settle()
        if not self.ended and self.began_at is None and section == self.section:
            self.began_at = self.at

    @rule(
        multiplier=st.sampled_from([Decimal(1), Decimal("1.5"), Decimal(2), None]),
        breaks=st.booleans(),
    )
    def gets_extra_time(self, multiplier, breaks):
        actions.grant(
            application_id=self.application,
            multiplier=multiplier,
            breaks=breaks,
            alternative="",
            actor=self.rosa,
            at=self.at,
        )
        if self.granted == (multiplier, breaks):
            return  # the same again changes nothing
        self.granted = (multiplier, breaks)
        self.settle()
        if not self.ended:
            self.multiplier, self.breaks = multiplier, breaks

    def settle(self):
        """What the clock alone does to a sitting, as the model knows it."""
        closes = NOON + (dt.timedelta(hours=24) if self.multiplier else dt.timedelta(hours=72))
        if not self.ended and self.is_over:
            if self.section == len(LIMITS) - 1:
                self.ended = True
            else:
                self.section, self.began_at = self.section + 1, None
        if not self.ended and self.at > closes:
            self.ended = True

    @invariant()
    def what_showed_saved_is_there(self):
        rows = Answer.objects.filter(sitting=self.key)
        kept = {row.task_key: (row.sequence, row.value) for row in rows}
        for (_part, task), (sequence, value) in self.promised.items():
            assert kept[task][0] >= sequence
            if kept[task][0] == sequence:
                assert kept[task][1] == value

    @invariant()
    def the_deadline_is_the_servers_to_the_second(self):
        sitting = self.read()
        if sitting.state == Sitting.State.RUNNING:
            assert sitting.section == self.section
            assert sitting.section_began_at == self.began_at
            if self.deadline is None:
                assert sitting.deadline is None
            else:
                assert abs((sitting.deadline - self.deadline).total_seconds()) <= 1

    @invariant()
    def the_page_says_what_the_clock_says(self):
        """A page is made before anybody has settled the sitting, and is right all the same."""
        sitting = self.read()
        phase = screens.phase_of(sitting, self.at)
        if self.ended or self.at > sitting.closes_at:
            assert phase == "ended"
        elif self.began_at is None:
            assert phase == "between"
        else:
            assert phase == ("over" if self.is_over else "running")

    @invariant()
    def an_ended_sitting_has_one_task_of_scoring(self):
        from candidates.outbox.models import Task

        owed = Task.objects.filter(kind="sittings.score", dedupe_key=str(self.key)).count()
        assert owed == int(self.read().state == Sitting.State.ENDED)


@pytest.mark.django_db
def test_nothing_saved_is_lost_and_the_clock_is_the_servers(grammar, invited, rosa):
    Player.world = (invited, grammar, rosa)
    run_machine(
        Player,
        settings=settings(
            max_examples=examples(20),
            stateful_step_count=40,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_machine_reaches_every_way_of_ending(grammar, invited, rosa):
    """The machine above is worth its name only if its rules lead everywhere."""
    Player.world = (invited, grammar, rosa)
    ways = {
        "finished": lambda one: (one.hands_in(0), one.hands_in(1)),
        "time": lambda one: (one.hands_in(0), one.time_passes(366), one.hands_in(1)),
        "left": lambda one: (one.time_passes(90_000), one.hands_in(0)),
    }
    for ending, go in ways.items():
        one = Player()
        go(one)
        one.the_page_says_what_the_clock_says()
        assert one.read().ending == ending


@pytest.mark.django_db
def test_a_refresh_or_a_new_login_changes_nothing_of_the_time(grammar, invited, inside):
    start = timezone.now()
    sitting = actions.start_sitting(application_id=invited.pk, stage_id=grammar.pk, at=start)
    from tests.interviews.recordings.conftest import go_in

    for browser in (inside, go_in(invited), Client()):
        browser.get(f"/my/sittings/{sitting.key}/")
        browser.get(f"/my/{invited.pk}/tests/{grammar.pk}/")
    fresh = Sitting.objects.get(pk=sitting.pk)
    assert (fresh.deadline, fresh.started_at) == (sitting.deadline, start)

"""Asking people to mark what was written."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from candidates.applications.models import Application, State
from candidates.history.models import Entry
from candidates.openings.models import OpeningMember
from interviews.marking.actions import NobodyToAsk, ask_markers
from interviews.plans.models import Stage
from interviews.scorecards.actions import MarkedOnTheDay, assign_marker, declare_conflict
from interviews.scorecards.models import Scorecard


@pytest.fixture
def stage(letter):
    Stage.objects.filter(pk=letter.pk).update(raters=2)
    letter.refresh_from_db()
    return letter


def ask(stage, *applications, actor=None, at):
    keys = [each.pk for each in applications]
    return ask_markers(stage_id=stage.pk, application_ids=keys, actor=actor, at=at)


def marked_by(application) -> set[str]:
    cards = Scorecard.objects.counted().filter(application=application)
    return set(cards.values_list("interviewer__name", flat=True))


def test_as_many_are_asked_as_the_plan_says_and_work_is_shared(
    stage, kim, jonas, ines, viktor, petra, rosa, at
):
    asked = ask(stage, kim, jonas, actor=rosa, at=at)
    assert (asked.scorecards, asked.lacking) == (4, 0)
    assert len(marked_by(kim)) == len(marked_by(jonas)) == 2
    assert marked_by(kim) | marked_by(jonas) == {ines.name, viktor.name, petra.name}


def test_asking_again_asks_only_for_what_is_missing(stage, kim, ines, viktor, petra, rosa, at):
    assign_marker(
        stage_id=stage.pk,
        application_id=kim.pk,
        interviewer_id=petra.pk,
        due_at=at,
        actor=rosa,
        at=at,
    )
    assert ask(stage, kim, actor=rosa, at=at).scorecards == 1
    assert petra.name in marked_by(kim)
    assert ask(stage, kim, actor=rosa, at=at).scorecards == 0
    assert len(marked_by(kim)) == 2


def test_who_owes_least_is_asked_first(stage, kim, jonas, ines, viktor, petra, rosa, at):
    for application in (kim, jonas):
        assign_marker(
            stage_id=stage.pk,
            application_id=application.pk,
            interviewer_id=ines.pk,
            due_at=at,
            actor=rosa,
            at=at,
        )
    ask(stage, kim, jonas, actor=rosa, at=at)
    assert marked_by(kim) != marked_by(jonas)


def test_who_has_a_conflict_is_not_asked_again(stage, kim, ines, viktor, petra, rosa, at):
    ask(stage, kim, actor=rosa, at=at)
    card = Scorecard.objects.filter(application=kim).order_by("pk").first()
    declare_conflict(
        scorecard_id=card.pk, reason="We were at school together.", actor=card.interviewer, at=at
    )
    assert ask(stage, kim, actor=rosa, at=at).scorecards == 1
    assert card.interviewer.name not in marked_by(kim)
    assert len(marked_by(kim)) == 2


def test_too_few_interviewers_are_told(stage, kim, ines, rosa, at):
    asked = ask(stage, kim, actor=rosa, at=at)
    assert (asked.scorecards, asked.lacking) == (1, 1)


def test_without_interviewers_nobody_is_asked(stage, kim, rosa, milan, at):
    with pytest.raises(NobodyToAsk):
        ask(stage, kim, actor=rosa, at=at)
    assert not Scorecard.objects.exists()


def test_stage_of_the_day_is_marked_there(stage, kim, ines, rosa, at):
    Stage.objects.filter(pk=stage.pk).update(on_day=True)
    with pytest.raises(MarkedOnTheDay):
        ask(stage, kim, actor=rosa, at=at)


def test_closed_and_foreign_applications_are_passed_over(stage, kim, jonas, ines, rosa, oskar, at):
    Application.objects.filter(pk=kim.pk).update(state=State.WITHDRAWN)
    other = OpeningMember.objects.get(user=oskar).opening
    Application.objects.filter(pk=jonas.pk).update(opening=other)
    assert ask(stage, kim, jonas, actor=rosa, at=at).scorecards == 0


def test_rule_asks_without_a_person(stage, kim, ines, viktor, at):
    ask(stage, kim, at=at)
    entries = Entry.objects.filter(subject="application", verb="marker-assigned")
    assert list(entries.values_list("actor", flat=True)) == [None, None]


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_ask_once(stage, kim, ines, viktor, petra, rosa, at):
    start = threading.Barrier(2, timeout=20)

    def run():
        start.wait()
        try:
            ask(stage, kim, actor=rosa, at=at)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert Scorecard.objects.filter(application=kim).count() == 2

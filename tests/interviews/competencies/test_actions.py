"""Competencies are made, reworded, retired and taken up again."""

import datetime as dt
import threading

import pytest
from django.db import connection

from candidates.history.models import Entry
from interviews.competencies import actions, starter
from interviews.competencies.models import Competency

WORDS = {
    "name": "Product sense",
    "family": "service",
    "description": "Knows what a thing is for.",
    "anchor_1": "Reads the box aloud.",
    "anchor_3": "Compares two products.",
    "anchor_5": "Asks for the use, then chooses.",
}


@pytest.fixture
def competency(rosa, at) -> Competency:
    return actions.create_competency(**WORDS, actor=rosa, at=at)


def test_competency_is_created_with_a_code_of_its_name(competency):
    assert (competency.code, competency.anchor_5) == ("product-sense", WORDS["anchor_5"])
    assert Entry.objects.filter(subject="competency", verb="competency-created").count() == 1


@pytest.mark.parametrize("name", ["Product sense", "PRODUCT SENSE", "Product  sense!"])
def test_taken_name_is_refused(competency, rosa, at, name):
    with pytest.raises(actions.CompetencyExists, match="already"):
        actions.create_competency(**{**WORDS, "name": name}, actor=rosa, at=at)
    assert Competency.objects.count() == 1


def test_name_in_another_script_has_a_code_too(rosa, at):
    made = actions.create_competency(**{**WORDS, "name": "同理心"}, actor=rosa, at=at)
    assert made.code == "同理心"


def test_change_rewords_once_and_keeps_the_code(competency, rosa, at):
    words = {**WORDS, "name": "Sense of products"}
    for _ in range(2):
        changed = actions.change_competency(competency_id=competency.pk, **words, actor=rosa, at=at)
        assert (changed.name, changed.code) == ("Sense of products", "product-sense")
    assert Entry.objects.filter(verb="competency-changed").count() == 1


def test_change_to_anothers_name_is_refused(competency, rosa, at):
    starter.ensure_starter_competencies(at=at)
    with pytest.raises(actions.CompetencyExists):
        actions.change_competency(
            competency_id=competency.pk, **{**WORDS, "name": "warmth"}, actor=rosa, at=at
        )


def test_retired_competency_keeps_its_moment_and_comes_back(competency, rosa, at):
    later = at + dt.timedelta(days=1)
    actions.retire_competency(competency_id=competency.pk, actor=rosa, at=at)
    again = actions.retire_competency(competency_id=competency.pk, actor=rosa, at=later)
    assert again.retired_at == at
    for _ in range(2):
        back = actions.restore_competency(competency_id=competency.pk, actor=rosa, at=later)
        assert back.retired_at is None
    assert Entry.objects.filter(subject="competency").count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_creations_at_once_are_one(rosa, at):
    gate, results = threading.Barrier(2), []

    def create():
        try:
            gate.wait()
            results.append(type(actions.create_competency(**WORDS, actor=rosa, at=at)))
        except actions.CompetencyExists as refusal:
            results.append(type(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=create) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(results) == {Competency, actions.CompetencyExists}

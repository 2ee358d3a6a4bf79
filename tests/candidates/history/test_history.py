"""What happened is told in sentences, and never rewritten."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy

from candidates.history import verbs
from candidates.history.actions import record_entry
from candidates.history.models import Entry
from candidates.history.queries import Line, timeline


@pytest.fixture
def sentences():
    """Register verbs; they are forgotten after the test."""
    added = []

    def add(verb, sentence):
        verbs.register(verb, sentence)
        added.append(verb)

    yield add
    for verb in added:
        verbs._sentences.pop(verb)


def test_timeline_tells_newest_first(rosa, at, sentences):
    sentences("test-moved", gettext_lazy("%(actor)s moved it to %(to)s."))
    later = at + dt.timedelta(hours=1)
    record_entry(
        subject="test", subject_key=7, verb="test-moved", at=at, actor=rosa, facts={"to": "a"}
    )
    record_entry(subject="test", subject_key=7, verb="test-moved", at=later, facts={"to": "b"})
    record_entry(subject="test", subject_key=8, verb="test-moved", at=at)
    assert timeline(subject="test", subject_key=7) == [
        Line(later, "", " moved it to b."),
        Line(at, "Rosa Ruiz", "Rosa Ruiz moved it to a."),
    ]


def test_facts_are_never_taken_for_a_sentence(db, at, sentences):
    sentences("test-said", "It said %(what)s, 100 %%.")
    facts = {"what": "%(actor)s %s {0} <b>"}
    record_entry(subject="test", subject_key=7, verb="test-said", at=at, facts=facts)
    record_entry(subject="test", subject_key=7, verb="test-50%-unknown", at=at)
    told = [line.sentence for line in timeline(subject="test", subject_key=7)]
    assert told == ["test-50%-unknown", "It said %(actor)s %s {0} <b>, 100 %."]


def test_old_row_without_a_fact_is_still_told(db, at, sentences):
    sentences("test-said", "It said %(what)s.")
    record_entry(subject="test", subject_key=7, verb="test-said", at=at)
    assert timeline(subject="test", subject_key=7)[0].sentence == "It said ."


@pytest.mark.parametrize("rows", [1, 3])
def test_timeline_is_one_query(rosa, at, rows, django_assert_num_queries):
    for _ in range(rows):
        record_entry(subject="test", subject_key=7, verb="x", at=at, actor=rosa)
    with django_assert_num_queries(1):
        assert len(timeline(subject="test", subject_key=7)) == rows


@pytest.mark.parametrize(
    "rewrite", [lambda: Entry.objects.update(verb="y"), Entry.objects.all().delete]
)
def test_history_is_only_added_to(db, at, rewrite):
    record_entry(subject="test", subject_key=7, verb="x", at=at)
    with pytest.raises(DatabaseError), transaction.atomic():
        rewrite()
    assert Entry.objects.get().verb == "x"


def test_verb_gets_one_sentence(sentences):
    sentences("test-said", "One.")
    with pytest.raises(ValueError, match="test-said"):
        verbs.register("test-said", "Two.")

"""An answer cannot be traced: the attempts that would succeed if it could."""

import random

import pytest
from django.db import connection

from hiring.voices.actions import mix_answers, take_survey
from hiring.voices.models import Answer
from tests.hiring.voices.conftest import crowd

CANARY = "The corridor smelled of {number} oranges."


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def tables():
    found = rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
    return [name for (name,) in found]


def holding(text):
    """Return the tables in which a text stands in any column of any row."""
    return [
        name
        for name in tables()
        if rows(f"SELECT 1 FROM \"{name}\" t WHERE t::text LIKE '%{text}%' LIMIT 1")
    ]


@pytest.fixture
def answered(transactional_db, opening, milan, at):
    """Twelve candidates answer one after the other, in the order of their keys."""
    people = crowd(opening, milan, at, 12)
    for number, person in enumerate(people):
        take_survey(
            application_id=person.pk, felt=3, recommends=False, at=at,
            words=CANARY.format(number=number),
        )  # fmt: skip
    return people


TOGETHER = """
    SELECT k.application_id, a.words FROM hiring_asked k JOIN hiring_answer a ON a.xmin = k.xmin
"""


def test_the_transaction_that_wrote_both_joins_them_no_more(answered):
    assert len(rows(TOGETHER)) == 12  # it could have leaked
    mix_answers()
    assert rows(TOGETHER) == []


def test_row_order_says_nothing_any_more(answered):
    in_order = "SELECT words FROM hiring_answer ORDER BY ctid"
    before = rows(in_order)
    assert before == [(CANARY.format(number=n),) for n in range(12)]  # it could have leaked
    mix_answers()
    after = rows(in_order)
    assert sorted(after) == sorted(before)
    assert after != before
    assert rows("SELECT words FROM hiring_answer ORDER BY id") != before


def test_mixing_again_keeps_what_there_is(answered):
    mix_answers()
    kept = set(Answer.objects.values_list("pk", "words"))
    mix_answers()
    assert set(Answer.objects.values_list("pk", "words")) == kept
    assert Answer.objects.filter(is_mixed=False).count() == 0


def test_no_column_of_an_answer_leads_anywhere_but_to_opening_and_stage():
    fields = {field.name for field in Answer._meta.get_fields()}
    assert fields == {
        "id", "opening", "stage", "ending", "felt", "recommends", "words", "in_month", "is_mixed"
    }  # fmt: skip
    targets = {
        field.related_model._meta.label for field in Answer._meta.fields if field.is_relation
    }
    assert targets == {"candidates.Opening", "interviews.Stage"}


def test_words_and_ids_stand_in_no_other_table(answered):
    chosen = random.Random(1).choice(list(Answer.objects.all()))
    assert holding(chosen.words) == ["hiring_answer"]
    assert holding(str(chosen.pk)) == ["hiring_answer"]


def test_whoever_answered_has_no_moment_beside_their_name(answered):
    columns = rows(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_name = 'hiring_asked' ORDER BY 1"
    )
    assert columns == [
        ("answered", "boolean"),
        ("application_id", "bigint"),
        ("ending", "character varying"),
        ("id", "bigint"),
        ("is_counted", "boolean"),
        ("stage_id", "bigint"),
    ]

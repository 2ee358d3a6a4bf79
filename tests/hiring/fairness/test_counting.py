"""The rollup against plain queries; answering, taking back, two at once."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Count

from candidates.applications.actions import move_application
from candidates.applications.models import Application, State
from candidates.outbox.actions import owe_task
from candidates.outbox.work import run_due
from hiring.fairness.actions import answer, forget, keep_counts
from hiring.fairness.counting import Key, counts_of
from hiring.fairness.jobs import COUNT_ALL
from hiring.fairness.models import GroupCount, SelfIdentification
from interviews.sittings.models import Accommodation
from tests.conftest import make_application
from tests.hiring.dashboards.marked import give_scores, make_plan, mark_many
from tests.hiring.fairness.people import count, fill, make_opening


def test_an_answer_replaces_the_one_before(kim, at):
    answer(candidate_id=kim.candidate_id, at=at, gender="woman", age="25-39")
    answer(candidate_id=kim.candidate_id, at=at, gender="another")
    answer(candidate_id=kim.candidate_id, at=at, gender="another")
    row = SelfIdentification.objects.get()
    assert (row.gender, row.age, row.says_anything) == ("another", "", True)


def test_what_is_taken_back_is_gone_and_stays_gone(kim, at):
    answer(candidate_id=kim.candidate_id, at=at, gender="woman")
    assert forget(candidate_id=kim.candidate_id) is True
    assert forget(candidate_id=kim.candidate_id) is False
    assert not SelfIdentification.objects.exists()


def test_the_database_refuses_what_is_no_answer(kim, at):
    with pytest.raises(IntegrityError, match="one_of_the_answers"), transaction.atomic():
        SelfIdentification.objects.create(candidate=kim.candidate, gender="tall", answered_at=at)


def test_nothing_is_written_to_any_history(kim, at):
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables")
        tables = {name for (name,) in cursor.fetchall()}
    assert "hiring_selfidentification" in tables
    assert "hiring_selfidentificationevent" not in tables


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_leave_one_row(kim, at):
    start = threading.Barrier(2)

    def say(gender):
        start.wait()
        try:
            answer(candidate_id=kim.candidate_id, at=at, gender=gender)
        finally:
            connection.close()

    threads = [threading.Thread(target=say, args=[each]) for each in ("woman", "man")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert SelfIdentification.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_counts_at_once_leave_one_of_each(opening, milan, at):
    fill(opening, milan, at, hired=2, of=6, gender="woman")
    counts, start = counts_of(opening.pk), threading.Barrier(2)

    def keep():
        start.wait()
        try:
            keep_counts(opening_id=opening.pk, counts=counts, at=at)
        finally:
            connection.close()

    threads = [threading.Thread(target=keep) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert GroupCount.objects.count() == len(counts)


def test_the_counts_agree_with_the_plain_query(opening, milan, rosa, at):
    fill(opening, milan, at, hired=5, of=20, gender="woman", ethnicity="asian")
    fill(opening, milan, at, hired=9, of=30, gender="man", ethnicity="white")
    fill(opening, milan, at, hired=1, of=8)
    waiting = make_application(opening, "Waiting", "waiting@example.org", at)
    move_application(application_id=waiting.pk, to=State.SCREENING, actor=rosa, at=at)
    count(opening, at=at)
    answers = {each.candidate_id: each for each in SelfIdentification.objects.all()}
    for gender in ("woman", "man", ""):
        alike = [
            each
            for each in Application.objects.filter(opening=opening)
            if (answers[each.candidate_id].gender if each.candidate_id in answers else "") == gender
        ]
        settled = [each for each in alike if each.state in {State.HIRED, State.DECLINED}]
        found = GroupCount.objects.get(characteristic="gender", group=gender, step="hired")
        hired = sum(each.state == State.HIRED for each in settled)
        assert (found.passed, found.of, found.year) == (hired, len(settled), 2026)
    # who waits in screening went on from applied, and waits there
    unsaid = GroupCount.objects.get(characteristic="gender", group="", step="applied")
    assert (unsaid.passed, unsaid.of) == (2, 9)
    assert not GroupCount.objects.filter(step="screening", group="", of=2).exists()
    both = GroupCount.objects.get(
        characteristic="gender+ethnicity", group="woman+asian", step="hired"
    )
    assert (both.passed, both.of) == (5, 20)


def test_counting_twice_is_the_same(opening, milan, at):
    fill(opening, milan, at, hired=5, of=20, gender="woman")
    for _each in range(2):
        owe_task(kind=COUNT_ALL.code, payload={}, at=at)
        run_due(at=at)
    rows = GroupCount.objects.values("opening", "year", "characteristic", "group", "step")
    assert rows.annotate(n=Count("pk")).filter(n__gt=1).count() == 0
    assert GroupCount.objects.get(characteristic="gender", group="woman", step="hired").of == 20


def test_who_scores_above_the_middle_by_group_and_by_adjusted_time(opening, milan, at):
    plan = make_plan(opening, at, titles=("Test",))
    people = [make_application(opening, f"N {n}", f"n{n}@example.org", at) for n in range(8)]
    for number, application in enumerate(people):
        give_scores(application, plan, [2 + number / 4], at)
        gender = "woman" if number < 4 else "man"
        answer(candidate_id=application.candidate_id, at=at, gender=gender)
    for application in people[:3]:
        Accommodation.objects.create(
            application=application, multiplier="1.50", granted_by=milan, granted_at=at
        )
    Accommodation.objects.create(application=people[3], wish="A quiet room.", wished_at=at)
    step = f"stage:{plan.stages.get().pk}"
    counts = counts_of(opening.pk)
    assert counts[Key(2026, "gender", "woman", step)] == (0, 4)
    assert counts[Key(2026, "gender", "man", step)] == (4, 4)
    assert counts[Key(2026, "time", "adjusted", step)] == (0, 3)
    assert counts[Key(2026, "time", "usual", step)] == (4, 5)


def test_counting_takes_two_queries_for_any_opening(opening, at, django_assert_num_queries):
    mark_many(opening, make_plan(opening, at), 3, at)
    for one in (opening, make_opening("Z", at)):
        with django_assert_num_queries(2):
            counts_of(one.pk)

"""Times and sources: the rollups against the plain query, and what is made of them."""

import csv
import datetime as dt
import io
import random
from collections import Counter, defaultdict

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from candidates.applications.actions import move_application, withdraw_application
from candidates.applications.models import OPEN_STATES, Application, Move, State
from candidates.people.models import Candidate
from hiring.dashboards.actions import fold_funnel_counts
from hiring.dashboards.models import SourceCount, SourceTotal, StayCount
from hiring.dashboards.queries.funnel import Cohort, funnels_of, make_funnel, parts_of, split_of
from hiring.dashboards.queries.stays import times_of, withdrawals_of
from hiring.dashboards.statistics.stays import DAY, begins, bucket_of, quantile, stay_of
from tests.conftest import decide_to_hire, make_application

WAY = (State.SCREENING, State.INVITED, State.ON_DAY, State.DECIDING, State.OFFERED, State.HIRED)
PLAIN = """
    WITH stays AS (
        SELECT from_state AS kind, extract(epoch FROM at - lag(at) OVER (
            PARTITION BY application_id ORDER BY id)) AS seconds
        FROM candidates_move
    )
    SELECT kind, count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY seconds),
        percentile_disc(0.9) WITHIN GROUP (ORDER BY seconds)
    FROM stays WHERE kind NOT IN ('', 'declined', 'withdrawn') GROUP BY kind
"""


def crowd(opening, actor, at, amount):
    """Applications that go different ways at different speeds."""
    chance = random.Random(7)
    for number in range(amount):
        when = at - dt.timedelta(days=chance.random() * 200)
        application = make_application(opening, f"N {number}", f"n{number}@example.org", when)
        for state in WAY[: chance.randrange(7)]:
            when += dt.timedelta(days=chance.expovariate(0.3))
            if state == State.OFFERED:
                decide_to_hire(application, actor, when)
            move_application(
                application_id=application.pk, to=state, actor=actor, at=when, reason="Seen."
            )


def test_times_agree_with_the_plain_query(opening, rosa, at):
    crowd(opening, rosa, at, 60)
    fold_funnel_counts()
    times = times_of([opening.pk], at)
    with connection.cursor() as cursor:
        cursor.execute(PLAIN)
        plain = {kind: figures for kind, *figures in cursor.fetchall()}
    assert len(plain) == 6
    for waiting in times.states:
        count, median, p90 = plain[waiting.state]
        assert waiting.stay.count == count
        for said, seconds in ((waiting.stay.median, median), (waiting.stay.p90, p90)):
            bucket = bucket_of(float(seconds))
            assert begins(bucket) <= said * DAY <= begins(bucket + 1)


def test_first_answer_and_hire_are_counted_from_applying(kim, rosa, opening, at):
    for number, state in enumerate(WAY, 1):
        if state == State.OFFERED:
            decide_to_hire(kim, rosa, at)
        move_application(
            application_id=kim.pk,
            to=state,
            actor=rosa,
            at=at + dt.timedelta(days=number),
            reason="Seen.",
        )
    times = times_of([opening.pk], at + dt.timedelta(days=6))
    assert (times.answer.count, times.hire.count) == (1, 1)
    assert times.answer.p90 == pytest.approx(1, rel=0.19)
    assert times.hire.p90 == pytest.approx(6, rel=0.19)


def test_a_withdrawal_is_no_answer_of_ours(kim, opening, at):
    withdraw_application(application_id=kim.pk, at=at, reason="Found another place.")
    times = times_of([opening.pk], at)
    assert times.answer is None
    assert (times.states[0].withdrew.count, times.states[0].withdrew.of) == (1, 1)
    assert [(w.state, w.reason) for w in withdrawals_of(opening)] == [
        (State.APPLIED, "Found another place.")
    ]


def test_who_waits_now_and_who_waits_too_long(kim, jonas, opening, at):
    Application.objects.filter(pk=jonas.pk).update(state_since_at=at - dt.timedelta(days=4))
    applied = times_of([opening.pk], at).states[0]
    assert (applied.here, applied.late, applied.longest_days) == (2, 1, 4)


def test_deleted_moves_are_taken_back_everywhere(opening, rosa, at):
    crowd(opening, rosa, at, 12)
    Move.objects.all().delete()
    fold_funnel_counts()
    assert not StayCount.objects.exists()
    assert not SourceCount.objects.exists()


def test_sources_and_languages_agree_with_the_applications(opening, rosa, at):
    for number, source in enumerate(["Radio", "Radio", ""]):
        application = make_application(opening, f"N {number}", f"n{number}@example.org", at)
        Move.objects.filter(application=application).delete()
        Application.objects.filter(pk=application.pk).update(source=source)
        Move.objects.create(application=application, to_state=State.APPLIED, at=at)
    parts = parts_of([opening.pk], "source", since=None)
    assert [(part.value, part.funnel.applied) for part in parts] == [("Radio", 2), ("", 1)]
    languages = parts_of([opening.pk], "language", since=at.date())
    split = split_of([opening.pk], since=None)
    assert (split.sources, split.openings) == (parts, funnels_of([opening.pk]))
    assert split_of([opening.pk], since=at.date()).languages == languages
    assert [(part.value, part.funnel.applied) for part in languages] == [("en", 3)]
    radio = funnels_of([opening.pk], Cohort(source="Radio", language="en"))[opening.pk]
    assert radio.applied == 2
    assert funnels_of([opening.pk], Cohort(source="TV"))[opening.pk].applied == 0


def plain_split(opening):
    """The same as the totals, counted from the moves and applications themselves."""
    reached, here = defaultdict(set), Counter()
    for application in Application.objects.filter(opening=opening).select_related("candidate"):
        keys = [
            (SourceTotal.By.OPENING, opening.pk),
            (SourceTotal.By.SOURCE, application.source),
            (SourceTotal.By.LANGUAGE, application.candidate.language),
        ]
        for key in keys:
            here[(*key, application.state)] += 1
            for state in application.moves.values_list("to_state", flat=True):
                reached[(*key, state)].add(application.pk)
    counts = defaultdict(dict)
    for apart_by, value, state in reached:
        key = (apart_by, value, state)
        counts[apart_by, value][state] = (len(reached[key]), here[key])
    return {key: make_funnel(each) for key, each in counts.items()}


def found_split(opening, since=None):
    split = split_of([opening.pk], since=since)
    return (
        {(SourceTotal.By.OPENING, key): funnel for key, funnel in split.openings.items()}
        | {(SourceTotal.By.SOURCE, part.value): part.funnel for part in split.sources}
        | {(SourceTotal.By.LANGUAGE, part.value): part.funnel for part in split.languages}
    )


def test_totals_agree_with_the_moves_before_and_after_every_fold(opening, rosa, at):
    crowd(opening, rosa, at, 12)
    moves = list(Move.objects.order_by("pk"))
    Move.objects.all().delete()
    fold_funnel_counts()
    for number, application in enumerate(Application.objects.all()):
        source, language = ("Radio", "TV", "")[number % 3], ("en", "de")[number % 2]
        Application.objects.filter(pk=application.pk).update(source=source)
        Candidate.objects.filter(pk=application.candidate_id).update(language=language)
    Move.objects.bulk_create(moves)
    for _turn in range(3):
        unsummed = SourceCount.objects.filter(is_summed=False)
        assert unsummed.exists()
        assert found_split(opening) == plain_split(opening)
        fold_funnel_counts()
        fold_funnel_counts()
        assert not unsummed.exists()
        assert found_split(opening) == plain_split(opening)
        assert found_split(opening, since=dt.date(2000, 1, 1)) == plain_split(opening)
        assert funnels_of([opening.pk]) == funnels_of([opening.pk], Cohort(dt.date(2000, 1, 1)))
        some = Application.objects.filter(state__in=OPEN_STATES).first()
        withdraw_application(application_id=some.pk, at=at)


def test_times_take_two_queries_for_one_opening_as_for_three(
    kim, opening, at, django_assert_num_queries
):
    for ids in ([opening.pk], [opening.pk, 10**6, 10**6 + 1]):
        with django_assert_num_queries(2):
            assert times_of(ids, at).states[0].here == 1


@given(st.lists(st.floats(0, 4e7), min_size=1, max_size=60), st.sampled_from([0.5, 0.9]))
def test_a_quantile_is_in_the_bucket_of_the_true_one(seconds, share):
    amounts = {}
    for each in seconds:
        amounts[bucket_of(each)] = amounts.get(bucket_of(each), 0) + 1
    rank = next(i for i in range(len(seconds)) if i + 1 >= share * len(seconds))
    true = bucket_of(sorted(seconds)[rank])
    found = quantile(amounts, share)
    assert begins(true) <= found <= begins(true + 1) * (1 + 1e-9)


def test_nobody_has_no_quantile():
    assert stay_of({}) is None
    assert stay_of({3: 0}) is None


def test_the_page_says_how_long_and_why(client, opening, kim, jonas, rosa, milan, at):
    move_application(application_id=kim.pk, to=State.SCREENING, actor=rosa, at=at)
    withdraw_application(application_id=jonas.pk, at=at, reason="Too far from <home>.")
    client.force_login(milan)
    text = client.get(reverse("hiring:opening-funnel", args=[opening.slug])).content.decode()
    assert "<title>Days, half and nine in ten: Applied 0.0, nine in ten 0.0" in text
    assert "<q>Too far from &lt;home&gt;.</q>" in text
    every = client.get(reverse("hiring:funnel"), {"source": "nonsense"}).content.decode()
    assert "Hired by source: not said 0.0 % · 2 applied" in every


def test_the_same_figures_as_csv(client, opening, kim, jonas, rosa, milan, oskar, at):
    move_application(application_id=kim.pk, to=State.SCREENING, actor=rosa, at=at)
    url = reverse("hiring:funnel")
    client.force_login(milan)
    answer = client.get(url, {"format": "csv", "period": ""})
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert rows[0][:4] == ["Step", "Reached", "Wait there", "Left there"]
    assert rows[1][:9] == ["Applied", "2", "1", "0", "1", "1", "1.0000", "0.2065", "1.0000"]
    assert len(rows) == 8
    client.force_login(oskar)
    other = list(csv.reader(io.StringIO(client.get(url, {"format": "csv"}).content.decode())))
    assert {row[1] for row in other[1:]} == {"0"}
    slug = client.get(reverse("hiring:opening-funnel", args=[opening.slug]), {"format": "csv"})
    assert slug.status_code == 404

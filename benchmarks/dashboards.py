"""What a dashboard costs with 1,000, 10,000 and 100,000 applications; a million when asked for.

    .venv/bin/python -m benchmarks.dashboards [1000 10000 100000 1000000]

The same databases, turns and units as `benchmarks.pages`. Before the clock runs, everybody who
came to a Day gets stage scores, marks of two raters and a decision by plain SQL, six candidates
in ten say something about themselves, the hired work with figures of three months, three in ten of
those who were told say how it was, and the workers do what they do on their schedules: fold the
counts, work out the snapshots, count groups and hires, mix answers; how long that takes is printed.
A dashboard may cost 60 ms of CPU, at any size.
"""

from __future__ import annotations

import datetime as dt
import time

from benchmarks import pages
from benchmarks.pages import Page, opening_page

PAGES = [
    Page("home", lambda _: "/"),
    Page("funnel", lambda _: "/dashboards/funnel/"),
    Page("funnel, every opening", lambda _: "/dashboards/funnel/", as_administrator=True),
    Page("funnel, last 90 days", lambda _: "/dashboards/funnel/?period=90"),
    Page("funnel, one source", lambda _: "/dashboards/funnel/?source=Radio"),
    Page("funnel as CSV", lambda _: "/dashboards/funnel/?format=csv"),
    Page("funnel of an opening", opening_page("funnel/")),
    Page("bar", lambda _: "/dashboards/bar/"),
    Page("bar, every opening", lambda _: "/dashboards/bar/", as_administrator=True),
    Page("stages", lambda people: f"/dashboards/stages/?opening={people.slug}"),
    Page("interviewers", lambda people: f"/dashboards/interviewers/?opening={people.slug}"),
    Page("my marks", lambda _: "/dashboards/my-marks/"),
    Page(
        "fairness, every opening", lambda _: "/dashboards/fairness/?by=age", as_administrator=True
    ),
    Page(
        "fairness, both, one",
        lambda people: f"/dashboards/fairness/?by=gender%2Bethnicity&opening={people.slug}",
        as_administrator=True,
    ),
    Page(
        "fairness, both, all",
        lambda _: "/dashboards/fairness/?by=gender%2Bethnicity",
        as_administrator=True,
    ),
    Page("summary for New York", lambda _: "/dashboards/fairness/nyc/", as_administrator=True),
    Page("outcomes", lambda _: "/outcomes/", as_administrator=True),
    Page(
        "outcomes of an opening",
        lambda people: f"/outcomes/openings/{people.slug}/",
        as_administrator=True,
    ),
    Page("outcomes, the board", lambda _: "/dashboards/outcomes/", as_administrator=True),
    Page("what predicted it", lambda _: "/outcomes/predicted/", as_administrator=True),
    Page("what predicted, board", lambda _: "/dashboards/predicted/", as_administrator=True),
    Page("voices", lambda _: "/voices/", as_administrator=True),
    Page("voices, the board", lambda _: "/dashboards/voices/", as_administrator=True),
]
RATERS = 20
# spread: a number from 0 to n - 1 that hangs on a row's key alone
_SPREAD = "abs(hashint8({key})) %% {n}"
_MARKS = f"""
    UPDATE interviews_scorecard SET interviewer_id = %(first)s
        + {_SPREAD.format(key="application_id + stage_id", n=RATERS)};
    INSERT INTO interviews_scorecard (stage_id, application_id, interviewer_id, due_at, created_at,
        locked_at, closed_reason)
    SELECT stage_id, application_id, %(first)s
        + (interviewer_id - %(first)s + 7) %% {RATERS}, due_at, created_at, locked_at, ''
    FROM interviews_scorecard;
    INSERT INTO interviews_rating (scorecard_id, criterion_id, value, null_reason, evidence,
        version, saved_at)
    SELECT s.id, c.id, 1 + {_SPREAD.format(key="s.application_id", n=3)}
        + {_SPREAD.format(key="s.id * 31 + c.id", n=3)}, '',
        repeat('word ', 8 + (s.id %% 9)::int), 1, s.locked_at
    FROM interviews_scorecard s JOIN interviews_criterion c ON c.stage_id = s.stage_id;
    INSERT INTO interviews_stagescore (composite_id, stage_id, value, standard_error,
        raters_locked, raters_expected)
    SELECT m.id, s.id, 1 + ({_SPREAD.format(key="m.application_id", n=200)}) / 100.0
        + ({_SPREAD.format(key="m.id * 17 + s.id", n=200)}) / 100.0, 0.3, 2, 2
    FROM interviews_composite m JOIN interviews_stage s ON s.plan_id = m.plan_id;
    INSERT INTO hiring_decision (application_id, verdict, reason_code, reason, decided_by_id,
        decided_at, composite_id, advice, is_override, is_prepared, approved_by_id, approved_at,
        effective_at)
    SELECT a.id, v.verdict, 'evidence', 'Seen on the Day.', a.decided_by_id, a.state_since_at, m.id,
        CASE WHEN v.against THEN v.other ELSE v.verdict END, v.against, false,
        CASE WHEN v.against THEN %(first)s END, CASE WHEN v.against THEN a.state_since_at END,
        a.state_since_at
    FROM interviews_composite m JOIN candidates_application a ON a.id = m.application_id,
        LATERAL (SELECT CASE a.state WHEN 'hired' THEN 'hire' ELSE 'decline' END AS verdict,
            CASE a.state WHEN 'hired' THEN 'decline' ELSE 'hire' END AS other,
            {_SPREAD.format(key="a.id * 17", n=12)} = 0 AS against) v
    WHERE a.state IN ('hired', 'declined');
    INSERT INTO hiring_decisioncount (opening_id, decided, overrides)
    SELECT a.opening_id, count(*), count(*) FILTER (WHERE d.is_override)
    FROM hiring_decision d JOIN candidates_application a ON a.id = d.application_id GROUP BY 1;
    INSERT INTO hiring_selfidentification (candidate_id, gender, age, ethnicity, disability,
        answered_at)
    SELECT id, (ARRAY['woman', 'man', 'another', ''])[1 + {_SPREAD.format(key="id", n=4)}],
        (ARRAY['under-25', '25-39', '40-54', '55'])[1 + {_SPREAD.format(key="id * 3", n=4)}],
        (ARRAY['white', 'asian', 'black', 'hispanic', ''])[1 + {_SPREAD.format(key="id * 7", n=5)}],
        '', now()
    FROM candidates_candidate WHERE {_SPREAD.format(key="id * 13", n=10)} < 6;
    INSERT INTO hiring_hire (application_id, starts_on, trained_on, alone_on, left_on, leaving,
        leaving_words, version)
    SELECT id, current_date - 700 + {_SPREAD.format(key="id", n=600)},
        current_date - 640 + {_SPREAD.format(key="id", n=600)},
        current_date - 520 + {_SPREAD.format(key="id", n=600)}, NULL, '', '', 1
    FROM candidates_application WHERE state = 'hired';
    INSERT INTO hiring_period (hire_id, during, satisfaction, satisfaction_of, promoters,
        promoters_of)
    SELECT h.id, daterange(h.starts_on + 30 * m, h.starts_on + 30 * m + 30),
        3 + {_SPREAD.format(key="h.id * 5 + m", n=190)} / 100.0, 40,
        20 + m, 40
    FROM hiring_hire h, generate_series(0, 2) m;
    INSERT INTO hiring_answer (id, opening_id, ending, felt, recommends, words, in_month, is_mixed)
    SELECT gen_random_uuid(), opening_id, state, 1 + {_SPREAD.format(key="id", n=5)},
        {_SPREAD.format(key="id * 3", n=4)} > 0, 'Faster answers.',
        date_trunc('month', now() - {_SPREAD.format(key="id * 7", n=9)} * interval '30 days'), false
    FROM candidates_application
    WHERE state IN ('hired', 'declined') AND {_SPREAD.format(key="id * 11", n=10)} < 3;
    INSERT INTO hiring_asked (application_id, ending, answered)
    SELECT id, state, {_SPREAD.format(key="id * 11", n=10)} < 3
    FROM candidates_application WHERE state IN ('hired', 'declined');
"""


def _fill() -> None:
    """Marks for everybody who came to a Day, past the triggers that guard them; once."""
    from django.db import connection, transaction

    from hiring.accounts.models import User
    from interviews.composites.models import StageScore

    if StageScore.objects.exists():
        return
    people = User.objects.bulk_create(
        User(email=f"rater{number}@example.com", name=f"Rater {number}") for number in range(RATERS)
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in _MARKS.split(";"):
            if statement.strip():
                cursor.execute(statement, {"first": people[0].pk})


def _timed(what: str, began: float) -> None:
    print(f"{'':>9} {what} in {time.perf_counter() - began:.1f} s", flush=True)


def _prepare() -> None:
    from django.db import connection
    from django.utils import timezone

    from candidates.openings.models import Opening
    from hiring.dashboards.actions import (
        fold_funnel_counts,
        keep_snapshots,
        work_out_snapshots,
    )
    from hiring.dashboards.queries.snapshots import stale_openings
    from hiring.fairness.actions import keep_counts
    from hiring.fairness.counting import counts_of
    from hiring.outcomes.actions.counts import keep_hire_counts
    from hiring.outcomes.actions.marks import keep_marks
    from hiring.voices.actions import count_asked, mix_answers

    began = time.perf_counter()
    _fill()
    _timed("marks", began)
    fold_funnel_counts()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    now = timezone.now()
    began = time.perf_counter()
    stale = stale_openings(3)
    _timed(f"{len(stale)} stale openings found", began)
    began = time.perf_counter()
    for opening in stale:
        results = work_out_snapshots(opening_id=opening, at=now)
        keep_snapshots(opening_id=opening, results=results, at=now)
    _timed("snapshots", began)
    began = time.perf_counter()
    for opening in Opening.objects.values_list("pk", flat=True):
        keep_counts(opening_id=opening, counts=counts_of(opening), at=now)
    _timed("groups counted", began)
    began = time.perf_counter()
    while keep_marks():
        pass
    keep_hire_counts(today=timezone.localdate(now, dt.UTC))
    mix_answers()
    count_asked()
    _timed("figures of hires and answers kept", began)


if __name__ == "__main__":
    pages.main(PAGES, sizes=["1000", "10000", "100000"], prepare=_prepare)

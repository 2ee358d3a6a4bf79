"""The administrators' page of what is owed, and the progress that any page may show."""

import datetime as dt

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidates.outbox import bell, queries
from candidates.outbox.models import Task

State = Task.State
PAGE = "/work/"


@pytest.fixture
def browser(ada):
    client = Client()
    client.force_login(ada)
    return client


@pytest.fixture
def now():
    return timezone.now()


def make(now, state=State.PENDING, **fields):
    if state == State.RUNNING:
        fields = {"lease": "0" * 32, "lease_until_at": now + dt.timedelta(minutes=1), **fields}
    if state in (State.DONE, State.DROPPED):
        fields = {"finished_at": now, **fields}
    defaults = {"kind": "test.work", "queue": "fast", "created_at": now, "run_after_at": now}
    return Task.objects.create(**{**defaults, "state": state, **fields})


def shown(response):
    return [task.pk for task in response.context["page"].tasks]


def test_page_is_for_administrators(rosa, milan, oskar, now):
    task = make(now, State.FAILED)
    urls = [PAGE, *(reverse(f"candidates:task-{verb}", args=[task.pk]) for verb in VERBS)]
    for user in (rosa, milan, oskar):
        client = Client()
        client.force_login(user)
        assert client.get(PAGE).status_code == 403
        assert [client.post(url).status_code for url in urls[1:]] == [403] * 4
    assert Client().get(PAGE).headers["Location"].startswith("/login/")
    task.refresh_from_db()
    assert task.state == State.FAILED


VERBS = ("retry", "release", "cancel", "drop")


@pytest.mark.parametrize("verb", VERBS)
def test_steering_is_not_a_get(browser, now, verb):
    url = reverse(f"candidates:task-{verb}", args=[make(now).pk])
    assert browser.get(url).status_code == 405


def test_each_view_shows_its_own(browser, now):
    old = now - dt.timedelta(minutes=5)
    tasks = {
        "waiting": make(now),
        "late": make(now, run_after_at=old),
        "silent": make(now, State.RUNNING, lease_until_at=old),
        "running": make(now, State.RUNNING, run_after_at=old),
        "failed": make(now, State.FAILED),
        "held": make(now, State.HELD),
        "done": make(now, State.DONE),
        "dropped": make(now, State.DROPPED),
        "done long ago": make(now, State.DONE, created_at=now - dt.timedelta(days=2)),
    }

    def names(view):
        keys = shown(browser.get(PAGE, {"show": view}))
        return {name for name, task in tasks.items() if task.pk in keys}

    assert names("") == names("owed") == {"waiting", "late", "silent", "running"}
    assert names("late") == {"late", "silent"}
    for view in ("failed", "held", "done", "dropped"):
        assert names(view) == {view}
    overview = queries.overview(at=now)
    assert overview.totals == {
        "owed": 4,
        "late": 2,
        "failed": 1,
        "held": 1,
        "done": 1,
        "dropped": 1,
    }


def test_filter_by_kind_and_nonsense(browser, now):
    one, other = make(now), make(now, kind="test.other")
    assert shown(browser.get(PAGE, {"kind": "test.other"})) == [other.pk]
    nonsense = browser.get(PAGE, {"show": "x' OR 1=1", "page": "-1", "kind": ""})
    assert set(shown(nonsense)) == {one.pk, other.pk}


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_queries_for_any_number(browser, now, rows, django_assert_num_queries):
    for number in range(rows):
        make(now, kind=f"test.{number}")
    # session, user, permissions (own and of groups), overview, list
    with django_assert_num_queries(4):
        assert len(shown(browser.get(PAGE))) == rows


def test_pages_of_fifty(browser, now):
    Task.objects.bulk_create(
        Task(kind="test.work", queue="fast", created_at=now, run_after_at=now) for _ in range(51)
    )
    first = browser.get(PAGE)
    second = browser.get(PAGE, {"page": 2})
    assert (len(shown(first)), len(shown(second))) == (50, 1)
    assert "page=2" in first.text
    assert "page=1" in second.text


def test_error_is_told_in_words_and_folded_details(browser, now):
    make(now, State.FAILED, error="It broke <b>.\n\nTraceback: line 1")
    text = browser.get(PAGE, {"show": "failed"}).text
    assert '<p class="task-error">It broke &lt;b&gt;.</p>' in text
    assert "Traceback: line 1</pre>" in text


@pytest.mark.parametrize(
    ("verb", "state", "becomes"),
    [
        ("retry", State.FAILED, State.PENDING),
        ("release", State.HELD, State.PENDING),
        ("drop", State.HELD, State.DROPPED),
        ("release", State.FAILED, State.FAILED),
        ("cancel", State.FAILED, State.DROPPED),
    ],
)
def test_steering_goes_back_to_the_filtered_list(browser, now, verb, state, becomes):
    task = make(now, state)
    url = reverse(f"candidates:task-{verb}", args=[task.pk])
    answer = browser.post(url, {"show": state, "kind": "test.work", "page": "2"})
    assert answer.headers["Location"] == f"/work/?show={state}&kind=test.work&page=2"
    task.refresh_from_db()
    assert task.state == becomes


def test_steering_what_is_not_there(browser, now):
    url = reverse("candidates:task-drop", args=["00000000-0000-0000-0000-000000000000"])
    assert browser.post(url).status_code == 404


def test_missing_redis_and_late_work_are_said(browser, now, settings):
    make(now, run_after_at=now - dt.timedelta(minutes=5))
    assert "Redis does not answer" not in browser.get(PAGE).text
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    text = browser.get(PAGE).text
    assert "Redis does not answer. Nothing is lost" in text
    assert "One piece of work is late." in text
    assert bell.answers() is False


@pytest.mark.parametrize("view", ["owed", "held", "failed"])
def test_empty_page_says_so(browser, view):
    assert "empty-title" in browser.get(PAGE, {"show": view}).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Queued, it starts in a moment."),
        ({"attempts": 2}, "Tried 2 times so far."),
        ({"state": State.RUNNING}, "Running …"),
        (
            {
                "state": State.RUNNING,
                "progress_done": 2,
                "progress_total": 5,
                "progress_label": "page 2",
            },
            "2 of 5: page 2",
        ),
        ({"state": State.DONE}, "Done."),
        ({"state": State.FAILED, "error": "No paper.\n\nTraceback"}, "No paper."),
        ({"state": State.HELD}, "an administrator has to look at it"),
        ({"state": State.DROPPED}, "it will not be done"),
    ],
)
def test_progress_is_told_in_words(db, now, fields, words):
    task = make(now, **fields)
    context = {"task": task, "progress_url": "/here/"}
    html = render_to_string("candidates/outbox/_progress.html", context)
    assert words in html
    assert "Traceback" not in html
    assert 'aria-live="polite"' in html
    # it asks again only for as long as something can change by itself
    assert ('hx-get="/here/"' in html) == ("<progress" in html) == task.is_open


def test_running_work_is_canceled_and_says_so(browser, now):
    task = make(now, State.RUNNING)
    browser.post(reverse("candidates:task-cancel", args=[task.pk]))
    task.refresh_from_db()
    assert (task.state, task.cancel_asked_at is None) == (State.RUNNING, False)
    text = browser.get(PAGE).text
    assert "is being canceled" in text
    assert reverse("candidates:task-cancel", args=[task.pk]) not in text

"""What orchestrators and those who watch are told."""

import datetime as dt
import json
import logging

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from candidates.layout.logs import JsonFormatter
from candidates.layout.middleware import RequestIdFilter
from candidates.messages.actions import send_at_once
from candidates.outbox import bell, work
from candidates.outbox.models import Task
from hiring.health import queries

State = Task.State
TOKEN = "t" * 40


@pytest.fixture
def operator(settings):
    settings.METRICS_TOKEN = TOKEN
    return Client(headers={"authorization": f"Bearer {TOKEN}"})


@pytest.fixture
def measured(operator):
    return lambda: operator.get("/metrics")


def make(at, state=State.PENDING, **fields):
    defaults = {"kind": "test.work", "queue": "fast", "created_at": at, "run_after_at": at}
    return Task.objects.create(**{**defaults, "state": state, **fields})


def test_live_process_asks_nobody(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/livez")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_site_that_is_well_is_ready(db, operator):
    well = {"ready": True, "database": "ok", "migrations": "ok", "storage": "ok", "redis": "ok"}
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (200, well)
    assert operator.get("/readyz").json() == {**well, "tasks": "ok"}


def test_missing_migration_is_not_ready(db, monkeypatch):
    monkeypatch.setattr(queries, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'hiring'")
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (
        503,
        "migrations wait: manage.py migrate",
    )


def test_missing_storage_is_not_ready(db, settings, tmp_path):
    (tmp_path / "file").write_text("no folder")
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "file" / "files")},
        },
    }
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["storage"]) == (503, "cannot write")


def test_redis_away_and_late_work_are_said_but_pages_can_be_served(db, settings, operator):
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    make(timezone.now() - dt.timedelta(minutes=5))
    answer = operator.get("/readyz")
    said = answer.json()
    assert (answer.status_code, said["redis"]) == (200, "away; work waits")
    assert said["tasks"].startswith("the oldest task is 30")
    assert "tasks" not in Client().get("/readyz").json()  # a lock owes work, and that is a secret


def test_metrics_are_for_those_who_know_the_token(db, settings, measured):
    assert measured().status_code == 200
    assert Client(headers={"authorization": "Bearer wrong"}).get("/metrics").status_code == 404
    assert Client().get("/metrics").status_code == 404
    settings.METRICS_TOKEN = ""
    assert Client(headers={"authorization": "Bearer "}).get("/metrics").status_code == 404


def test_metrics_count_the_work(db, measured):
    now = timezone.now()
    for _ in range(3):
        make(now - dt.timedelta(seconds=90))
    make(now, State.HELD)
    for seconds in (1, 3):
        make(
            now - dt.timedelta(seconds=10),
            State.DONE,
            queue="slow",
            started_at=now - dt.timedelta(seconds=5),
            finished_at=now - dt.timedelta(seconds=5 - seconds),
        )
    make(
        now - dt.timedelta(days=2),
        State.DONE,
        started_at=now - dt.timedelta(days=2),
        finished_at=now - dt.timedelta(days=2),
    )
    lines = measured().text.splitlines()
    kind = 'kind="test.work"'
    assert f'service_day_tasks{{{kind},queue="fast",state="pending"}} 3.0' in lines
    assert f'service_day_tasks{{{kind},queue="fast",state="held"}} 1.0' in lines
    assert f'service_day_tasks{{{kind},queue="slow",state="done"}} 2.0' in lines
    assert not any('queue="fast",state="done"' in line for line in lines)
    assert f'service_day_task_busy_seconds{{{kind},queue="slow"}} 4.0' in lines
    half = f'{{{kind},quantile="0.5",queue="slow"}}'
    assert f"service_day_task_run_seconds{half} 2.0" in lines
    assert f"service_day_task_wait_seconds{half} 5.0" in lines
    age = next(line for line in lines if line.startswith("service_day_task_oldest_due_seconds{"))
    assert 90 <= float(age.split()[-1]) < 150
    assert "service_day_redis_up 1.0" in lines


def test_metrics_say_that_redis_is_away(db, measured, settings, monkeypatch):
    for queue in settings.RQ_QUEUES.values():
        monkeypatch.setitem(queue, "URL", "unix:///nowhere/redis.sock")
    lines = measured().text.splitlines()
    assert "service_day_redis_up 0.0" in lines
    assert not any(line.startswith("service_day_queue_bells{") for line in lines)


@pytest.mark.parametrize("rows", [1, 3])
def test_metrics_take_the_same_queries_for_any_number(
    db, measured, rows, django_assert_num_queries
):
    for number in range(rows):
        make(timezone.now(), kind=f"test.{number}")
    with django_assert_num_queries(3):
        measured()


def test_one_id_goes_from_the_click_to_task_log_and_mail(opening, rosa, kim, caplog):
    from candidates.layout.middleware import carry_request_id

    with carry_request_id("click-12345678"):
        send_at_once(code="application-received", application=kim, at=timezone.now())
    assert Task.objects.get(kind__startswith="messages").request_id == "click-12345678"
    with caplog.at_level(logging.INFO):
        caplog.handler.addFilter(RequestIdFilter())
        work.run_due(at=timezone.now())
    assert mail.outbox[0].extra_headers["X-Request-Id"] == "click-12345678"
    ids = {record.request_id for record in caplog.records if "is done" in record.getMessage()}
    assert ids == {"click-12345678"}


def test_json_line_says_all_of_it(caplog):
    with pytest.raises(ValueError, match="base 10") as error:
        int("no")
    record = logging.LogRecord(
        "a.b", logging.ERROR, __file__, 1, "it %s", ("broke",), error._excinfo
    )
    record.request_id = "click-12345678"
    line = json.loads(JsonFormatter().format(record))
    assert (line["level"], line["logger"], line["message"]) == ("error", "a.b", "it broke")
    assert line["request_id"] == "click-12345678"
    assert line["trace"].endswith("with base 10: 'no'")
    assert line["at"].endswith("+00:00")


def test_log_names_the_route_and_never_the_secret_in_the_path(db, caplog):
    with caplog.at_level(logging.INFO, "candidates.requests"):
        Client().get("/my/enter/canary-5f1c/")
    record = next(each for each in caplog.records if each.name == "candidates.requests")
    assert record.facts["route"] == "candidates:portal-enter"
    assert "canary-5f1c" not in record.getMessage()
    assert "canary-5f1c" not in json.dumps(record.facts)


def test_bell_answers(db):
    assert bell.answers()

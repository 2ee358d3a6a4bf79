"""Telling: one row per person, once; mails at once, after the night, or in the morning's digest."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from candidates.notices import actions, kinds, quiet
from candidates.notices.kinds import Kind
from candidates.notices.models import Notice
from candidates.outbox.models import Task
from candidates.outbox.work import run_due


@pytest.fixture(autouse=True)
def _kinds():
    kinds.register(Kind("test-calm", "Calm", "%(name)s is calm."))
    kinds.register(Kind("test-prompt", "Prompt", "%(name)s waits.", is_prompt=True))
    kinds.register(Kind("test-dated", "Dated", "%(name)s on %(date)s."))
    yield
    for code in ("test-calm", "test-prompt", "test-dated"):
        kinds._kinds.pop(code)


def tell(*people, code="test-calm", key="kim", at, **more):
    return actions.tell(
        user_ids=[each.pk for each in people],
        code=code,
        text_values={"name": "Kim"},
        url="/somewhere/",
        key=key,
        at=at,
        **more,
    )


def clock(hour: int, minute: int = 0, day: int = 18) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("at", "zone", "expected"),
    [
        (clock(6, 59), "UTC", True),
        (clock(7), "UTC", False),
        (clock(19, 59), "UTC", False),
        (clock(20), "UTC", True),
        (clock(18), "Europe/Vilnius", True),  # two hours ahead
        (clock(5), "Europe/Vilnius", False),
        (clock(12), "Asia/Tokyo", True),
    ],
)
def test_quiet_hours_are_on_the_persons_clock(at, zone, expected):
    assert quiet.is_quiet(at, zone) is expected


@pytest.mark.parametrize(
    ("at", "zone", "expected"),
    [
        (clock(6, 59), "UTC", clock(7)),
        (clock(7), "UTC", clock(7, day=19)),
        (clock(23), "Europe/Vilnius", clock(5, day=19)),
        (clock(3), "Asia/Tokyo", clock(22)),
        # clocks go back in the night of 24 to 25 October 2026: from UTC+3 to UTC+2
        (
            dt.datetime(2026, 10, 24, 19, tzinfo=dt.UTC),
            "Europe/Vilnius",
            dt.datetime(2026, 10, 25, 5, tzinfo=dt.UTC),
        ),
    ],
)
def test_next_morning_is_at_seven_there(at, zone, expected):
    assert quiet.next_morning(at, zone) == expected


def test_telling_makes_a_row_for_each_and_once(rosa, milan, at):
    assert len(tell(rosa, milan, at=at)) == 2
    assert tell(rosa, milan, at=at + dt.timedelta(days=1)) == []
    rows = Notice.objects.order_by("user").values_list("user", "kind", "key", "created_at")
    assert list(rows) == [(each.pk, "test-calm", "kim", at) for each in (rosa, milan)]
    assert Notice.objects.first().sentence == "Kim is calm."


@pytest.mark.parametrize(
    ("language", "date", "said"),
    [
        ("en", "2026-03-31", "Kim on 31 March 2026."),
        ("de", "2026-03-31", "Kim on 31. März 2026."),
        ("de", "next week", "Kim on next week."),
        ("de", "2026-13-31", "Kim on 2026-13-31."),
    ],
)
def test_a_date_is_said_as_its_reader_writes_dates(language, date, said):
    with translation.override(language):
        assert kinds.say("test-dated", {"name": "Kim", "date": date}) == said


def test_a_kind_nobody_registered_is_refused(rosa, at):
    with pytest.raises(kinds.UnknownKind):
        tell(rosa, code="test-unknown", at=at)
    assert not Notice.objects.exists()


def test_closed_accounts_are_told_nothing(rosa, milan, at):
    milan.is_active = False
    milan.save()
    assert [notice.user_id for notice in tell(rosa, milan, at=at)] == [rosa.pk]


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_database_refuses_a_way_out_of_the_site(rosa, at, url):
    fields = {"user": rosa, "kind": "test-calm", "key": "x", "created_at": at}
    with (
        pytest.raises(IntegrityError, match="a_notice_leads_into_this_site"),
        transaction.atomic(),
    ):
        Notice.objects.create(url=url, **fields)
    Notice.objects.create(url="/here/", **fields)


def test_calm_notices_wait_for_one_digest_in_the_morning(rosa, at, settings):
    settings.PUBLIC_URL = "https://hiring.example.com"
    rosa.time_zone = "Europe/Vilnius"
    rosa.save()
    tell(rosa, key="one", at=at)
    tell(rosa, key="two", at=at + dt.timedelta(hours=3))
    assert list(Task.objects.values_list("kind", "run_after_at")) == [
        ("notices.digest", clock(5, day=19))
    ]
    run_due(at=clock(4, 59, day=19))
    assert mail.outbox == []
    run_due(at=clock(5, day=19))
    [digest] = mail.outbox
    assert (digest.to, digest.subject) == (["rosa@example.com"], "2 notices")
    assert digest.body.count("Kim is calm.\nhttps://hiring.example.com/somewhere/\n") == 2
    assert set(Notice.objects.values_list("mailed_at", flat=True)) == {clock(5, day=19)}


def test_what_was_read_is_not_mailed(rosa, at):
    read, unread = tell(rosa, key="one", at=at) + tell(rosa, key="two", at=at)
    actions.mark_read(notice_id=read.pk, actor=rosa, at=at)
    run_due(at=clock(7, day=19))
    assert [each.subject for each in mail.outbox] == ["Kim is calm."]
    unread.refresh_from_db()
    assert unread.mailed_at == clock(7, day=19)


def test_prompt_notices_are_mailed_at_once_by_day_and_wait_at_night(rosa, at):
    tell(rosa, code="test-prompt", key="by day", at=at)
    run_due(at=at)
    assert [each.subject for each in mail.outbox] == ["Kim waits."]
    late = clock(22)
    tell(rosa, code="test-prompt", key="at night", at=late)
    run_due(at=late)
    assert len(mail.outbox) == 1
    run_due(at=clock(7, day=19))
    assert len(mail.outbox) == 2


def test_urgent_notices_are_mailed_at_any_hour(rosa, at):
    late = clock(23)
    tell(rosa, at=late, urgent=True)
    run_due(at=late)
    assert [each.subject for each in mail.outbox] == ["Kim is calm."]
    run_due(at=clock(7, day=19))
    assert len(mail.outbox) == 1


def test_mails_are_not_sent_twice_nor_to_who_has_left(rosa, milan, at):
    [first, second] = tell(rosa, milan, at=at, urgent=True)
    Notice.objects.filter(pk=first.pk).update(mailed_at=at)
    milan.is_active = False
    milan.save()
    run_due(at=at)
    assert mail.outbox == []
    assert set(Task.objects.values_list("state", flat=True)) == {Task.State.DONE}
    second.refresh_from_db()
    assert second.mailed_at is None


def test_a_line_break_in_a_name_cannot_add_a_header(rosa, at):
    actions.tell(
        user_ids=[rosa.pk],
        code="test-calm",
        text_values={"name": "Kim\nBcc: all@example.org\n"},
        url="/x/",
        key="x",
        at=at,
        urgent=True,
    )
    run_due(at=at)
    assert [each.subject for each in mail.outbox] == ["Kim Bcc: all@example.org is calm."]


def test_reading_twice_keeps_the_first_time(rosa, milan, at):
    [notice] = tell(rosa, at=at)
    later = at + dt.timedelta(hours=1)
    assert actions.mark_read(notice_id=notice.pk, actor=rosa, at=at).read_at == at
    assert actions.mark_read(notice_id=notice.pk, actor=rosa, at=later).read_at == at
    with pytest.raises(Notice.DoesNotExist):
        actions.mark_read(notice_id=notice.pk, actor=milan, at=later)


def test_reading_all_leaves_others_and_what_comes_later(rosa, milan, at):
    tell(rosa, milan, key="one", at=at)
    tell(rosa, key="two", at=at + dt.timedelta(minutes=1))
    assert actions.mark_all_read(actor=rosa, at=at) == 1
    assert actions.mark_all_read(actor=rosa, at=at) == 0
    unread = Notice.objects.unread().order_by("user", "pk").values_list("user", "key")
    assert list(unread) == [(rosa.pk, "two"), (milan.pk, "one")]


@pytest.mark.django_db(transaction=True)
def test_two_threads_tell_the_same_thing_once(rosa, at):
    ready = threading.Barrier(2)
    told = []

    def run():
        ready.wait()
        told.append(len(tell(rosa, at=at, urgent=True)))
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(told), Notice.objects.count(), Task.objects.count()) == ([0, 1], 1, 1)

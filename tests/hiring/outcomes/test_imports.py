"""A file on its way: read, mended, taken over by a worker, taken back."""

import datetime as dt
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from candidates.outbox.actions import drop_task
from candidates.outbox.models import Task
from candidates.outbox.work import run_due
from hiring.outcomes.actions.imports import (
    MappingIncomplete,
    NothingGood,
    NotNow,
    map_columns,
    mend_lines,
    read_file,
    start_import,
    undo_import,
)
from hiring.outcomes.models import Hire, Import, Period
from hiring.outcomes.queries.imports import check
from tests.hiring.outcomes.conftest import hires, period

HEAD = "email,month,csat,csat count,nps yes,nps count\n"
TWO_BAD = (
    HEAD
    + "h0@example.org,2026-06,4.5,20,17,20\n"
    + "nobody@example.org,2026-06,4.5,20,17,20\n"
    + "h1@example.org,2026-06,4.1,30,31,30\n"
    + "H1@example.org,2026-07,4.2,30,27,30\n"
)


@pytest.fixture
def batch(opening, milan, at):
    hires(opening, milan, at, 2)
    return read_file(name="june.csv", content=TWO_BAD, actor=milan, at=at)


def run(batch, milan, at):
    start_import(import_id=batch.pk, actor=milan, at=at)
    run_due(at=at)
    batch.refresh_from_db()
    return batch


def wrong(batch, user):
    return [(line.in_file, [f.sentence for f in line.faults]) for line in check(batch, user)
            if line.faults]  # fmt: skip


def test_two_bad_lines_are_said_line_by_line(batch, milan):
    assert wrong(batch, milan) == [
        (3, ["Nobody whom you hired has this address."]),
        (4, ["This is more than there were."]),
    ]


def test_good_lines_are_taken_over_and_bad_ones_left_out(batch, milan, at):
    done = run(batch, milan, at)
    assert (done.state, done.added, done.left_out, done.task.state) == ("done", 2, [1, 2], "done")
    rows = Period.objects.order_by("during").values_list(
        "hire__application__candidate__email", "promoters", "during", "batch"
    )
    june, july = list(rows)
    assert (june[0], june[1], june[2].lower, june[2].upper, june[3]) == (
        "h0@example.org", 17, dt.date(2026, 6, 1), dt.date(2026, 7, 1), batch.pk
    )  # fmt: skip
    assert july[0] == "h1@example.org"


def test_mended_lines_are_good(batch, milan, at):
    mend_lines(
        import_id=batch.pk, cells={2: ["h1@example.org", "2026-06", "4.1", "30", "29", "30"]}
    )
    mend_lines(import_id=batch.pk, cells={1: ["h0@example.org", "2026-07", "4", "9", "8", "9"]})
    mend_lines(import_id=batch.pk, cells={99: ["x"] * 6, 0: ["too few"]})
    batch.refresh_from_db()
    assert wrong(batch, milan) == []
    assert run(batch, milan, at).added == 4


def test_starting_twice_takes_over_once(batch, milan, at):
    run(batch, milan, at)
    assert run(batch, milan, at).added == 2
    assert (Period.objects.count(), Task.objects.filter(kind="outcomes.import").count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_two_who_start_at_once_start_one(batch, milan, at):
    gate = Barrier(2)

    def start():
        try:
            gate.wait(5)
            start_import(import_id=batch.pk, actor=milan, at=at)
        finally:
            connection.close()

    threads = [Thread(target=start) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert Task.objects.filter(kind="outcomes.import").count() == 1


def test_taking_it_back_takes_its_figures_and_no_others(batch, milan, at):
    other = period(Hire.objects.first(), 9, quality=90)
    run(batch, milan, at)
    for _time in range(2):
        undone = undo_import(import_id=batch.pk, actor=milan, at=at)
    assert (undone.state, undone.undone_by) == ("undone", milan)
    assert list(Period.objects.all()) == [other]
    again = read_file(name="june.csv", content=TWO_BAD, actor=milan, at=at)
    assert run(again, milan, at).added == 2


def test_figures_that_are_there_are_not_taken_twice(batch, milan, at):
    run(batch, milan, at)
    again = read_file(name="june.csv", content=TWO_BAD, actor=milan, at=at)
    said = dict(wrong(again, milan))
    assert said[2] == ["There are figures for these days already."]
    with pytest.raises(NothingGood):
        start_import(import_id=again.pk, actor=milan, at=at)


def test_one_file_does_not_say_the_same_month_twice(batch, milan, at):
    twice = HEAD + "h0@example.org,2026-06,4.5,20,17,20\n" * 2
    again = read_file(name="x.csv", content=twice, actor=milan, at=at)
    assert wrong(again, milan) == [(3, ["There are figures for these days already."])]


def test_nothing_before_the_first_day(batch, milan, at):
    early = HEAD + "h0@example.org,2026-01,4.5,20,17,20\n"
    again = read_file(name="x.csv", content=early, actor=milan, at=at)
    assert wrong(again, milan) == [(2, ["This lies before their first day."])]


def test_hires_of_others_are_nobody(batch, oskar, at):
    theirs = read_file(name="x.csv", content=TWO_BAD, actor=oskar, at=at)
    assert dict(wrong(theirs, oskar))[2] == ["Nobody whom you hired has this address."]


def test_a_mapping_that_lacks_something_starts_nothing(batch, milan, at):
    with pytest.raises(MappingIncomplete, match="e-mail"):
        map_columns(import_id=batch.pk, mapping={"month": 1, "quality": 2}, dates="iso")
    Import.objects.update(mapping={})
    with pytest.raises(MappingIncomplete):
        start_import(import_id=batch.pk, actor=milan, at=at)


def test_what_is_done_is_neither_mapped_nor_mended(batch, milan, at):
    run(batch, milan, at)
    with pytest.raises(NotNow, match="Taken over"):
        map_columns(import_id=batch.pk, mapping=batch.mapping, dates="iso")
    with pytest.raises(NotNow):
        mend_lines(import_id=batch.pk, cells={})


def test_what_never_ran_cannot_be_taken_back(batch, milan, at):
    with pytest.raises(NotNow, match="Read"):
        undo_import(import_id=batch.pk, actor=milan, at=at)


def test_a_dropped_task_lets_one_begin_again(batch, milan, ada, at):
    started = start_import(import_id=batch.pk, actor=milan, at=at)
    Task.objects.filter(pk=started.task_id).update(state="held")
    drop_task(task_id=started.task_id, actor=ada, at=at)
    batch.refresh_from_db()
    assert (batch.state, batch.task) == ("read", None)
    assert run(batch, milan, at).added == 2


def upload(client, text, name="june.csv"):
    file = SimpleUploadedFile(name, text.encode(), "text/csv")
    return client.post("/outcomes/imports/", {"file": file})


def test_the_whole_way_on_the_pages(client, opening, milan, at):
    hires(opening, milan, at, 2)
    client.force_login(milan)
    page = upload(client, TWO_BAD)["Location"]
    text = client.get(page).content.decode()
    assert "2 lines are good, 2 need another look" in text
    assert "Nobody whom you hired has this address." in text
    typed = {"line": "1", "cell-1-0": "h0@example.org", "cell-1-1": "2026-08"}
    client.post(f"{page}lines/", typed)
    assert "3 lines are good, 1 needs another look" in client.get(page).content.decode()
    client.post(f"{page}start/")
    assert "Queued" in client.get(page).content.decode()
    run_due(at=timezone.now())
    text = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "3 lines were taken over." in text
    assert "<html" not in text
    client.post(f"{page}undo/")
    assert "Nothing of it counts." in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("one line", "at least one line"),
        ("", "The submitted file is empty."),
        ("\x00\x01", "not a CSV file"),
    ],
)
def test_a_file_that_is_no_table_says_why(client, milan, text, says):
    client.force_login(milan)
    response = upload(client, text)
    assert (response.status_code, says in response.content.decode()) == (422, True)
    assert Import.objects.count() == 0


def test_columns_that_cannot_be_guessed_are_asked_for(client, opening, milan, at):
    hires(opening, milan, at, 1)
    client.force_login(milan)
    page = upload(client, "who,when,x\nh0@example.org,2026-06,90")["Location"]
    assert "Say which column holds the e-mail" in client.get(page).content.decode()
    refused = client.post(f"{page}columns/", {"email": "0", "dates": "iso"})
    assert refused.status_code == 422
    typed = {"email": "0", "month": "1", "quality": "2", "dates": "iso"}
    assert client.post(f"{page}columns/", typed).status_code == 302
    assert "1 line is good" in client.get(page).content.decode()
    assert client.post(f"{page}columns/", typed | {"email": "9"}).status_code == 422


def test_imports_of_others_are_not_there(client, batch, oskar, ada):
    for user, status in ((oskar, 404), (ada, 200)):
        client.force_login(user)
        assert client.get(f"/outcomes/imports/{batch.pk}/").status_code == status

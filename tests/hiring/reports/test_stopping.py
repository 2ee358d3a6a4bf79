"""Stopping a report, and many scorecards as one file."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from candidates.files.models import StoredFile
from candidates.outbox.models import Task
from candidates.outbox.work import run_due
from hiring.reports import actions, kinds, render
from hiring.reports.kinds import ReportRefused, Wanted
from hiring.reports.models import Report
from tests.conftest import make_application
from tests.hiring.conftest import owe_scorecard
from tests.hiring.reports.conftest import make_sheet
from tests.hiring.reports.papers import ask, html_of


def bundle(opening, chosen, actor, at) -> Report:
    keys = tuple(sorted(each.pk for each in chosen))
    wanted = Wanted("scorecard-bundle", opening_id=opening.pk, chosen=keys)
    return actions.ask_report(wanted=wanted, language="en", actor=actor, at=at)


def test_waiting_report_is_cancelled_and_never_drawn(marked, milan, at):
    report = ask(marked, milan, at)
    for _twice in range(2):
        report = actions.cancel_report(report_id=report.pk, actor=milan, at=at)
    assert run_due(at=at) == 0
    report.refresh_from_db()
    assert (report.is_cancelled, report.file) == (True, None)
    assert report.task.state == Task.State.DROPPED
    assert ask(marked, milan, at) != report


def test_running_report_stops_at_its_next_page(marked, milan, at, monkeypatch):
    report = ask(marked, milan, at)
    gather = kinds.get("composite-scorecard").gather

    def gather_and_cancel(*arguments):
        actions.cancel_report(report_id=report.pk, actor=milan, at=at)
        return gather(*arguments)

    monkeypatch.setitem(
        kinds._kinds,
        "composite-scorecard",
        dataclasses.replace(
            kinds.get("composite-scorecard"), gather=gather_and_cancel, pages=lambda _inputs: 1
        ),
    )
    run_due(at=at)
    report.refresh_from_db()
    assert report.is_cancelled
    assert StoredFile.objects.count() == 0


def test_finished_report_is_not_cancelled(marked, milan, at):
    report = ask(marked, milan, at)
    run_due(at=at)
    report = actions.cancel_report(report_id=report.pk, actor=milan, at=at)
    assert not report.is_cancelled
    assert report.file is not None


def test_every_page_is_told_and_whoever_hears_may_end_the_child():
    html, digest = html_of(make_sheet())
    told: list[int] = []
    render.draw(html, identifier=digest, on_page=told.append)
    assert told == [1, 2, 3]

    class Enough(Exception):
        pass

    def enough(_page):
        raise Enough

    with pytest.raises(Enough):
        render.draw(html, identifier=digest, on_page=enough)
    assert render.draw(html, identifier=digest).startswith(b"%PDF-1.7")


def test_bundle_holds_a_scorecard_each_and_says_what_is_left_out(marked, opening, milan, at):
    unmarked = make_application(opening, "Nobody Yet", "nobody@example.org", at)
    report = bundle(opening, [marked, unmarked], milan, at)
    run_due(at=at)
    report.refresh_from_db()
    with storages["private"].open(report.file.path) as opened:
        kept = zipfile.ZipFile(io.BytesIO(opened.read()))
    assert sorted(kept.namelist()) == [
        "000 contents.txt",
        "001 Kim Karlsson, Headset advisor.pdf",
    ]
    contents = kept.read("000 contents.txt").decode()
    assert f"Application {unmarked.pk}: There is nothing to report on yet" in contents
    assert report.file.content_type == "application/zip"


def test_bundle_asks_a_busy_machine_again_for_the_one_document(
    marked, opening, milan, at, monkeypatch
):
    report, drawn, draw = bundle(opening, [marked], milan, at), [], render.draw

    def busy_at_first(*arguments, **keywords):
        drawn.append(1)
        if len(drawn) == 1:
            raise render.MachineTooBusy
        return draw(*arguments, **keywords)

    monkeypatch.setattr(render, "draw", busy_at_first)
    run_due(at=at)
    report.refresh_from_db()
    assert (len(drawn), report.task.attempts, report.file.content_type) == (
        2, 1, "application/zip",
    )  # fmt: skip


def test_bundle_is_refused_to_the_blind_by_name(marked, plan, opening, milan, at):
    owe_scorecard(marked, plan, milan, at)
    with pytest.raises(ReportRefused, match="You still owe scorecards for Kim Karlsson"):
        bundle(opening, [marked], milan, at)


def test_database_refuses_a_report_about_two_things_and_a_bundle_of_none(marked, milan, at):
    fields = {"kind": "x", "asked_by": milan, "asked_at": at, "expires_at": at + actions.KEPT}
    with pytest.raises(IntegrityError, match="about_exactly_one_thing"), transaction.atomic():
        Report.objects.create(
            application=marked, opening=marked.opening, month=at.date().replace(day=1), **fields
        )
    with pytest.raises(IntegrityError, match="a_bundle_has_one"), transaction.atomic():
        Report.objects.create(opening=marked.opening, **fields)

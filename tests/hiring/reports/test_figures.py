"""A board on paper: what stands on it, who may have it, and that marks stay off blind eyes."""

import pytest
import time_machine
from django.core.files.storage import storages
from django.urls import reverse

from candidates.applications.models import State
from candidates.outbox.work import run_due
from hiring.dashboards.actions import keep_snapshots, work_out_snapshots
from hiring.fairness.actions import keep_counts
from hiring.fairness.counting import counts_of
from hiring.reports.actions import ask_report
from hiring.reports.kinds import ReportRefused, Wanted
from hiring.reports.models import Report
from interviews.scorecards.models import Scorecard
from tests.hiring.dashboards.marked import end, make_plan, mark_many
from tests.hiring.fairness.people import fill
from tests.hiring.interviewers.cards import mark_all, marked_plan
from tests.hiring.reports.papers import text_of


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def crowd(opening, milan, at):
    people = mark_many(opening, make_plan(opening, at), 40, at)
    for application in people[:8]:
        end(application, State.DECLINED, milan, at)
    results = work_out_snapshots(opening_id=opening.pk, at=at)
    keep_snapshots(opening_id=opening.pk, results=results, at=at)
    return people


def ask(figures, actor, at):
    return ask_report(wanted=Wanted("figures", figures=figures), language="en", actor=actor, at=at)


def text_for(figures, actor, at):
    report = ask(figures, actor, at)
    run_due(at=at)
    report.refresh_from_db()
    with storages["private"].open(report.file.path) as file:
        return text_of(file.read())


@pytest.mark.parametrize(
    ("code", "heading"),
    [
        ("funnel", "From applied to hired"),
        ("bar", "Where candidates lie around the bar"),
        ("stages", "Which stage should we drop?"),
    ],
)
def test_a_board_is_printed_with_its_tables(crowd, opening, milan, at, code, heading):
    text = text_for(f"{code}?opening={opening.slug}", milan, at)
    assert heading in text
    assert "Milan Mraz" in text
    assert "Page 1 of" in text


def test_fairness_and_ones_own_marks_are_printed(opening, milan, ines, viktor, at):
    fill(opening, milan, at, hired=20, of=60, gender="man")
    fill(opening, milan, at, hired=12, of=60, gender="woman")
    keep_counts(opening_id=opening.pk, counts=counts_of(opening.pk), at=at)
    text = text_for("fairness?by=gender", milan, at)
    assert "What may be said" in text
    mark_all(opening, marked_plan(opening, at), [ines, viktor], 9, at)
    results = work_out_snapshots(opening_id=opening.pk, at=at)
    keep_snapshots(opening_id=opening.pk, results=results, at=at)
    own = text_for("my-marks", ines, at)
    assert "How the scale is used" in own
    assert "Viktor" not in own


def test_the_button_on_a_board_leads_to_the_report(client, crowd, opening, milan):
    client.force_login(milan, "hiring.accounts.backends.StaffBackend")
    page = client.get(reverse("hiring:bar-board"), {"opening": opening.slug}).content.decode()
    assert f'name="figures" value="bar?opening={opening.slug}"' in page
    form = {"kind": "figures", "figures": f"bar?opening={opening.slug}"}
    answered = client.post(reverse("hiring:figures-ask"), form)
    report = Report.objects.get()
    assert answered.headers["Location"] == reverse("hiring:report-page", args=[report.pk])
    assert report.figures == form["figures"]
    client.post(reverse("hiring:figures-ask"), form)
    assert Report.objects.count() == 1  # the same one is on its way
    assert "Figures" in client.get(reverse("hiring:report-list")).content.decode()


@pytest.mark.parametrize("figures", ["nonsense", "", "bar?opening=" + "x" * 700])
def test_nonsense_gets_a_sentence(client, crowd, milan, figures):
    client.force_login(milan, "hiring.accounts.backends.StaffBackend")
    answered = client.post(reverse("hiring:figures-ask"), {"kind": "figures", "figures": figures})
    assert answered.status_code == 422
    assert "There is no such" in answered.content.decode()


def test_no_board_of_others_for_interviewers_and_recruiters(crowd, ines, rosa, at):
    with pytest.raises(ReportRefused, match="no such board"):
        ask("interviewers", ines, at)
    with pytest.raises(ReportRefused, match="no such board"):
        ask("fairness", rosa, at)


def test_whoever_owes_a_scorecard_has_no_marks_on_paper(client, crowd, opening, milan, at):
    report = ask("bar", milan, at)
    run_due(at=at)
    stage = opening.plans.get().stages.first()
    Scorecard.objects.create(
        stage=stage, application=crowd[-1], interviewer=milan, due_at=at, created_at=at
    )
    with pytest.raises(ReportRefused, match="You still owe scorecards in Headset advisor, Vilnius"):
        ask("stages", milan, at)
    client.force_login(milan, "hiring.accounts.backends.StaffBackend")
    assert client.get(reverse("hiring:report-file", args=[report.pk])).status_code == 403
    assert ask("funnel", milan, at).pk  # made of no marks


def test_a_board_that_one_may_not_see_any_more_is_gone(client, crowd, milan, at):
    report = ask("fairness", milan, at)
    milan.groups.clear()
    client.force_login(milan, "hiring.accounts.backends.StaffBackend")
    assert client.get(reverse("hiring:report-page", args=[report.pk])).status_code == 404

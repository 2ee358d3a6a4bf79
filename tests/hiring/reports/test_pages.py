"""The panel, the page that waits, the file; and who gets which."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from candidates.files.models import FileRead
from candidates.outbox.work import run_due
from hiring.reports.kinds import Wanted
from hiring.reports.models import Report
from tests.hiring.conftest import owe_scorecard
from tests.hiring.reports.papers import KIND, ask

HTMX = {"HX-Request": "true"}
FORM = {"kind": KIND, "language": "en"}


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user, "hiring.accounts.backends.StaffBackend")
        return client

    return sign_in


@pytest.fixture
def report(marked, milan, at) -> Report:
    return ask(marked, milan, at)


def page_of(report):
    return reverse("hiring:report-page", args=[report.pk])


def file_of(report):
    return reverse("hiring:report-file", args=[report.pk])


def test_asking_leads_to_the_page_that_waits(marked, milan, signed_in):
    url = reverse("hiring:report-ask", args=[marked.pk])
    answer = signed_in(milan).post(url, FORM)
    report = Report.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, page_of(report))
    page = signed_in(milan).get(page_of(report))
    assert page.status_code == 200
    assert f'hx-get="{page_of(report)}"' in page.content.decode()


def test_page_that_waits_becomes_the_page_with_the_file(report, milan, signed_in, at):
    run_due(at=at)
    fragment = signed_in(milan).get(page_of(report), headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert "hx-get" not in fragment
    assert file_of(report) in fragment


def test_file_is_served_and_its_reading_written_down(report, milan, signed_in, at):
    assert signed_in(milan).get(file_of(report)).headers["Location"] == page_of(report)
    run_due(at=at)
    answer = signed_in(milan).get(file_of(report))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")
    assert FileRead.objects.get().reader == milan


@pytest.mark.parametrize("name", ["rosa", "oskar", "ines", "ada"])
def test_report_of_another_is_not_there(report, name, signed_in, request, at):
    run_due(at=at)
    client = signed_in(request.getfixturevalue(name))
    assert client.get(page_of(report)).status_code == 404
    assert client.get(file_of(report)).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("oskar", 404), ("ines", 404), ("ada", 302)])
def test_stranger_cannot_ask(marked, name, status, signed_in, request):
    client = signed_in(request.getfixturevalue(name))
    url = reverse("hiring:report-ask", args=[marked.pk])
    assert client.post(url, FORM).status_code == status


def test_anonymous_visitor_is_sent_to_the_login(report, client):
    assert client.get(page_of(report)).status_code == 302
    assert client.get(file_of(report)).headers["Location"].startswith("/login/")


def test_who_became_blind_cannot_open_the_file(report, plan, marked, milan, signed_in, at):
    run_due(at=at)
    owe_scorecard(marked, plan, milan, at)
    answer = signed_in(milan).get(file_of(report))
    assert answer.status_code == 403


def test_expired_report_is_not_there(report, milan, signed_in, at):
    run_due(at=at)
    with time_machine.travel(report.expires_at, tick=False):
        assert signed_in(milan).get(page_of(report)).status_code == 404


def test_refusal_is_a_sentence(kim, plan, milan, signed_in):
    answer = signed_in(milan).post(reverse("hiring:report-ask", args=[kim.pk]), FORM)
    assert answer.status_code == 422
    assert "no mark for this candidate is locked" in answer.content.decode()


def test_unknown_kind_is_answered_with_the_form(marked, milan, signed_in):
    url = reverse("hiring:report-ask", args=[marked.pk])
    answer = signed_in(milan).post(url, {"kind": "gossip", "language": "en"})
    assert answer.status_code == 422
    assert Report.objects.count() == 0


def test_failed_report_says_why_and_can_be_asked_again(report, plan, marked, milan, signed_in, at):
    card = owe_scorecard(marked, plan, milan, at)
    run_due(at=at)
    page = signed_in(milan).get(page_of(report)).content.decode()
    assert "You still owe a scorecard" in page
    assert "Ask again" in page
    assert card.pk


@pytest.mark.parametrize("reports", [1, 3])
def test_page_makes_the_same_queries_whatever_there_is(
    reports, marked, milan, signed_in, at, django_assert_num_queries
):
    from hiring.reports.queries import reports_on

    for _each in range(reports):
        ask(marked, milan, at)
        run_due(at=at)
    with django_assert_num_queries(2):
        shown = reports_on(milan, Wanted(KIND, application_id=marked.pk), at=at, limit=5)
        assert [report.file.size > 0 for report in shown] == [True] * reports


def test_panel_offers_the_report_and_shows_earlier_ones(report, marked, milan, signed_in, at):
    run_due(at=at)
    url = reverse("candidates:application-further", args=[marked.pk])
    page = signed_in(milan).get(url).content.decode()
    assert reverse("hiring:report-ask", args=[marked.pk]) in page
    assert page_of(report) in page


def test_panel_tells_the_blind_why_not(marked, plan, milan, signed_in, at):
    owe_scorecard(marked, plan, milan, at)
    page = signed_in(milan).get(reverse("candidates:application-further", args=[marked.pk]))
    assert "You still owe a scorecard" in page.content.decode()
    assert reverse("hiring:report-ask", args=[marked.pk]) not in page.content.decode()

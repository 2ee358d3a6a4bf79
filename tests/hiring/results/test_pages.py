"""The pages of result sheets, and the candidate's own card and PDF."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.outbox.work import run_due
from candidates.portal.actions import mint_link
from hiring.reports.models import Report
from hiring.results.actions import approve_result, write_result
from hiring.results.models import ResultSheet
from interviews.days.models import Attendance
from tests.conftest import make_application
from tests.hiring.conftest import owe_scorecard
from tests.hiring.reports.papers import text_of

OVERALL, SAID = "You stayed calm throughout.", "You asked twice, CANARY-WORDS."


def page_of(application):
    return reverse("hiring:result-page", args=[application.pk])


@pytest.fixture
def staff(client):
    def sign_in(user):
        client.force_login(user, "hiring.accounts.backends.StaffBackend")
        return client

    return sign_in


def portal_of(client, application):
    client.logout()
    token = mint_link(candidate_id=application.candidate_id, at=timezone.now())
    client.post(f"/my/enter/{token}/")
    return client.get(reverse("candidates:portal-home")).content.decode()


def given(application, stage, actor, at):
    write_result(
        application_id=application.pk, overall=OVERALL, texts={stage.pk: SAID}, version=0,
        actor=actor, at=at,
    )  # fmt: skip
    return approve_result(application_id=application.pk, actor=actor, at=at)


def test_writing_approving_and_reading(told, stage, rosa, staff):
    typed = {"overall": OVERALL, f"stage_{stage.pk}": SAID, "version": "0"}
    assert staff(rosa).post(page_of(told), typed).status_code == 302
    assert SAID in staff(rosa).get(page_of(told)).content.decode()
    approve = reverse("hiring:result-approve", args=[told.pk])
    assert staff(rosa).post(approve).headers["Location"] == page_of(told)
    page = staff(rosa).get(page_of(told)).content.decode()
    assert "Written by Rosa Ruiz, approved by Rosa Ruiz" in page
    assert "<textarea" not in page


def test_refusal_stands_above_what_was_kept(told, stage, rosa, staff):
    typed = {"overall": "Ines was impressed.", f"stage_{stage.pk}": SAID, "version": "0"}
    staff(rosa).post(page_of(told), typed)
    answer = staff(rosa).post(reverse("hiring:result-approve", args=[told.pk]))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "“Ines” is the name of somebody who interviewed." in text
    assert "Ines was impressed." in text


def test_nothing_typed_is_lost(told, stage, rosa, staff):
    answer = staff(rosa).post(page_of(told), {f"stage_{stage.pk}": SAID, "version": "0"})
    assert answer.status_code == 422
    assert SAID in answer.content.decode()
    assert not ResultSheet.objects.exists()


def test_portal_shows_the_words_and_nobody_of_the_staff(told, stage, rosa, client, at):
    assert "How your Service Day went" not in portal_of(client, told)
    given(told, stage, rosa, at)
    page = portal_of(client, told)
    assert OVERALL in page
    assert SAID in page
    assert [who for who in ("Rosa", "Milan", "Ines") if who in page] == []


def test_candidate_keeps_the_pdf_and_no_other_does(told, jonas, stage, rosa, client, staff, at):
    given(told, stage, rosa, at)
    run_due(at=at)
    url = reverse("hiring:own-paper", args=[Report.objects.get().pk])
    assert url in portal_of(client, told)
    answer = client.get(url)
    text = text_of(b"".join(answer.streaming_content))
    assert "CANARY-WORDS" in text
    assert [who for who in ("Rosa", "Milan", "Ines") if who in text] == []
    portal_of(client, jonas)
    assert client.get(url).status_code == 404
    client.logout()
    assert staff(rosa).get(url).headers["Location"] == reverse("candidates:portal-again")


def test_the_blind_and_strangers_find_nothing(
    told, stage, plan, rosa, milan, oskar, ines, staff, at
):
    given(told, stage, rosa, at)
    owe_scorecard(told, plan, milan, at)
    for user in (milan, oskar, ines):
        assert staff(user).get(page_of(told)).status_code == 404
    application = reverse("candidates:application-page", args=[told.pk])
    assert "result-panel" in staff(rosa).get(application).content.decode()
    assert "result-panel" not in staff(milan).get(application).content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_list_of_a_day_takes_the_same_queries(
    people, told, day, opening, stage, rosa, staff, at, django_assert_num_queries
):
    given(told, stage, rosa, at)
    for number in range(people - 1):
        guest = make_application(opening, f"Guest {number}", f"g{number}@example.org", at)
        Attendance.objects.create(day=day, application=guest, arrived_at=at)
    client = staff(rosa)
    url = reverse("hiring:day-results", args=[day.pk])
    client.get(url)
    with django_assert_num_queries(7):
        page = client.get(url).content.decode()
    assert page.count("Result sheet of") == people
    assert "with the candidate" in page


def test_list_of_a_day_tells_the_blind_no_state(told, day, plan, stage, rosa, milan, staff, at):
    given(told, stage, rosa, at)
    owe_scorecard(told, plan, milan, at)
    page = staff(milan).get(reverse("hiring:day-results", args=[day.pk])).content.decode()
    assert "with the candidate" not in page
    assert "You still owe a scorecard." in page

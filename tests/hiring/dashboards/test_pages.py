"""Home for every role, and the funnel page."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.applications.models import Application, State
from candidates.messages.models import Message
from candidates.outbox.models import Task
from hiring.dashboards.queries.errands import errands_for
from hiring.decisions.actions import decide
from interviews.days.models import Day
from interviews.scorecards.models import RedFlag
from tests.conftest import make_application
from tests.hiring.conftest import give_composite, owe_scorecard, put


def titles(user, at):
    return {errand.title: errand.count for errand in errands_for(user, at)}


def make_day(opening, state, on, at):
    stamps = {"published_at": at} if state == Day.State.PUBLISHED else {}
    return Day.objects.create(
        opening=opening,
        on=on,
        starts_at=at,
        site="Vilnius",
        time_zone="Europe/Vilnius",
        state=state,
        created_at=at,
        **stamps,
    )


def test_interviewers_see_what_is_late_and_what_is_due_today(kim, jonas, plan, ines, at):
    owe_scorecard(kim, plan, ines, at - dt.timedelta(hours=1))
    owe_scorecard(jonas, plan, ines, at + dt.timedelta(hours=1))
    assert titles(ines, at) == {"Scorecards overdue": 1, "Scorecards due today": 1}
    late = errands_for(ines, at)[0]
    assert late.urgent
    assert late.lines[0].text == "Kim Karlsson"
    assert late.lines[0].detail.startswith("Voice coach, due 18 Nov")


def test_recruiters_see_who_waits_longest_and_whose_marks_are_late(
    kim, jonas, opening, plan, rosa, ines, viktor, milan, at
):
    long_ago = at - dt.timedelta(days=40)
    for application, state in ((kim, State.SCREENING), (jonas, State.INVITED)):
        put(application, state)
        Application.objects.filter(pk=application.pk).update(state_since_at=long_ago)
        long_ago += dt.timedelta(days=30)
    owe_scorecard(kim, plan, ines, at - dt.timedelta(hours=1))
    owe_scorecard(kim, plan, viktor, at + dt.timedelta(hours=1))
    found = {str(errand.title): errand for errand in errands_for(rosa, at)}
    # ten days are not too long for somebody who was invited
    assert [(line.text, line.detail) for line in found["Waiting longest"].lines] == [
        ("Kim Karlsson", f"Screening, 1 month · {opening}")
    ]
    owed = found["Interviewers who owe scorecards"]
    assert (owed.count, [line.text for line in owed.lines]) == (1, ["Ines Ivanova"])
    assert owed.lines[0].detail.startswith("1, due 18 Nov")
    assert "Interviewers who owe scorecards" not in titles(milan, at)


def test_who_withdrew_is_no_longer_owed_a_scorecard_now(kim, plan, ines, at):
    owe_scorecard(kim, plan, ines, at)
    put(kim, State.WITHDRAWN)
    assert titles(ines, at) == {}


def test_recruiters_see_applications_drafts_and_days(kim, jonas, opening, rosa, oskar, at):
    Message.objects.create(
        candidate=kim.candidate,
        application=kim,
        code="invited",
        to_address="kim@example.org",
        subject="Come",
        body="…",
        created_at=at,
    )
    make_day(opening, Day.State.PUBLISHED, at.date(), at)
    make_day(opening, Day.State.PLANNED, at.date() + dt.timedelta(days=7), at)
    assert titles(rosa, at) == {
        "New applications to screen": 2,
        "Mails to read and release": 1,
        "Days running today": 1,
        "Days to publish": 1,
    }
    assert titles(oskar, at) == {}


def test_hiring_managers_see_decisions_and_overrides(deciding, jonas, plan, milan, nora, ada, at):
    put(jonas, State.DECIDING)
    give_composite(deciding, plan, "near", at)
    decide(
        application_id=deciding.pk,
        verdict="hire",
        reason_code="evidence",
        reason="Calm.",
        actor=nora,
        at=at,
    )
    assert titles(milan, at) == {"Overrides to agree to": 1, "Candidates to decide on": 1}
    assert titles(nora, at) == {"Candidates to decide on": 1}
    assert titles(ada, at) == {"Overrides to agree to": 1}


def test_red_flags_come_first_and_not_to_the_blind(deciding, plan, milan, rosa, ines, at):
    card = owe_scorecard(deciding, plan, ines, at)
    RedFlag.objects.create(
        application=deciding,
        scorecard=card,
        kind="dishonesty",
        seen="Copied the answer.",
        raised_by=ines,
        raised_at=at,
    )
    assert errands_for(milan, at)[0].title == "Red flags to answer"
    assert titles(rosa, at) == {"Red flags to answer": 1}
    owe_scorecard(deciding, plan, milan, at + dt.timedelta(days=2))
    assert "Red flags to answer" not in titles(milan, at)


def test_administrators_see_work_that_is_stuck(ada, rosa, at):
    for state in ("failed", "held", "held"):
        Task.objects.create(
            kind="messages.send", queue="fast", state=state, created_at=at, run_after_at=at
        )
    assert titles(ada, at) == {"Work that failed": 1, "Work held for a person": 2}
    assert titles(rosa, at) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_home_makes_the_same_number_of_queries(
    client, opening, plan, rosa, milan, at, django_assert_num_queries, count
):
    for number in range(count):
        application = make_application(opening, f"N {number}", f"n{number}@example.org", at)
        put(application, State.DECIDING)
        give_composite(application, plan, "near", at)
        owe_scorecard(application, plan, rosa, at)
    for user, queries in ((rosa, 17), (milan, 14)):
        client.force_login(user)
        with django_assert_num_queries(queries):
            client.get(reverse("hiring:home"))


def test_home_of_somebody_without_anything_says_so(client, ines):
    client.force_login(ines)
    text = client.get(reverse("hiring:home")).content.decode()
    assert "Hello, Ines" in text
    assert "Nothing waits for you" in text
    assert "How it goes" not in text


def test_home_needs_a_login(client, db):
    assert client.get("/").url == f"{reverse('account_login')}?next=/"


def test_funnel_page_says_one_in_how_many(client, opening, kim, jonas, milan, at):
    put(kim, State.DECLINED, by=milan)
    client.force_login(milan)
    text = client.get(reverse("hiring:funnel")).content.decode()
    assert "Nobody is hired yet" in text
    assert "<title>Funnel of Headset advisor, Vilnius: Applied 2" in text


def test_funnel_shows_only_what_one_may_see(client, kim, oskar):
    client.force_login(oskar)
    text = client.get(reverse("hiring:funnel")).content.decode()
    assert "Nobody has applied yet" in text
    assert "Headset advisor" not in text
    hidden = client.get(reverse("hiring:funnel"), {"opening": "headset-advisor-vilnius"})
    assert "Headset advisor" not in hidden.content.decode()
    url = reverse("hiring:opening-funnel", args=["headset-advisor-vilnius"])
    assert client.get(url).status_code == 404


def test_funnel_filters_stand_in_the_address(client, opening, milan):
    now = timezone.now()
    make_application(opening, "Old One", "old@example.org", now - dt.timedelta(days=100))
    client.force_login(milan)
    url = reverse("hiring:funnel")
    assert "Applied 1" in client.get(url, {"opening": opening.slug}).content.decode()
    recent = client.get(url, {"period": "90"})
    assert "Nobody has applied yet" in recent.content.decode()
    assert '<option value="90" selected>' in recent.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_funnel_makes_the_same_number_of_queries(
    client, opening, milan, at, django_assert_num_queries, count
):
    for number in range(count):
        make_application(opening, f"N {number}", f"n{number}@example.org", at)
    client.force_login(milan)
    with django_assert_num_queries(9):
        client.get(reverse("hiring:funnel"))
    with django_assert_num_queries(9):
        client.get(reverse("hiring:opening-funnel", args=[opening.slug]))


def test_home_names_who_stands_near_the_bar_and_never_to_the_blind(
    client, kim, jonas, plan, milan, rosa, at
):
    for application in (kim, jonas):
        put(application, State.DECIDING)
        give_composite(application, plan, "near", at)
    near = [e for e in errands_for(milan, at) if str(e.title).startswith("Of these near the bar")]
    assert sorted(line.text for line in near[0].lines) == ["Jonas Jonaitis", "Kim Karlsson"]
    assert not [
        e for e in errands_for(rosa, at) if str(e.title).startswith("Of these near the bar")
    ]
    owe_scorecard(kim, plan, milan, at)
    near = [e for e in errands_for(milan, at) if str(e.title).startswith("Of these near the bar")]
    assert [line.text for line in near[0].lines] == ["Jonas Jonaitis"]


def test_home_leads_to_the_boards_that_one_may_see(client, kim, milan, ines):
    client.force_login(milan)
    assert 'href="/dashboards/stages/"' in client.get(reverse("hiring:home")).content.decode()
    client.force_login(ines)
    text = client.get(reverse("hiring:home")).content.decode()
    assert 'href="/dashboards/my-marks/"' in text
    assert "/dashboards/stages/" not in text

"""A second sitting on site: granted with a reason, begun with a word, both results kept."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from candidates.applications.models import State
from interviews.plans.models import Stage
from interviews.sittings import actions, queries
from interviews.sittings.models import Result, Retest, Sitting

pytestmark = pytest.mark.django_db
REASON = "The result from home is to be confirmed."


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at + dt.timedelta(minutes=1), tick=False):
        yield


def end(sitting, raw, at):
    """End a sitting with a result."""
    actions.stop_sittings(application_id=sitting.application_id, at=at)
    Result.objects.create(sitting=sitting, raw=raw, maximum=36, error=2.0, scored_at=at)


@pytest.fixture
def first(sitting, at) -> Sitting:
    end(sitting, 30, at)
    sitting.refresh_from_db()
    return sitting


@pytest.fixture
def retest(first, rosa, at) -> Retest:
    return actions.grant_retest(sitting_id=first.pk, reason=REASON, actor=rosa, at=at)


def begin(retest, at) -> Sitting:
    return actions.start_retest(retest_id=retest.pk, word=retest.word.upper(), at=at)


def test_granting_twice_is_granting_once(first, retest, rosa, at):
    again = actions.grant_retest(sitting_id=first.pk, reason="Other.", actor=rosa, at=at)
    assert (again.pk, again.reason) == (retest.pk, REASON)
    assert len(retest.word) == 8


def test_running_and_set_aside_sittings_are_refused(sitting, rosa, at):
    with pytest.raises(actions.NoRetest):
        actions.grant_retest(sitting_id=sitting.pk, reason=REASON, actor=rosa, at=at)
    actions.allow_again(sitting_id=sitting.pk, reason="The power failed.", actor=rosa, at=at)
    with pytest.raises(actions.NoRetest):
        actions.grant_retest(sitting_id=sitting.pk, reason=REASON, actor=rosa, at=at)


def test_retest_needs_a_reason(first, rosa, at):
    with pytest.raises(actions.ReasonMissing):
        actions.grant_retest(sitting_id=first.pk, reason="  ", actor=rosa, at=at)
    assert not Retest.objects.exists()


def test_only_the_word_begins_it_and_the_items_are_others(retest, first, at):
    with pytest.raises(actions.WrongWord):
        actions.start_retest(retest_id=retest.pk, word="start", at=at)
    second = begin(retest, at)
    assert (second.on_site, second.attempt, second.seed) == (True, 2, first.seed + 1)
    assert begin(retest, at).pk == second.pk
    items = [
        {task["item"] for part in each.paper["sections"] for task in part["tasks"]}
        for each in (first, second)
    ]
    assert not items[0] & items[1]


def test_who_withdrew_begins_nothing(retest, first, at):
    type(first.application).objects.filter(pk=first.application_id).update(state=State.WITHDRAWN)
    with pytest.raises(actions.NotAsked):
        begin(retest, at)


@pytest.fixture
def rule(request, grammar):
    """What the plan says, before anybody sits: from then on it stays."""
    Stage.objects.filter(pk=grammar.pk).update(retest=request.param)


@pytest.mark.parametrize(("rule", "raw"), [("first", 30), ("second", 20)], indirect=["rule"])
@pytest.mark.usefixtures("rule")
def test_plan_says_which_result_counts_and_both_are_kept(grammar, request, at, raw):
    retest, first = request.getfixturevalue("retest"), request.getfixturevalue("first")
    end(begin(retest, at), 20, at)
    measured = queries.measured_results(grammar.pk, [first.application_id])
    assert measured[first.application_id].raw == raw
    assert Result.objects.count() == 2


@pytest.mark.parametrize("rule", ["second"], indirect=True)
@pytest.mark.usefixtures("rule")
def test_until_the_second_has_a_result_the_first_one_counts(grammar, request, at):
    retest, first = request.getfixturevalue("retest"), request.getfixturevalue("first")
    begin(retest, at)
    measured = queries.measured_results(grammar.pk, [first.application_id])
    assert measured[first.application_id].raw == 30


@pytest.mark.parametrize(("raw", "is_far"), [(24.5, False), (24.4, True), (36, False)])
def test_drop_beyond_chance_is_told(retest, first, at, raw, is_far):
    end(begin(retest, at), raw, at)
    compared = queries.retests_of([first.pk])[first.pk]
    # 1.96 x 2 x √2 are 5.54 of 36 points
    assert compared.margin == pytest.approx(15.4, abs=0.01)
    assert compared.is_far is is_far


def test_recruiter_grants_and_reads_both_results(first, rosa, milan, client, at):
    client.force_login(rosa)
    url = reverse("interviews:retest-grant", args=[first.pk])
    home = reverse("candidates:application-further", args=[first.application_id])
    assert url in client.get(home).text
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": REASON}).status_code == 302
    retest = Retest.objects.get()
    page = client.get(home).text
    assert retest.word in page
    assert url not in page
    end(begin(retest, at), 18, at)
    page = client.get(home).text
    assert "First 83 %, on site 50 %." in page
    assert "lower by more than chance explains" in page
    client.force_login(milan)
    assert client.get(url).status_code == 403


def test_manager_reads_no_word(retest, first, milan, client):
    client.force_login(milan)
    page = client.get(reverse("candidates:application-further", args=[first.application_id])).text
    assert REASON in page
    assert retest.word not in page


def test_candidate_begins_with_the_word(retest, inside, invited, jonas):
    url = reverse("interviews:retest-start", args=[invited.pk, retest.pk])
    home = inside.get("/my/")
    assert url in home.text
    assert retest.word not in home.text + inside.get(url).text
    wrong = inside.post(url, {"word": "letmein"})
    assert wrong.status_code == 422
    assert "letmein" in wrong.text
    begun = inside.post(url, {"word": f" {retest.word} "})
    second = Sitting.objects.get(on_site=True)
    assert begun["Location"] == reverse("interviews:sitting-page", args=[second.key])
    assert inside.get(url).status_code == 302
    other = reverse("interviews:retest-start", args=[jonas.pk, retest.pk])
    assert inside.get(other).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_windows_begin_one_second_sitting(retest, at):
    def start():
        begin(Retest.objects.get(pk=retest.pk), at)
        connection.close()

    threads = [threading.Thread(target=start) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert Sitting.objects.filter(on_site=True).count() == 1

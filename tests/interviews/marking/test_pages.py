"""Written work on the pages: how far it is, and marking question by question."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from candidates.applications.actions import move_application
from candidates.applications.models import Application, State
from interviews.marking.actions import ask_markers
from interviews.plans.models import Plan, Stage
from interviews.scorecards.aliases import alias_of
from interviews.scorecards.models import Rating, Scorecard
from tests.conftest import make_application
from tests.interviews.scorecards.conftest import EVIDENCE, lock, make_criterion, mark_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at + dt.timedelta(minutes=5), tick=False):
        yield


@pytest.fixture
def people(opening, kim, jonas, rosa, at):
    """Three who were looked at, so that their letters are read."""
    third = make_application(opening, "Lena Lind", "lena@example.org", at)
    for each in (kim, jonas, third):
        move_application(application_id=each.pk, to=State.SCREENING, actor=rosa, at=at)
    return [kim, jonas, third]


@pytest.fixture
def cards(letter, people, ines, rosa, at):
    make_criterion(letter, 2, "Research")
    ask_markers(stage_id=letter.pk, application_ids=[p.pk for p in people], actor=rosa, at=at)
    return list(Scorecard.objects.filter(interviewer=ines).order_by("pk"))


def overview(client, opening):
    return client.get(reverse("interviews:opening-marking", args=[opening.slug]))


def question(card, number=1):
    criterion = card.stage.criteria.get(position=number)
    return reverse("interviews:question-page", args=[card.pk, criterion.pk]), criterion


def typed(criterion, mark="4", evidence=EVIDENCE, version=0):
    key = f"c{criterion.pk}"
    return {f"{key}-mark": mark, f"{key}-evidence": evidence, f"{key}-version": str(version)}


def test_overview_counts_what_waits_is_owed_and_locked(
    client,
    opening,
    letter,
    people,
    ines,
    viktor,
    rosa,
    at,
):
    client.force_login(rosa)
    standing = overview(client, opening).context["standings"][0]
    assert (standing.waiting, standing.owed, standing.locked) == (3, 0, 0)
    client.post(reverse("interviews:markers-ask", args=[opening.slug, letter.pk]))
    lock(Scorecard.objects.order_by("pk").first(), 4, at)
    standing = overview(client, opening).context["standings"][0]
    assert (standing.waiting, standing.owed, standing.overdue, standing.locked) == (0, 2, 0, 1)
    with time_machine.travel(at + dt.timedelta(days=4), tick=False):
        client.force_login(rosa)
        assert overview(client, opening).context["standings"][0].overdue == 2


def test_new_applications_wait_for_a_look_before_they_wait_for_a_marker(
    client,
    opening,
    letter,
    kim,
    ines,
    rosa,
):
    client.force_login(rosa)
    assert overview(client, opening).context["standings"][0].waiting == 0


@pytest.mark.parametrize("count", [1, 3])
def test_overview_asks_the_same_for_few_and_many(
    client,
    opening,
    letter,
    people,
    ines,
    rosa,
    at,
    count,
    django_assert_num_queries,
):
    keys = [each.pk for each in people[:count]]
    ask_markers(stage_id=letter.pk, application_ids=keys, actor=rosa, at=at)
    client.force_login(rosa)
    with django_assert_num_queries(8):
        overview(client, opening)


def test_only_recruiters_ask(client, opening, letter, people, milan, ines, oskar):
    url = reverse("interviews:markers-ask", args=[opening.slug, letter.pk])
    for user, status in ((milan, 403), (ines, 404), (oskar, 404)):
        client.force_login(user)
        assert client.post(url).status_code == status
    assert not Scorecard.objects.exists()


def test_asking_says_when_there_is_nobody(client, opening, letter, people, rosa):
    client.force_login(rosa)
    url = reverse("interviews:markers-ask", args=[opening.slug, letter.pk])
    page = client.post(url, follow=True)
    assert "Nobody interviews for this opening yet" in page.text


def test_plan_without_written_work_says_what_to_do(client, opening, letter, rosa):
    Stage.objects.update(on_day=True)
    client.force_login(rosa)
    assert "Nothing written is marked here" in overview(client, opening).text


def test_marker_goes_through_all_candidates_with_one_question(client, cards, ines):
    client.force_login(ines)
    seen, url = [], question(cards[0])[0]
    first = client.get(url)
    assert first.context["total"] == 3
    while first.context["before"]:
        first = client.get(question(Scorecard.objects.get(pk=first.context["before"]))[0])
    card = first.context["scorecard"]
    for _ in range(3):
        seen.append(card.pk)
        url, criterion = question(card)
        answer = client.post(url, typed(criterion))
        assert answer.status_code == 302
        card = Scorecard.objects.get(pk=int(answer["Location"].split("/")[2]))
    assert sorted(seen) == [each.pk for each in cards]
    assert Rating.objects.filter(scorecard__in=cards, value=4).count() == 3
    assert client.get(url).context["marked"] == 3


def test_each_marker_has_an_order_of_their_own(letter, people, ines, viktor, rosa, at):
    from interviews.marking.queries import queue_of

    Stage.objects.filter(pk=letter.pk).update(raters=2)
    ask_markers(stage_id=letter.pk, application_ids=[p.pk for p in people], actor=rosa, at=at)
    orders = {
        user: [card.application_id for card in queue_of(user, letter.pk)] for user in (ines, viktor)
    }
    assert sorted(orders[ines]) == sorted(orders[viktor]) == sorted(p.pk for p in people)
    again = [card.application_id for card in queue_of(ines, letter.pk)]
    assert again == orders[ines]


def test_page_shows_no_name(client, cards, ines):
    client.force_login(ines)
    page = client.get(question(cards[0])[0]).text
    application = cards[0].application
    assert application.candidate.name not in page
    assert alias_of(application.pk, cards[0].stage_id) in page


def test_bad_mark_stays_beside_what_was_typed(client, cards, ines):
    client.force_login(ines)
    url, criterion = question(cards[0])
    answer = client.post(url, typed(criterion, mark="9", evidence="Half a sentence"))
    assert answer.status_code == 422
    assert "Half a sentence" in answer.text
    assert not Rating.objects.exists()


def test_conflict_shows_both_texts(client, cards, ines, at):
    mark_all(cards[0], 2, at)
    client.force_login(ines)
    url, criterion = question(cards[0])
    answer = client.post(url, typed(criterion, evidence="Typed in the other tab.", version=0))
    assert answer.status_code == 409
    assert "Typed in the other tab." in answer.text
    assert EVIDENCE in answer.text
    assert cards[0].ratings.get(criterion=criterion).value == 2


def test_locked_scorecard_leads_to_its_page(client, cards, ines, at):
    lock(cards[0], 4, at)
    client.force_login(ines)
    url, criterion = question(cards[0])
    assert client.get(url).status_code == 302
    assert client.post(url, typed(criterion, mark="1")).status_code == 302
    assert cards[0].ratings.get(criterion=criterion).value == 4


def test_strangers_get_nothing(client, cards, viktor, oskar, rosa):
    url = question(cards[0])[0]
    for user in (viktor, oskar, rosa):
        client.force_login(user)
        assert client.get(url).status_code == 404


def test_other_kinds_are_marked_on_one_page_only(client, cards, ines):
    Plan.objects.update(locked_at=None)
    Stage.objects.filter(pk=cards[0].stage_id).update(kind="psychologist")
    client.force_login(ines)
    assert client.get(question(cards[0])[0]).status_code == 404


def test_scorecard_leads_to_the_questions(client, cards, ines):
    client.force_login(ines)
    page = client.get(reverse("interviews:scorecard-page", args=[cards[0].pk])).text
    assert question(cards[0], 2)[0] in page
    Application.objects.exclude(pk=cards[0].application_id).update(state=State.WITHDRAWN)
    page = client.get(reverse("interviews:scorecard-page", args=[cards[0].pk])).text
    assert question(cards[0], 2)[0] not in page

"""The list of what waits, and the page on which one decides."""

import datetime as dt

import pytest
from django.urls import reverse

from candidates.applications.models import State
from candidates.openings.models import OpeningMember
from candidates.people.models import Candidate
from hiring.decisions.actions import decide
from hiring.decisions.models import Decision
from hiring.decisions.panel import decision_panel
from hiring.decisions.queries import to_decide
from interviews.scorecards.models import RedFlag, Scorecard
from tests.conftest import make_application, make_user
from tests.hiring.conftest import give_composite, owe_scorecard, put

WORDS = {"verdict": "hire", "reason_code": "evidence", "reason": "Calm and exact."}


def page(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"hiring:{name}", args=args)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_decision_list_makes_the_same_number_of_queries(
    client, opening, plan, milan, nora, at, django_assert_num_queries, count
):
    for number in range(count):
        for kind in ("waits", "near", "override", "hold"):
            name = f"{kind} {number}"
            application = make_application(opening, name, f"{kind}{number}@example.org", at)
            put(application, State.DECIDING)
            give_composite(application, plan, "near" if kind == "near" else "below", at)
            if kind in {"override", "hold"}:
                verdict = "hire" if kind == "override" else "hold"
                decide(
                    application_id=application.pk,
                    verdict=verdict,
                    reason_code="other",
                    reason="Because.",
                    actor=nora,
                    at=at,
                )
    client.force_login(milan)
    with django_assert_num_queries(9):
        text = client.get(reverse("hiring:decision-list")).content.decode()
    assert text.count("decision-who") == 4 * count


def test_decision_list_is_sorted_by_name_and_not_by_score(client, opening, plan, milan, at):
    for name, zone in (("Zoe", "clear"), ("Adam", "below"), ("Mia", "clear")):
        application = make_application(opening, name, f"{name}@example.org", at)
        Candidate.objects.filter(pk=application.candidate_id).update(sort_key=name.lower())
        put(application, State.DECIDING)
        give_composite(application, plan, zone, at)
    text = page(client, milan, "decision-list")
    assert text.index("Adam") < text.index("Mia") < text.index("Zoe")


def test_decision_list_says_who_waits_too_long_and_where_a_gate_says_no(
    client, opening, plan, milan, at
):
    application = make_application(opening, "Adam", "adam@example.org", at)
    put(application, State.DECIDING)
    give_composite(application, plan, "incomplete", at, gate_met=False)
    (row,) = to_decide(milan, at)
    assert (row.advises_below, row.is_overdue) == (True, False)
    (late,) = to_decide(milan, at + dt.timedelta(days=60))
    assert late.is_overdue
    text = page(client, milan, "decision-list")
    assert "A gate was not met" in text
    assert "Incomplete" not in text


def test_decision_list_shows_strangers_and_recruiters_nothing_to_decide(
    client, deciding, plan, rosa, oskar, at
):
    give_composite(deciding, plan, "clear", at)
    for user in (rosa, oskar):
        text = page(client, user, "decision-list")
        assert "Nothing waits for a decision of yours" in text
        assert "Kim Karlsson" not in text


def test_decision_list_tells_the_blind_only_that_they_are(client, deciding, plan, milan, at):
    give_composite(deciding, plan, "near", at)
    owe_scorecard(deciding, plan, milan, at)
    text = page(client, milan, "decision-list")
    assert "you owe a scorecard" in text
    assert "Near the bar" not in text


def test_decision_page_is_404_for_strangers(client, deciding, oskar):
    client.force_login(oskar)
    assert client.get(reverse("hiring:decision-page", args=[deciding.pk])).status_code == 404


def test_decision_page_shows_the_evidence_and_then_the_form(client, deciding, plan, milan, at):
    give_composite(deciding, plan, "near", at)
    card = owe_scorecard(deciding, plan, make_user("Otto Other"), at)
    RedFlag.objects.create(
        application=deciding,
        scorecard=card,
        kind="disrespect",
        seen="Rolled their eyes at the caller.",
        raised_by=card.interviewer,
        raised_at=at,
    )
    text = page(client, milan, "decision-page", deciding.pk)
    assert "Near the bar: collect one more independent mark" in text
    assert "Against the advice: Hire." in text
    assert "Rolled their eyes at the caller." in text
    assert text.index("Rolled their eyes") < text.index('name="verdict"')
    assert 'value="hire"' in text


def test_decision_page_shows_the_blind_no_numbers_and_no_form(client, deciding, plan, milan, at):
    give_composite(deciding, plan, "near", at)
    owe_scorecard(deciding, plan, milan, at)
    text = page(client, milan, "decision-page", deciding.pk)
    assert "You still owe a scorecard for this candidate" in text
    for leak in ("3.9", "0.15", "Near the bar", 'name="verdict"'):
        assert leak not in text
    answer = client.post(reverse("hiring:decision-make", args=[deciding.pk]), WORDS)
    assert answer.status_code == 422
    assert Decision.objects.count() == 0


def test_decision_make_decides_and_says_so(client, deciding, plan, milan, at):
    give_composite(deciding, plan, "clear", at)
    client.force_login(milan)
    answer = client.post(reverse("hiring:decision-make", args=[deciding.pk]), WORDS, follow=True)
    assert "The mail with the offer is drafted" in answer.content.decode()
    deciding.refresh_from_db()
    assert deciding.state == State.OFFERED


def test_decision_make_without_words_keeps_what_was_chosen(client, deciding, milan):
    client.force_login(milan)
    url = reverse("hiring:decision-make", args=[deciding.pk])
    answer = client.post(url, {"verdict": "decline", "reason_code": "bar", "reason": ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="decline"' in text
    assert "checked" in text
    assert Decision.objects.count() == 0


def test_decision_make_without_a_verdict_is_422_and_not_403(client, deciding, milan):
    client.force_login(milan)
    answer = client.post(
        reverse("hiring:decision-make", args=[deciding.pk]), {"reason": "Because."}
    )
    assert answer.status_code == 422


def test_recruiters_decline_before_the_day_and_do_not_hire(client, kim, rosa):
    client.force_login(rosa)
    url = reverse("hiring:decision-make", args=[kim.pk])
    assert client.post(url, WORDS).status_code == 403
    put(kim, State.DECIDING)
    assert client.post(url, {**WORDS, "verdict": "decline"}).status_code == 403
    put(kim, State.SCREENING)
    assert client.post(url, {**WORDS, "verdict": "decline"}).status_code == 302
    kim.refresh_from_db()
    assert kim.state == State.DECLINED


def test_administrators_see_and_agree_but_do_not_decide(client, deciding, plan, milan, ada, at):
    give_composite(deciding, plan, "near", at)
    client.force_login(ada)
    assert (
        client.post(reverse("hiring:decision-make", args=[deciding.pk]), WORDS).status_code == 403
    )
    override = decide(application_id=deciding.pk, **WORDS, actor=milan, at=at)
    assert "Overrides to agree to" in page(client, ada, "decision-list")
    answer = client.post(reverse("hiring:decision-approve", args=[override.pk]))
    assert answer.status_code == 302
    deciding.refresh_from_db()
    assert deciding.state == State.OFFERED


def test_decision_approve_is_for_second_persons_only(
    client, deciding, plan, milan, rosa, oskar, nora, at
):
    give_composite(deciding, plan, "near", at)
    override = decide(application_id=deciding.pk, **WORDS, actor=milan, at=at)
    url = reverse("hiring:decision-approve", args=[override.pk])
    for user, status in ((oskar, 404), (rosa, 403), (milan, 403), (nora, 302)):
        client.force_login(user)
        assert client.post(url).status_code == status
    client.force_login(make_second(deciding))
    again = client.post(url)
    assert again.status_code == 422
    assert "There is nothing to agree to any more." in again.content.decode()


def make_second(application):
    """Another hiring manager of the opening."""
    user = make_user("Vera Vogel")
    OpeningMember.objects.create(
        opening=application.opening, user=user, part=OpeningMember.Part.HIRING_MANAGER
    )
    return user


def test_decision_revoke_takes_a_reason_and_a_right(client, deciding, plan, milan, rosa, at):
    give_composite(deciding, plan, "below", at)
    decision = decide(
        application_id=deciding.pk, **{**WORDS, "verdict": "decline"}, actor=milan, at=at
    )
    url = reverse("hiring:decision-revoke", args=[decision.pk])
    client.force_login(rosa)
    assert client.post(url, {"revoke-reason": "No."}).status_code == 403
    client.force_login(milan)
    assert client.post(url, {"revoke-reason": ""}).status_code == 422
    assert client.post(url, {"revoke-reason": "A mark was revised."}).status_code == 302
    deciding.refresh_from_db()
    assert deciding.state == State.DECIDING


def test_application_hired_by_recruiter_or_hiring_manager(client, deciding, plan, milan, rosa, at):
    give_composite(deciding, plan, "clear", at)
    url = reverse("hiring:application-hired", args=[deciding.pk])
    client.force_login(rosa)
    assert client.post(url, {"hired-reason": "Signed."}).status_code == 422
    decide(application_id=deciding.pk, **WORDS, actor=milan, at=at)
    assert "Did they accept another way?" in page(client, rosa, "decision-page", deciding.pk)
    assert client.post(url, {"hired-reason": "Signed."}).status_code == 302
    deciding.refresh_from_db()
    assert deciding.state == State.HIRED


def test_override_rates_are_counted_by_opening_and_person(client, opening, plan, milan, at):
    for name, zone in (("Ana", "near"), ("Ben", "below"), ("Cy", "clear")):
        application = make_application(opening, name, f"{name}@example.org", at)
        put(application, State.DECIDING)
        give_composite(application, plan, zone, at)
        verdict = "decline" if zone == "below" else "hire"
        decide(application_id=application.pk, **{**WORDS, "verdict": verdict}, actor=milan, at=at)
    assert "How often against the advice" in page(client, milan, "decision-list")
    text = page(client, milan, "override-list")
    assert "Near the bar: collect one more independent mark" in text
    assert text.count("33 %") == 2  # by opening, and by person
    cells = ["3", "1", '33 % <span class="muted">(6–79 %)</span>']
    assert "".join(f'<td class="number">{each}</td>' for each in cells) in text


def test_the_panel_on_the_application_page_says_who_decided(rf, deciding, plan, milan, at):
    request = rf.get("/")
    request.user = milan
    assert decision_panel(request, deciding, at)["may_decide"]
    give_composite(deciding, plan, "clear", at)
    decision = decide(application_id=deciding.pk, **WORDS, actor=milan, at=at)
    deciding.refresh_from_db()
    assert decision_panel(request, deciding, at)["standing"] == decision
    owe_scorecard(deciding, plan, milan, at)
    assert decision_panel(request, deciding, at) == {"application": deciding, "is_blind": True}


def test_the_decision_page_says_how_sure_and_who_is_tied(
    client, opening, deciding, plan, milan, at
):
    give_composite(deciding, plan, "clear", at)
    other = put(make_application(opening, "Zoe Zimmer", "zoe@example.org", at), State.DECIDING)
    give_composite(other, plan, "clear", at)
    text = page(client, milan, "decision-page", deciding.pk)
    assert "50 %" in text
    assert "that the true value is at the bar (3.5) or above" in text
    assert "Tied with Zoe Zimmer" in text


def test_near_the_bar_one_more_mark_can_be_asked_for(
    client, deciding, plan, viktor, ines, milan, at
):
    composite = give_composite(deciding, plan, "near", at)
    composite.stage_scores.update(standard_error=0.15, raters_locked=1, raters_expected=1)
    card = owe_scorecard(deciding, plan, viktor, at)
    Scorecard.objects.filter(pk=card.pk).update(locked_at=at)  # the stage has no criteria
    text = page(client, milan, "decision-page", deciding.pk)
    assert "± 0.15 becomes ± 0.11" in text
    stage = plan.stages.get()
    url = reverse("hiring:decision-more", args=[deciding.pk])
    typed = {"stage": stage.pk, "more-interviewer_id": ines.pk, "more-on": "2099-01-01",
             "more-starts_at": "12:00", "more-minutes": "20", "more-place": "Café"}  # fmt: skip
    wrong = client.post(url, {**typed, "more-interviewer_id": viktor.pk})
    assert wrong.status_code == 422
    assert "choose an interviewer who has not marked" in wrong.content.decode()
    answer = client.post(url, typed, follow=True)
    assert "The session is planned, and Ines Ivanova was asked" in answer.content.decode()
    assert Scorecard.objects.filter(interviewer=ines, stage=stage).exists()


def test_prepared_decisions_are_released_together(client, opening, plan, milan, at):
    keys = []
    for name in ("Ana", "Ben"):
        application = put(
            make_application(opening, name, f"{name}@example.org", at), State.DECIDING
        )
        give_composite(application, plan, "clear", at)
        client.force_login(milan)
        url = reverse("hiring:decision-make", args=[application.pk])
        client.post(url, {**WORDS, "prepare": "on"})
        keys.append(application.decisions.get().pk)
    text = page(client, milan, "decision-list")
    assert text.count('name="decision_ids"') == 2
    url = reverse("hiring:decisions-release")
    assert client.post(url).status_code == 422
    answer = client.post(url, {"decision_ids": keys}, follow=True)
    assert "2 decisions count now. Their mails are drafts." in answer.content.decode()
    assert Decision.objects.filter(effective_at__isnull=False).count() == 2


def test_nobody_releases_what_others_decide(client, deciding, plan, milan, rosa, oskar, at):
    give_composite(deciding, plan, "clear", at)
    words = {**WORDS, "actor": milan, "at": at, "prepare": True}
    decision = decide(application_id=deciding.pk, **words)
    for user in (rosa, oskar):
        client.force_login(user)
        url = reverse("hiring:decisions-release")
        assert client.post(url, {"decision_ids": [decision.pk]}).status_code == 422
    decision.refresh_from_db()
    assert decision.effective_at is None

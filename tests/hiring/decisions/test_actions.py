"""Deciding: one person, or two where the numbers advise otherwise; nothing twice."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from candidates.applications.actions import move_application, withdraw_application
from candidates.applications.models import Move, State
from candidates.history.queries import timeline
from candidates.notices.models import Notice
from candidates.outbox.models import Task
from hiring.accounts import roles
from hiring.decisions import actions
from hiring.decisions.actions import approve_override, decide, mark_hired, revoke_decision
from hiring.decisions.models import Decision
from hiring.decisions.reactions import NothingDecided
from interviews.scorecards.models import Scorecard
from interviews.washups.actions import NotIndependent
from tests.hiring.conftest import give_composite, owe_scorecard, put

Verdict, Advice = Decision.Verdict, Decision.Advice
EVIDENCE = {"reason_code": "evidence", "reason": "Calm and exact on every call."}


def sentences(application):
    return [line.sentence for line in timeline(subject="decisions", subject_key=application.pk)]


def test_decide_to_hire_who_is_clear_offers_at_once(deciding, plan, milan, at):
    composite = give_composite(deciding, plan, "clear", at)
    decision = decide(application_id=deciding.pk, verdict="hire", **EVIDENCE, actor=milan, at=at)
    deciding.refresh_from_db()
    assert (decision.advice, decision.is_override, decision.effective_at) == ("hire", False, at)
    assert decision.composite == composite
    assert deciding.state == State.OFFERED
    assert deciding.decided_by == milan
    assert deciding.decided_reason == EVIDENCE["reason"]
    assert sentences(deciding) == ["Milan Mraz decided to hire."]


def test_decide_the_same_twice_is_the_same(deciding, plan, milan, at):
    give_composite(deciding, plan, "clear", at)
    words = {"application_id": deciding.pk, "verdict": "hire", **EVIDENCE, "actor": milan}
    assert decide(**words, at=at) == decide(**words, at=at)
    assert Decision.objects.count() == 1
    assert Move.objects.filter(application=deciding, to_state=State.OFFERED).count() == 1


def test_decide_otherwise_while_a_decision_stands_is_refused(deciding, plan, milan, nora, at):
    give_composite(deciding, plan, "clear", at)
    decide(application_id=deciding.pk, verdict="hire", **EVIDENCE, actor=milan, at=at)
    with pytest.raises(actions.AlreadyDecided, match="Milan Mraz has decided “Hire” already"):
        decide(application_id=deciding.pk, verdict="decline", **EVIDENCE, actor=nora, at=at)


@pytest.mark.parametrize("zone", ["near", "below", "incomplete"])
def test_an_override_waits_for_a_second_person(deciding, plan, milan, zone, at):
    give_composite(deciding, plan, zone, at)
    decision = decide(application_id=deciding.pk, verdict="hire", **EVIDENCE, actor=milan, at=at)
    deciding.refresh_from_db()
    assert decision.is_waiting
    assert deciding.state == State.DECIDING
    assert not Move.objects.filter(application=deciding, to_state=State.OFFERED).exists()


def test_declining_who_is_clear_waits_too(deciding, plan, milan, at):
    give_composite(deciding, plan, "clear", at)
    decision = decide(application_id=deciding.pk, verdict="decline", **EVIDENCE, actor=milan, at=at)
    assert decision.is_waiting


def test_declining_who_is_below_counts_at_once(deciding, plan, milan, at):
    give_composite(deciding, plan, "below", at)
    decide(application_id=deciding.pk, verdict="decline", **EVIDENCE, actor=milan, at=at)
    deciding.refresh_from_db()
    assert deciding.state == State.DECLINED


def test_decide_without_words_is_refused(deciding, milan, at):
    with pytest.raises(actions.ReasonMissing, match="Write down the reason"):
        decide(
            application_id=deciding.pk,
            verdict="decline",
            reason_code="other",
            reason=" \n",
            actor=milan,
            at=at,
        )
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_is_open_to_its_states_only(kim, milan, at, state, verdict):
    decided = state in {State.OFFERED, State.HIRED, State.DECLINED}
    put(kim, state, by=milan if decided else None)
    words = {"application_id": kim.pk, "verdict": verdict, **EVIDENCE, "actor": milan, "at": at}
    if state in actions.OPEN_TO[verdict]:
        assert decide(**words).verdict == verdict
    else:
        with pytest.raises(actions.NotDecidable, match="cannot be decided there"):
            decide(**words)


def test_who_still_owes_a_scorecard_does_not_decide(deciding, plan, milan, at):
    owe_scorecard(deciding, plan, milan, at)
    with pytest.raises(actions.ScorecardOwed, match="still owe a scorecard"):
        decide(application_id=deciding.pk, verdict="hire", **EVIDENCE, actor=milan, at=at)
    assert Decision.objects.count() == 0


def test_a_hold_gives_way_to_the_next_decision(deciding, plan, milan, nora, at):
    give_composite(deciding, plan, "below", at)
    hold = decide(application_id=deciding.pk, verdict="hold", **EVIDENCE, actor=nora, at=at)
    deciding.refresh_from_db()
    assert (hold.effective_at, deciding.state) == (at, State.DECIDING)
    decide(application_id=deciding.pk, verdict="decline", **EVIDENCE, actor=milan, at=at)
    hold.refresh_from_db()
    assert hold.revoked_at == at
    assert Decision.objects.standing().get().verdict == Verdict.DECLINE


@pytest.fixture
def override(deciding, plan, milan, at):
    give_composite(deciding, plan, "near", at)
    return decide(application_id=deciding.pk, verdict="hire", **EVIDENCE, actor=milan, at=at)


@pytest.mark.parametrize("person", ["nora", "ada"])
def test_approve_override_makes_it_count_once(override, deciding, request, person, milan, at):
    second = request.getfixturevalue(person)
    for _again in range(2):
        decision = approve_override(decision_id=override.pk, actor=second, at=at)
    deciding.refresh_from_db()
    assert (decision.approved_by, decision.effective_at) == (second, at)
    assert (deciding.state, deciding.decided_by) == (State.OFFERED, milan)
    assert Move.objects.filter(application=deciding, to_state=State.OFFERED).count() == 1
    assert sentences(deciding)[0] == f"{second} agreed as the second person."


def test_approve_own_override_is_refused(override, milan, at):
    with pytest.raises(actions.OwnOverride, match="a second person has to agree"):
        approve_override(decision_id=override.pk, actor=milan, at=at)


def test_approve_override_that_somebody_else_approved_is_refused(override, nora, ada, at):
    approve_override(decision_id=override.pk, actor=nora, at=at)
    with pytest.raises(actions.NothingToApprove, match="nothing to agree to"):
        approve_override(decision_id=override.pk, actor=ada, at=at)


def test_approve_override_while_owing_a_scorecard_is_refused(override, deciding, plan, nora, at):
    owe_scorecard(deciding, plan, nora, at)
    with pytest.raises(actions.ScorecardOwed):
        approve_override(decision_id=override.pk, actor=nora, at=at)


def test_an_override_ends_when_the_candidate_withdraws(override, deciding, nora, at):
    withdraw_application(application_id=deciding.pk, at=at)
    override.refresh_from_db()
    assert override.revoked_at == at
    with pytest.raises(actions.NothingToApprove):
        approve_override(decision_id=override.pk, actor=nora, at=at)
    assert sentences(deciding)[0] == "The application moved on, which ended the decision."


def test_an_override_taken_back_moves_nothing(override, deciding, milan, at):
    for _again in range(2):
        revoke_decision(decision_id=override.pk, actor=milan, at=at, reason="Too soon.")
    deciding.refresh_from_db()
    assert deciding.state == State.DECIDING
    assert Decision.objects.standing().count() == 0
    assert sentences(deciding)[0] == "Milan Mraz took the decision back: Too soon."


def test_revoke_a_decline_reopens_to_where_it_came_from(deciding, plan, milan, at):
    give_composite(deciding, plan, "below", at)
    decision = decide(application_id=deciding.pk, verdict="decline", **EVIDENCE, actor=milan, at=at)
    revoke_decision(decision_id=decision.pk, actor=milan, at=at, reason="A mark was revised.")
    deciding.refresh_from_db()
    assert deciding.state == State.DECIDING
    assert Decision.objects.standing().count() == 0


def test_revoke_an_offer_goes_back_to_deciding(deciding, plan, milan, at):
    give_composite(deciding, plan, "clear", at)
    decision = decide(application_id=deciding.pk, verdict="hire", **EVIDENCE, actor=milan, at=at)
    with pytest.raises(actions.ReasonMissing):
        revoke_decision(decision_id=decision.pk, actor=milan, at=at, reason=" ")
    revoke_decision(decision_id=decision.pk, actor=milan, at=at, reason="References.")
    deciding.refresh_from_db()
    assert deciding.state == State.DECIDING


def test_a_decision_ends_when_the_pipeline_moves_the_application_back(deciding, plan, milan, at):
    give_composite(deciding, plan, "clear", at)
    decide(application_id=deciding.pk, verdict="hire", **EVIDENCE, actor=milan, at=at)
    move_application(application_id=deciding.pk, to=State.DECIDING, actor=milan, at=at)
    assert Decision.objects.standing().count() == 0


def test_mark_hired_once_and_nothing_is_taken_back_after_it(deciding, plan, milan, at):
    give_composite(deciding, plan, "clear", at)
    decision = decide(application_id=deciding.pk, verdict="hire", **EVIDENCE, actor=milan, at=at)
    with pytest.raises(actions.ReasonMissing):
        mark_hired(application_id=deciding.pk, actor=milan, at=at, reason="")
    for _again in range(2):
        mark_hired(application_id=deciding.pk, actor=milan, at=at, reason="Signed.")
    deciding.refresh_from_db()
    assert deciding.state == State.HIRED
    assert Move.objects.filter(application=deciding, to_state=State.HIRED).count() == 1
    assert Decision.objects.standing().get() == decision
    with pytest.raises(actions.NotDecidable):
        revoke_decision(decision_id=decision.pk, actor=milan, at=at, reason="Late doubts.")


def test_nobody_is_hired_without_a_decision(kim, milan, at):
    for state in (State.DECIDING, State.OFFERED):
        put(kim, state, by=milan if state == State.OFFERED else None)
        with pytest.raises(actions.NotDecidable):
            mark_hired(application_id=kim.pk, actor=milan, at=at, reason="Signed.")


def test_the_database_refuses_what_must_never_be(override, milan, nora, at):
    rows = Decision.objects.filter(pk=override.pk)
    for name, wrong in {
        "nobody_approves_their_own_override": {"approved_by": milan, "approved_at": at},
        "an_override_counts_only_with_a_second_person": {"effective_at": at},
        "a_decision_has_a_reason": {"reason": " \n"},
        "an_approval_has_a_person_a_time_and_an_override": {"approved_by": nora},
    }.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            rows.update(**wrong)
    with pytest.raises(IntegrityError, match="one_standing_decision"), transaction.atomic():
        Decision.objects.create(
            application=override.application,
            verdict="hold",
            reason_code="other",
            reason="Later.",
            decided_by=nora,
            decided_at=at,
            advice="none",
        )


def _at_once(*calls):
    """Run the calls in threads that start together; return what came of each."""
    outcomes, start = [], threading.Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            call()
            outcomes.append("done")
        except Exception as error:  # noqa: BLE001  (what came of it is what the test asks)
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.fixture
def roles_again(transactional_db):
    roles.ensure_roles()


@pytest.mark.usefixtures("roles_again")
@pytest.mark.django_db(transaction=True)
def test_two_people_who_decide_at_once_make_one_decision(deciding, plan, milan, nora, at):
    give_composite(deciding, plan, "clear", at)

    def by(person, verdict):
        return lambda: decide(
            application_id=deciding.pk, verdict=verdict, **EVIDENCE, actor=person, at=at
        )

    assert _at_once(by(milan, "hire"), by(nora, "decline")) == ["AlreadyDecided", "done"]
    assert Decision.objects.standing().count() == 1


@pytest.mark.usefixtures("roles_again")
@pytest.mark.django_db(transaction=True)
def test_an_override_is_approved_or_taken_back_but_not_both(deciding, plan, milan, nora, ada, at):
    give_composite(deciding, plan, "near", at)
    override = decide(application_id=deciding.pk, verdict="hire", **EVIDENCE, actor=milan, at=at)
    outcomes = _at_once(
        lambda: approve_override(decision_id=override.pk, actor=nora, at=at),
        lambda: approve_override(decision_id=override.pk, actor=ada, at=at),
    )
    assert outcomes == ["NothingToApprove", "done"]
    assert Move.objects.filter(application=deciding, to_state=State.OFFERED).count() == 1


def test_a_prepared_decision_counts_when_it_is_released(deciding, plan, milan, nora, at):
    give_composite(deciding, plan, "clear", at)
    words = {"application_id": deciding.pk, "verdict": "hire", **EVIDENCE, "actor": milan}
    decision = decide(**words, at=at, prepare=True)
    deciding.refresh_from_db()
    assert (decision.is_prepared, decision.effective_at) == (True, None)
    assert deciding.state == State.DECIDING
    assert not deciding.messages.exists()
    assert decide(**words, at=at, prepare=True) == decision
    for count in (1, 0):  # the second time releases nothing twice
        released = actions.release_decisions(decision_ids=[decision.pk], actor=nora, at=at)
        assert (released.count, released.refused) == (count, [])
    deciding.refresh_from_db()
    assert (deciding.state, deciding.decided_by) == (State.OFFERED, milan)
    assert [message.state for message in deciding.messages.all()] == ["draft"]
    assert sentences(deciding) == [
        "Nora Novak released the decision.",
        "Milan Mraz prepared the decision; it waits to be released.",
    ]


def test_a_prepared_override_is_released_only_after_the_second_person(
    deciding, plan, milan, nora, at
):
    give_composite(deciding, plan, "below", at)
    words = {"application_id": deciding.pk, "verdict": "hire", **EVIDENCE, "actor": milan}
    decision = decide(**words, at=at, prepare=True)
    released = actions.release_decisions(decision_ids=[decision.pk], actor=milan, at=at)
    assert released.refused == [
        "Kim Karlsson: a second person has to agree before this is released."
    ]
    approve_override(decision_id=decision.pk, actor=nora, at=at)
    deciding.refresh_from_db()
    assert deciding.state == State.DECIDING
    assert actions.release_decisions(decision_ids=[decision.pk], actor=milan, at=at).count == 1
    deciding.refresh_from_db()
    assert deciding.state == State.OFFERED


def test_releasing_several_lets_the_good_ones_go(deciding, jonas, plan, milan, at):
    made = []
    for application, verdict, zone in ((deciding, "hire", "clear"), (jonas, "decline", "below")):
        put(application, State.DECIDING)
        give_composite(application, plan, zone, at)
        made.append(
            decide(application_id=application.pk, verdict=verdict, **EVIDENCE, actor=milan, at=at,
                   prepare=True)
        )  # fmt: skip
    put(jonas, State.HIRED, by=milan)
    keys = [decision.pk for decision in made]
    released = actions.release_decisions(decision_ids=keys, actor=milan, at=at)
    assert released.count == 1
    assert released.refused == ["The application is in “Hired”; this cannot be decided there."]


def test_a_prepared_decision_can_be_taken_back(deciding, plan, milan, at):
    give_composite(deciding, plan, "clear", at)
    decision = decide(
        application_id=deciding.pk, verdict="hire", **EVIDENCE, actor=milan, at=at, prepare=True
    )
    revoke_decision(decision_id=decision.pk, actor=milan, at=at, reason="Not yet.")
    assert actions.release_decisions(decision_ids=[decision.pk], actor=milan, at=at).count == 0


def test_a_decline_is_undone_with_a_reason(deciding, plan, milan, at):
    give_composite(deciding, plan, "below", at)
    decision = decide(application_id=deciding.pk, verdict="decline", **EVIDENCE, actor=milan, at=at)
    with pytest.raises(actions.ReasonMissing):
        revoke_decision(decision_id=decision.pk, actor=milan, at=at, reason=" ")
    revoke_decision(decision_id=decision.pk, actor=milan, at=at, reason="The wrong Kim.")
    deciding.refresh_from_db()
    assert deciding.state == State.DECIDING
    assert deciding.messages.get().state == "discarded"
    assert deciding.moves.latest("pk").reason == "The wrong Kim."


def test_the_database_refuses_a_prepared_decision_that_counts(deciding, plan, milan, at):
    give_composite(deciding, plan, "clear", at)
    decide(application_id=deciding.pk, verdict="hire", **EVIDENCE, actor=milan, at=at, prepare=True)
    with pytest.raises(IntegrityError, match="a_prepared_decision_does_not_count_yet"):
        Decision.objects.update(effective_at=at)


@pytest.mark.parametrize("made", ["nothing", "hold", "prepared", "override"])
def test_nobody_is_offered_a_place_without_a_decision(deciding, plan, milan, at, made):
    give_composite(deciding, plan, "near" if made == "override" else "clear", at)
    if made != "nothing":
        verdict = "hold" if made == "hold" else "hire"
        decide(application_id=deciding.pk, verdict=verdict, **EVIDENCE, actor=milan, at=at,
               prepare=made == "prepared")  # fmt: skip
    with pytest.raises(NothingDecided, match="an offer follows a decision"):
        move_application(
            application_id=deciding.pk, to=State.OFFERED, actor=milan, at=at, reason="Because."
        )
    deciding.refresh_from_db()
    assert deciding.state == State.DECIDING
    assert not Move.objects.filter(application=deciding, to_state=State.OFFERED).exists()


@pytest.mark.django_db(transaction=True)
def test_releasing_and_taking_back_at_once_one_comes_second(deciding, plan, milan, nora, at):
    give_composite(deciding, plan, "clear", at)
    decision = decide(
        application_id=deciding.pk, verdict="hire", **EVIDENCE, actor=milan, at=at, prepare=True
    )
    barrier, results = threading.Barrier(2), {}
    acts = {
        "release": lambda: actions.release_decisions(decision_ids=[decision.pk], actor=nora, at=at),
        "revoke": lambda: revoke_decision(
            decision_id=decision.pk, actor=milan, at=at, reason="Not yet."
        ),
    }

    def run(name):
        barrier.wait(10)
        try:
            results[name] = acts[name]()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[name]) for name in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    decision.refresh_from_db()
    deciding.refresh_from_db()
    assert decision.revoked_at == at
    assert deciding.state == State.DECIDING  # released and taken back, or never released
    assert results["release"].count in {0, 1}


@pytest.fixture
def near(deciding, plan, viktor, at):
    """Kim near the bar, marked by viktor alone."""
    give_composite(deciding, plan, "near", at)
    card = owe_scorecard(deciding, plan, viktor, at)
    Scorecard.objects.filter(pk=card.pk).update(locked_at=at)  # the stage has no criteria
    return deciding


def test_one_more_mark_is_asked_of_somebody_independent(near, plan, ines, milan, at):
    words = {"application_id": near.pk, "stage_id": plan.stages.get().pk,
             "interviewer_id": ines.pk, "when": at, "actor": milan}  # fmt: skip
    card = actions.ask_more(**words, at=at)
    assert (card.interviewer, card.session, card.locked_at) == (ines, None, None)
    assert actions.ask_more(**words, at=at + dt.timedelta(minutes=1)) == card
    assert sentences(near) == ["Milan Mraz asked Ines Ivanova for one more mark on “Voice coach”."]
    assert [notice.user for notice in Notice.objects.filter(kind="marking-asked")] == [ines]
    assert Task.objects.filter(kind="composites.compute", dedupe_key=str(near.pk)).exists()


@pytest.mark.parametrize("person", ["viktor", "milan", "rosa", "oskar"])
def test_who_has_marked_or_sees_the_marks_is_not_independent(
    near, plan, milan, at, request, person
):
    who = request.getfixturevalue(person)
    with pytest.raises(NotIndependent):
        actions.ask_more(
            application_id=near.pk, stage_id=plan.stages.get().pk, interviewer_id=who.pk,
            when=at, actor=milan, at=at,
        )  # fmt: skip

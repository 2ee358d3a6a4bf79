"""Deciding, in front of the evidence."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from candidates.applications.access import get_application
from candidates.applications.actions import AlreadyApplied, IllegalMove
from candidates.applications.models import State
from candidates.applications.panels import panels_named
from candidates.history.queries import timeline
from hiring.decisions import access, actions, evidence, queries
from hiring.decisions.advice import goes_against
from hiring.decisions.forms import DecisionForm, MeetForm, MoreForm, ReasonForm, ReleaseForm
from hiring.decisions.models import Decision
from interviews.composites.models import Composite
from interviews.days.actions import ExtraAhead, NotDeciding, SlotTaken, WrongSession
from interviews.days.queries import extra_session, rooms_in_use
from interviews.scorecards.access import is_blind
from interviews.washups.actions import NotIndependent, NotInThisRoom
from interviews.washups.queries import gains_of, independent_people

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from candidates.applications.models import Application
    from candidates.layout.viewer import Viewer
    from hiring.accounts.models import User
    from interviews.plans.models import Stage
    from interviews.scorecards.models import Scorecard
    from interviews.washups.queries import Gain

REFUSED = (
    actions.AlreadyDecided,
    actions.NotDecidable,
    actions.NothingToApprove,
    actions.OwnOverride,
    actions.ReasonMissing,
    actions.ScorecardOwed,
    AlreadyApplied,
    IllegalMove,
)


MORE_REFUSED = (
    actions.ScorecardOwed,
    ExtraAhead,
    NotDeciding,
    NotInThisRoom,
    NotIndependent,
    SlotTaken,
    WrongSession,
)
MORE_IN = frozenset({State.ON_DAY, State.DECIDING})


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


@require_GET
def decision_list(request: HttpRequest) -> HttpResponse:
    """What waits for me, by name; and how often the advice was overridden."""
    user = request.user
    return _list(request, user)


def _list(request: HttpRequest, user: Viewer, refused: list[str] | None = None) -> HttpResponse:
    now = timezone.now()
    waiting = queries.to_decide(user, now)
    context = {
        "prepared": queries.prepared(user),
        "refused": refused,
        "clear_cut": [row for row in waiting if not row.is_near],
        "near": [row for row in waiting if row.is_near],
        "to_approve": queries.overrides_to_approve(user),
        "own": queries.own_overrides(user),
        "held": queries.on_hold(user),
        "rates": queries.override_rates(user),
        "now": now,
    }
    status = 422 if refused else 200
    return render(request, "hiring/decisions/decision_list.html", context, status=status)


@require_GET
def override_list(request: HttpRequest) -> HttpResponse:
    """How often it was decided against the advice, by opening and by person, and each time."""
    rates = queries.override_rates(request.user)
    context = {
        "rates": rates,
        "openings": queries.opening_rates(rates),
        "overrides": queries.overrides(request.user),
    }
    return render(request, "hiring/decisions/override_list.html", context)


@require_POST
def decisions_release(request: HttpRequest) -> HttpResponse:
    """Let the ticked decisions count, all at one moment."""
    offered = list(queries.prepared(request.user).values_list("pk", flat=True))
    form = ReleaseForm(request.POST, offered=offered)
    if not form.is_valid():
        errors = [str(error) for found in form.errors.values() for error in found]
        return _list(request, request.user, errors)
    released = actions.release_decisions(**form.cleaned_data, actor=_me(request), at=timezone.now())
    if released.count:
        text = ngettext(
            "%(count)s decision counts now. Its mail is a draft.",
            "%(count)s decisions count now. Their mails are drafts.",
            released.count,
        )
        messages.success(request, text % {"count": released.count})
    if released.refused:
        return _list(request, request.user, released.refused)
    return redirect("hiring:decision-list")


@require_GET
def decision_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The evidence, then the form."""
    return _page(request, get_application(request.user, pk))


def _page(request: HttpRequest, application: Application, **bound: Any) -> HttpResponse:
    """Draw the page; `bound` are forms with errors, and then the answer is 422."""
    status = 422 if bound else 200
    context: dict[str, Any] = {"application": application, "now": timezone.now()}
    if is_blind(request.user, application.pk):
        return render(request, "hiring/decisions/decision_blind.html", context, status=status)
    advice = Decision.Advice(queries.current_advice(application.pk)[1])
    place = queries.standing_of(request.user, application)
    context |= _evidence(request, application) | {"advice": advice, "place": place}
    context |= _more(request, application, place)
    context |= _forms(request, application, advice) | bound
    return render(request, "hiring/decisions/decision_page.html", context, status=status)


def _more(
    request: HttpRequest, application: Application, place: queries.Standing
) -> dict[str, Any]:
    """What is planned already; else, where it would help, the form that asks for one more mark."""
    extra = extra_session(application.pk)
    if extra is not None and extra.starts_at > timezone.now():
        return {"extra": extra}  # one at a time
    is_near = place.composite is not None and place.composite.zone == Composite.Zone.NEAR
    if not is_near or place.composite is None or application.state not in MORE_IN:
        return {"extra": extra}
    if not access.may_release(request.user, application):
        return {"extra": extra}
    gains = gains_of(place.composite)
    gain = _asked_for(gains, request.GET.get("stage", ""))
    form = _more_form(application, gain.stage) if gain else None
    return {"extra": extra, "gains": gains, "gain": gain, "more_form": form}


def _asked_for(gains: list[Gain], wanted: str) -> Gain | None:
    """Return the gain of the stage asked for, else the largest."""
    return next((gain for gain in gains if str(gain.stage.pk) == wanted), next(iter(gains), None))


def _more_form(application: Application, stage: Stage, data: Any = None) -> MoreForm:
    """The form fit for the stage: a meeting, or until when to mark what is there in writing.

    Once it is sent, whoever interviews is a choice, so that the refusal says who is not free.
    """
    people = list(independent_people(application, None if data else stage).items())
    zone = application.opening.time_zone
    tomorrow = timezone.localtime(timezone=ZoneInfo(zone)) + dt.timedelta(days=1)
    words: dict[str, Any] = {"data": data, "people": people, "prefix": "more"}
    if not stage.is_met:
        due = tomorrow.replace(hour=17, minute=0, second=0, microsecond=0, tzinfo=None)
        return MoreForm(**words, initial={"due_at": due})
    initial = {"on": tomorrow.date(), "minutes": stage.minutes}
    return MeetForm(**words, initial=initial, rooms=rooms_in_use(), time_zone=zone)


@require_POST
def decision_more(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for one more independent mark, and plan the session for it."""
    application = get_application(request.user, pk)
    access.require_manager(request.user, application)
    if is_blind(request.user, pk):
        return _page(request, application, refusal=str(actions.ScorecardOwed()))
    place = queries.standing_of(request.user, application)
    gains = gains_of(place.composite) if place.composite else []
    gain = _asked_for(gains, request.POST.get("stage", ""))
    if gain is None:
        return _page(request, application, refusal=str(NotInThisRoom()))
    form = _more_form(application, gain.stage, request.POST)
    if form.is_valid():
        values = form.values()
        try:
            card = actions.ask_more(
                application_id=pk,
                stage_id=gain.stage.pk,
                **values,
                actor=_me(request),
                at=timezone.now(),
            )
        except MORE_REFUSED as error:
            _refuse(form, error)
        else:
            messages.success(request, _asked(card, met=gain.stage.is_met))
            return redirect("hiring:decision-page", pk)
    return _page(request, application, gains=gains, gain=gain, more_form=form)


def _refuse(form: MoreForm, error: Exception) -> None:
    """Put each sentence beside the field that it is about."""
    beside = {"interviewer_ids": "interviewer_id", "application_ids": "starts_at"}
    if isinstance(error, SlotTaken) and error.clashes:
        for clash in error.clashes:
            form.add_error(beside.get(clash.field, clash.field), clash.sentence)
        return
    field = "interviewer_id" if isinstance(error, NotIndependent) else getattr(error, "field", None)
    form.add_error(field if field in form.fields else None, str(error))


def _asked(card: Scorecard, *, met: bool) -> str:
    if not met:
        return _("%(name)s was asked, and finds it on their list.") % {"name": card.interviewer}
    text = _(
        "The session is planned, and %(name)s was asked. The candidate's mail is drafted: read "
        "and release it in Messages."
    )
    return text % {"name": card.interviewer}


def _again(request: HttpRequest, decision: Decision) -> Application:
    """Read the application anew: what refused the action may have moved it."""
    return get_application(request.user, decision.application_id)


def _evidence(request: HttpRequest, application: Application) -> dict[str, Any]:
    return {
        "panels": panels_named(evidence.KEYS, request, application, timezone.now()),
        "earlier": queries.earlier_decisions(request.user, application),
        "timeline": timeline(subject="decisions", subject_key=application.pk),
    }


def _forms(request: HttpRequest, application: Application, advice: str) -> dict[str, Any]:
    """Which forms this person gets here and now."""
    user = request.user
    standing = queries.standing_decision(user, application)
    verdicts = [
        verdict
        for verdict in access.verdicts_for(user, application)
        if application.state in actions.OPEN_TO[verdict]
    ]
    free = standing is None or standing.verdict == Decision.Verdict.HOLD
    offered = standing is not None and application.state == "offered"
    over = application.state in {"hired", "withdrawn"}
    return {
        "standing": standing,
        "form": DecisionForm(verdicts=verdicts) if verdicts and free else None,
        "against": [verdict.label for verdict in verdicts if goes_against(verdict, advice)],
        "may_approve": standing is not None
        and standing.is_waiting
        and access.is_second_person(user, standing),
        "revoke_form": ReasonForm(prefix="revoke")
        if standing is not None and not over and access.may_revoke(user, standing)
        else None,
        "hired_form": ReasonForm(prefix="hired")
        if offered and access.may_hire(user, application)
        else None,
    }


@require_POST
def decision_make(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide."""
    application = get_application(request.user, pk)
    access.require_decider(request.user, application, request.POST.get("verdict", ""))
    verdicts = access.verdicts_for(request.user, application)
    form = DecisionForm(request.POST, verdicts=verdicts)
    if form.is_valid():
        try:
            decision = actions.decide(
                application_id=pk, **form.cleaned_data, actor=_me(request), at=timezone.now()
            )
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _said(decision))
            return redirect("hiring:decision-page", pk)
    return _page(request, get_application(request.user, pk), form=form)


def _said(decision: Decision) -> str:
    if decision.is_prepared:
        return _("Prepared. It counts when it is released, with others, on the list of decisions.")
    if decision.is_waiting:
        return _("Written down. It goes against the advice, so a second person has to agree.")
    if decision.verdict == Decision.Verdict.HIRE:
        return _("Decided. The mail with the offer is drafted and waits to be released.")
    if decision.verdict == Decision.Verdict.DECLINE:
        return _("Decided. The mail to the candidate is drafted and waits to be released.")
    return _("On hold. Nothing moves and nobody is told.")


@require_POST
def decision_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to somebody else's override."""
    decision = access.get_decision(request.user, pk)
    access.require_second_person(request.user, decision)
    try:
        actions.approve_override(decision_id=pk, actor=_me(request), at=timezone.now())
    except REFUSED as error:
        return _page(request, _again(request, decision), refusal=str(error))
    messages.success(request, _("You agreed; the decision counts now."))
    return redirect("hiring:decision-page", decision.application_id)


@require_POST
def decision_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    decision = access.get_decision(request.user, pk)
    access.require_revoker(request.user, decision)
    form = ReasonForm(request.POST, prefix="revoke")
    if form.is_valid():
        try:
            actions.revoke_decision(
                decision_id=pk, **form.cleaned_data, actor=_me(request), at=timezone.now()
            )
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The decision is taken back."))
            return redirect("hiring:decision-page", decision.application_id)
    return _page(request, _again(request, decision), revoke_form=form)


@require_POST
def application_hired(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that the candidate accepted."""
    application = get_application(request.user, pk)
    access.require_hirer(request.user, application)
    form = ReasonForm(request.POST, prefix="hired")
    if form.is_valid():
        try:
            actions.mark_hired(
                application_id=pk, **form.cleaned_data, actor=_me(request), at=timezone.now()
            )
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            text = _("%(name)s is hired.") % {"name": application.candidate.name}
            messages.success(request, text)
            return redirect("hiring:decision-page", pk)
    return _page(request, get_application(request.user, pk), hired_form=form)

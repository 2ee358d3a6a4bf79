"""Deciding, in front of the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from candidates.applications.access import get_application
from candidates.applications.actions import AlreadyApplied, IllegalMove
from candidates.applications.panels import panels_for
from candidates.history.queries import timeline
from hiring.decisions import access, actions, evidence, queries
from hiring.decisions.advice import goes_against
from hiring.decisions.forms import DecisionForm, ReasonForm
from hiring.decisions.models import Decision

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from candidates.applications.models import Application
    from hiring.accounts.models import User

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


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


@require_GET
def decision_list(request: HttpRequest) -> HttpResponse:
    """What waits for me, by name; and how often the advice was overridden."""
    user = request.user
    waiting = queries.to_decide(user)
    context = {
        "clear_cut": [row for row in waiting if not row.is_near],
        "near": [row for row in waiting if row.is_near],
        "to_approve": queries.overrides_to_approve(user),
        "own": queries.own_overrides(user),
        "held": queries.on_hold(user),
        "rates": queries.override_rates(user),
        "now": timezone.now(),
    }
    return render(request, "hiring/decisions/decision_list.html", context)


@require_GET
def decision_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The evidence, then the form."""
    return _page(request, get_application(request.user, pk))


def _page(request: HttpRequest, application: Application, **bound: Any) -> HttpResponse:
    """Draw the page; `bound` are forms with errors, and then the answer is 422."""
    status = 422 if bound else 200
    context: dict[str, Any] = {"application": application, "now": timezone.now()}
    if access.is_blind(request.user, application.pk):
        return render(request, "hiring/decisions/decision_blind.html", context, status=status)
    advice = Decision.Advice(queries.current_advice(application.pk)[1])
    context |= _evidence(request, application) | {"advice": advice}
    context |= _forms(request, application, advice) | bound
    return render(request, "hiring/decisions/decision_page.html", context, status=status)


def _again(request: HttpRequest, decision: Decision) -> Application:
    """Read the application anew: what refused the action may have moved it."""
    return get_application(request.user, decision.application_id)


def _evidence(request: HttpRequest, application: Application) -> dict[str, Any]:
    panels = panels_for(request, application, timezone.now())
    return {
        "panels": [panel for panel in panels if panel.key in evidence.KEYS],
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

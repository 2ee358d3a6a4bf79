"""Pages of plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.openings.access import get_opening, is_recruiter, require_recruiter
from interviews.plans import access, actions, judging, queries
from interviews.plans.forms import (
    CriterionForm,
    JudgeForm,
    PlanForm,
    StageForm,
    StageKindForm,
    TemplateForm,
)
from interviews.plans.library import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from candidates.openings.models import Opening
    from interviews.plans.models import Plan

form_page = require_http_methods(["GET", "POST"])
REFUSALS = (
    actions.PlanLocked,
    actions.PlanInUse,
    actions.PlanNotReady,
    actions.CannotAdapt,
    actions.DraftWaiting,
)


def _url(plan: Plan, anchor: str = "") -> str:
    query = f"?version={plan.version}"
    return reverse("interviews:plan-page", args=[plan.opening.slug]) + query + anchor


def _page(request: HttpRequest, opening: Opening, wanted: str, refusal: str = "") -> HttpResponse:
    versions = queries.versions_of(opening.pk)
    plan = queries.shown_version(versions, wanted)
    may_change = is_recruiter(request.user, opening)
    context: dict[str, Any] = {
        "opening": opening,
        "may_change": may_change,
        "refusal": refusal,
    }
    if plan is not None:
        plan.opening = opening
        context |= {"page": queries.plan_page(plan, versions), "kind_form": StageKindForm()}
    status = 422 if refusal else 200
    return render(request, "interviews/plans/page.html", context, status=status)


def _do(
    request: HttpRequest, plan: Plan, act: Callable[[], object], done: str, anchor: str = ""
) -> HttpResponse:
    """Do what a button asks for; a refusal shows the plan with the sentence that says why."""
    try:
        act()
    except REFUSALS as refusal:
        return _page(request, plan.opening, str(plan.version), str(refusal))
    messages.success(request, done)
    return redirect(_url(plan, anchor))


def _accepted(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for; a refusal becomes the form's error."""
    if not form.is_valid():
        return False
    try:
        act()
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _form(request: HttpRequest, name: str, form: forms.Form, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    template = f"interviews/plans/{name}.html"
    return render(request, template, {"form": form, **context}, status=status)


@require_GET
def plan_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one version of the opening's plan: the active one unless `version` names another."""
    opening = get_opening(request.user, slug)
    return _page(request, opening, request.GET.get("version", ""))


@form_page
def plan_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the four ways and what each costs; begin a draft with one of them."""
    opening = get_opening(request.user, slug)
    require_recruiter(request.user, opening)
    form = TemplateForm(request.POST or None)

    def act() -> Plan:
        return actions.create_plan_from_template(
            opening_id=opening.pk,
            template=form.cleaned_data["template"],
            actor=request.user,
            at=timezone.now(),
        )

    if form.is_bound and _accepted(form, act):
        messages.success(request, _("A draft is there. Make it your own, then activate it."))
        versions = queries.versions_of(opening.pk)
        return redirect(
            reverse("interviews:plan-page", args=[slug]) + f"?version={versions[0].version}"
        )
    ways = [queries.way_of(template) for template in TEMPLATES.values()]
    return _form(request, "choose", form, opening=opening, ways=ways)


@form_page
def plan_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name, bar, weights and gates in one table."""
    plan = access.get_plan_to_change(request.user, pk)
    stages = queries.stages_of(plan.pk)
    form = PlanForm(request.POST or None, plan=plan, stages=stages)

    def act() -> Plan:
        return actions.change_plan(
            plan_id=pk, actor=request.user, at=timezone.now(), **form.values()
        )

    if form.is_bound and _accepted(form, act):
        messages.success(request, _("Weights and bar are saved."))
        return redirect(_url(plan))
    total = sum(stage.weight for stage in stages)
    return _form(request, "weights", form, plan=plan, back=_url(plan), total=total)


@require_POST
def plan_activate(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft the opening's plan."""
    plan = access.get_plan_to_change(request.user, pk)
    return _do(
        request,
        plan,
        lambda: actions.activate_plan(plan_id=pk, actor=request.user, at=timezone.now()),
        _("Version %(version)s is now the plan.") % {"version": plan.version},
    )


@require_POST
def plan_new_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy a plan into a new draft and go there."""
    plan = access.get_plan_to_change(request.user, pk)
    try:
        draft = actions.new_version(plan_id=pk, actor=request.user, at=timezone.now())
    except actions.DraftWaiting as refusal:
        return _page(request, plan.opening, str(plan.version), str(refusal))
    messages.success(request, _("The new version is a draft; the old one counts until then."))
    draft.opening = plan.opening
    return redirect(_url(draft))


@require_POST
def plan_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    plan = access.get_plan_to_change(request.user, pk)
    try:
        actions.discard_plan(plan_id=pk, actor=request.user, at=timezone.now())
    except REFUSALS as refusal:
        return _page(request, plan.opening, str(plan.version), str(refusal))
    messages.success(request, _("The draft is gone."))
    return redirect("interviews:plan-page", plan.opening.slug)


@require_POST
def stage_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a stage at the end of a draft."""
    plan = access.get_plan_to_change(request.user, pk)
    form = StageKindForm(request.POST)
    if not form.is_valid():
        return _page(request, plan.opening, str(plan.version), _("Choose a kind of stage."))
    return _do(
        request,
        plan,
        lambda: actions.add_stage(
            plan_id=pk, kind=form.cleaned_data["kind"], actor=request.user, at=timezone.now()
        ),
        _("The stage is at the end. Give it a weight, and move it where it belongs."),
    )


@form_page
def stage_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one stage."""
    stage = access.get_stage_to_change(request.user, pk)
    form = StageForm(request.POST or None, stage=stage)

    def act() -> object:
        return actions.change_stage(
            stage_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data
        )

    back = _url(stage.plan, f"#stage-{pk}")
    if form.is_bound and _accepted(form, act):
        messages.success(request, _("The stage is saved."))
        return redirect(back)
    return _form(request, "stage", form, stage=stage, plan=stage.plan, back=back)


@require_POST
def stage_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a stage one place up, or down."""
    stage = access.get_stage_to_change(request.user, pk)
    up = request.POST.get("direction") == "up"
    return _do(
        request,
        stage.plan,
        lambda: actions.move_stage(stage_id=pk, up=up, actor=request.user, at=timezone.now()),
        _("“%(stage)s” has moved.") % {"stage": stage.title},
        f"#stage-{pk}",
    )


@require_POST
def stage_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a stage out of a draft."""
    stage = access.get_stage_to_change(request.user, pk)
    return _do(
        request,
        stage.plan,
        lambda: actions.remove_stage(stage_id=pk, actor=request.user, at=timezone.now()),
        _("“%(stage)s” is out of the plan.") % {"stage": stage.title},
    )


@form_page
def criterion_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a criterion to a draft's stage."""
    stage = access.get_stage_to_change(request.user, pk)
    form = CriterionForm(request.POST or None)

    def act() -> object:
        return actions.add_criterion(
            stage_id=pk, actor=request.user, at=timezone.now(), **form.values()
        )

    back = _url(stage.plan, f"#stage-{pk}")
    if form.is_bound and _accepted(form, act):
        messages.success(request, _("The criterion is added."))
        return redirect(back)
    return _form(request, "criterion", form, stage=stage, plan=stage.plan, back=back)


@form_page
def criterion_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is rated, and how."""
    criterion = access.get_criterion_to_change(request.user, pk)
    stage = criterion.stage
    form = CriterionForm(
        request.POST or None,
        initial=CriterionForm.of(criterion),
        current=criterion.competency_id,
    )

    def act() -> object:
        return actions.change_criterion(
            criterion_id=pk, actor=request.user, at=timezone.now(), **form.values()
        )

    back = _url(stage.plan, f"#stage-{stage.pk}")
    if form.is_bound and _accepted(form, act):
        messages.success(request, _("The criterion is saved."))
        return redirect(back)
    context = {"criterion": criterion, "stage": stage, "plan": stage.plan, "back": back}
    return _form(request, "criterion", form, **context)


@require_POST
def criterion_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a criterion out of a draft."""
    criterion = access.get_criterion_to_change(request.user, pk)
    return _do(
        request,
        criterion.stage.plan,
        lambda: actions.remove_criterion(criterion_id=pk, actor=request.user, at=timezone.now()),
        _("“%(criterion)s” is out of the stage.") % {"criterion": criterion.name},
        f"#stage-{criterion.stage_id}",
    )


@form_page
def plan_bar(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge the bar: one's own values, and what all judges' come to once one's own are in."""
    plan = access.get_plan(request.user, pk)
    page = judging.bar_page(request.user, plan)
    own = [(each.stage, each.own) for each in page.stages]
    form = JudgeForm(request.POST if request.method == "POST" else None, stages=own)

    def act() -> object:
        return actions.judge_bar(
            plan_id=pk, values=form.values(), actor=request.user, at=timezone.now()
        )

    if form.is_bound and _accepted(form, act):
        messages.success(request, _("Your values are saved."))
        return redirect("interviews:plan-bar", pk)
    context = {
        "plan": plan,
        "page": page,
        "rows": [(each, form.bound(each.stage)) for each in page.stages],
        "back": _url(plan),
        "may_change": is_recruiter(request.user, plan.opening),
        "can_judge": not plan.is_locked and plan.state != plan.State.SUPERSEDED,
    }
    return _form(request, "bar", form, **context)


@require_POST
def plan_bar_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the bar to what the judges' values come to."""
    plan = access.get_plan_to_change(request.user, pk)
    try:
        actions.use_judged_bar(plan_id=pk, actor=request.user, at=timezone.now())
    except (actions.PlanLocked, actions.TooFewJudges) as refusal:
        return _page(request, plan.opening, str(plan.version), str(refusal))
    messages.success(request, _("The bar is set to what the judges' values come to."))
    return redirect(_url(plan))

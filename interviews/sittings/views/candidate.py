"""The candidate's pages: what one may ask for, the start, trying it, and the player."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from candidates.portal.access import current_candidate, get_own_application
from interviews.sittings import access, actions, queries, screens, tasks
from interviews.sittings.adapting import is_turn
from interviews.sittings.forms import RetestForm, StartForm, WishForm
from interviews.sittings.models import Accommodation
from interviews.sittings.paper import PaperRefused
from interviews.stages import registry
from interviews.stages.registry import Given

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from candidates.applications.models import Application
    from interviews.plans.models import Stage
    from interviews.sittings.models import Sitting
    from interviews.stages.registry import Practice

page = require_http_methods(["GET", "HEAD", "POST"])
AGAIN = "candidates:portal-again"
REFUSALS = (actions.NotAsked, actions.NothingToSit, actions.AlreadySat)


@login_not_required
@never_cache
@page
def wish_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One box for everybody: what would help to take part well."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect(AGAIN)
    application = get_own_application(candidate, pk)
    kept = Accommodation.objects.filter(application=application).first()
    initial = {"wish": kept.wish if kept else ""}
    form = WishForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.write_wish(application_id=pk, at=at, **form.cleaned_data)
        messages.success(request, _("Thank you. A person reads it and answers you."))
        return redirect("candidates:portal-home")
    context = {"candidate": candidate, "application": application, "form": form, "kept": kept}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/sittings/wish.html", context, status=status)


@login_not_required
@never_cache
@page
def sitting_start(request: HttpRequest, pk: int, stage_pk: int) -> HttpResponse:
    """What it is, how long, what is allowed, and a try; posting the typed word starts it."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect(AGAIN)
    application = get_own_application(candidate, pk)
    stage = access.get_stage(application, stage_pk)
    counting = queries.sittings_for(stage).filter(application=application).first()
    if counting is not None:
        return redirect("interviews:sitting-page", counting.key)
    if not queries.may_sit(application, stage, at):
        raise Http404
    form = StartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sitting = actions.start_sitting(application_id=pk, stage_id=stage.pk, at=at)
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("interviews:sitting-page", sitting.key)
    context = _start_context(application, stage, at) | {"candidate": candidate, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/sittings/start.html", context, status=status)


@login_not_required
@never_cache
@page
def retest_start(request: HttpRequest, pk: int, retest_pk: int) -> HttpResponse:
    """The second sitting on site: what it is for; the word that is told there begins it."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect(AGAIN)
    application = get_own_application(candidate, pk)
    retest = access.get_own_retest(application, retest_pk)
    if retest.second is not None:
        return redirect("interviews:sitting-page", retest.second.key)
    form = RetestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sitting = actions.start_retest(retest_id=retest.pk, at=at, **form.cleaned_data)
        except (*REFUSALS, actions.WrongWord) as refusal:
            form.add_error("word", str(refusal))
        else:
            return redirect("interviews:sitting-page", sitting.key)
    context = {"candidate": candidate, "application": application, "form": form}
    context |= {"stage": retest.first.stage}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/sittings/retest_start.html", context, status=status)


def _start_context(application: Application, stage: Stage, at: dt.datetime) -> dict[str, Any]:
    kind = registry.get(stage.kind)
    exercise = kind.exercise
    if exercise is None:
        raise Http404
    try:
        outline = queries.outline_of(application, stage, at)
    except PaperRefused as refused:
        raise Http404 from refused
    tries = exercise.practice(application.opening.language)
    return {
        "application": application,
        "stage": stage,
        "kind": kind,
        "exercise": exercise,
        "outline": outline.parts,
        "remarks": outline.remarks,
        "language": application.opening.language,
        "minutes": sum(part.minutes or 0 for part in outline.parts),
        "tries": [_try(each, number) for number, each in enumerate(tries, start=1)],
    }


def _try(practice: Practice, number: int, said: dict[str, Any] | None = None) -> dict[str, Any]:
    kind = tasks.type_of(practice.task)
    setting = tasks.Setting(registry.Paper(()), 0)
    context = kind.present(practice.task, said["value"] if said else None, setting)
    return {
        "task": practice.task,
        "number": number,
        "template": kind.template,
        "context": context,
        "said": said,
    }


@login_not_required
@never_cache
@page
def sitting_practice(request: HttpRequest, pk: int, stage_pk: int) -> HttpResponse:
    """Try it: what is posted is looked at and told, and nothing is kept of it."""
    candidate = current_candidate(request, at=timezone.now())
    if candidate is None:
        return redirect(AGAIN)
    application = get_own_application(candidate, pk)
    stage = access.get_stage(application, stage_pk)
    exercise = registry.get(stage.kind).exercise
    tries = exercise.practice(application.opening.language) if exercise else ()
    if not tries:
        raise Http404
    shown = []
    for number, each in enumerate(tries, start=1):
        said = _said(request, each) if request.method == "POST" else None
        shown.append(_try(each, number, said))
    context = {
        "candidate": candidate,
        "application": application,
        "stage": stage,
        "tries": shown,
        "language": application.opening.language,
    }
    return render(request, "interviews/sittings/practice.html", context)


def _said(request: HttpRequest, practice: Practice) -> dict[str, Any]:
    """Compare one try with its key."""
    fields = tasks.Fields(request.POST, practice.task["key"])
    setting = tasks.Setting(registry.Paper(()), 0)
    try:
        value = tasks.type_of(practice.task).parse(fields, practice.task, setting)
    except tasks.BadAnswer as refusal:
        return {"value": None, "is_right": False, "words": str(refusal)}
    is_right = _folded(value) == _folded(practice.key)
    return {"value": value, "is_right": is_right, "words": practice.explanation}


def _folded(value: Any) -> Any:
    return value.strip().casefold() if isinstance(value, str) else value


@login_not_required
@never_cache
@page
def sitting_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """The player: the part that runs, a pause, or the end. Posting saves everything on the page."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect(AGAIN)
    sitting = access.get_own_sitting(candidate, key)
    errors: dict[str, screens.Refusal] = {}
    if request.method == "POST":
        errors = _save_all(request, sitting, at)
        if not errors:
            if "hand-in" in request.POST or _was_last_turn(sitting, at):
                actions.finish_section(sitting_id=sitting.pk, section=sitting.section, at=at)
            return redirect("interviews:sitting-page", key)
    screen = screens.screen_of(sitting, at, errors)
    context = {"candidate": candidate, "screen": screen, "sitting": sitting}
    context["language"] = sitting.language
    template = f"interviews/sittings/{screen.phase}.html"
    return render(request, template, context, status=422 if errors else 200)


def _was_last_turn(sitting: Sitting, at: dt.datetime) -> bool:
    """Tell whether nothing is left of a part whose tasks come one after the other."""
    screen = screens.screen_of(sitting, at)
    return screen.one_by_one and screen.turns_left == 0


def _save_all(
    request: HttpRequest, sitting: Sitting, at: dt.datetime
) -> dict[str, screens.Refusal]:
    """Save what a form without JavaScript holds; return what is wrong with which answer.

    A page that shows another part than the one that runs is shown anew, and nothing is lost of
    what was saved.
    """
    errors: dict[str, screens.Refusal] = {}
    if request.POST.get("section") != str(sitting.section):
        return errors
    setting = screens.setting_of(sitting, queries.answers_of(sitting), at)
    for task in screens.tasks_now(setting.paper.sections[sitting.section], setting):
        try:
            _save_one(request, sitting, task, setting)
        except tasks.BadAnswer as refusal:
            errors[task["key"]] = screens.Refusal(str(refusal), refusal.typed)
        except (actions.NotShown, actions.ChangedElsewhere) as refusal:
            errors[task["key"]] = screens.Refusal(str(refusal))
        except (actions.TimeOver, actions.NotRunning) as refusal:
            messages.warning(request, str(refusal))
            break
    return errors


def _save_one(
    request: HttpRequest, sitting: Sitting, task: dict[str, Any], setting: tasks.Setting
) -> None:
    """Save one answer if the form holds one that is news."""
    kind, fields = tasks.type_of(task), tasks.Fields(request.POST, task["key"])
    if (kind.shown_once or is_turn(task)) and not fields.get("here"):
        return
    known = setting.given.get(task["key"], Given(None))
    value = kind.parse(fields, task, setting)
    if is_turn(task):
        actions.answer_turn(
            sitting_id=sitting.pk,
            section=sitting.section,
            task=task,
            answer=value,
            at=setting.at or sitting.started_at,
        )
        return
    if value == known.value and not kind.shown_once:
        return
    if not kind.shown_once and str(known.sequence) != fields.get("was", str(known.sequence)):
        raise actions.ChangedElsewhere
    actions.save_answer(
        sitting_id=sitting.pk,
        section=sitting.section,
        task_key=task["key"],
        value=value,
        at=setting.at or sitting.started_at,
        once=kind.shown_once,
    )

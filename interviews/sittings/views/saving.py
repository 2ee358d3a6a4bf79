"""What the player's browser sends while somebody works: answers, clicks, facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from candidates.portal.access import current_candidate
from interviews.sittings import access, actions, adapting, clock, queries, screens, tasks
from interviews.sittings import paper as papers
from interviews.sittings.actions.saving import LARGEST_SEQUENCE
from interviews.sittings.adapting import is_turn
from interviews.sittings.models import Fact

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from interviews.sittings.models import Sitting

AGAIN = "candidates:portal-again"
PLAYER = "interviews:sitting-page"
MOST_FACTS: Final = 200
LARGEST_AMOUNT: Final = 7 * 24 * 60 * 60 * 1000  # a week in milliseconds


def _number(text: str, largest: int) -> int | None:
    """Return a whole number out of digits; None for anything else."""
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(largest)):
        return None
    return min(int(text), largest)


def _stand(sitting: Sitting, at: dt.datetime, **more: Any) -> JsonResponse:
    """Return the server's clock with what else there is to say."""
    return JsonResponse(
        {
            "phase": screens.phase_of(sitting, at),
            "section": sitting.section,
            "left": clock.left(sitting.deadline, at),
            **more,
        }
    )


@login_not_required
@never_cache
@require_safe
def sitting_clock(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say how much time is left by the server's clock."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect(AGAIN)
    return _stand(access.get_own_sitting(candidate, key), at)


@login_not_required
@require_POST
def sitting_answer(request: HttpRequest, key: UUID, task: str) -> HttpResponse:
    """Save one answer under its sequence number: 200 saved, 409 closed, 422 no answer."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect(AGAIN)
    sitting = access.get_own_sitting(candidate, key)
    found = papers.find_task(queries.paper_of(sitting), task)
    if found is None:
        raise Http404
    section, asked = found
    sequence = _number(request.POST.get("sequence", ""), LARGEST_SEQUENCE)
    if not sequence:
        return JsonResponse({"message": _("The answer has no number.")}, status=422)
    try:
        value, saved = _keep(request, sitting, section, asked, sequence, at)
    except (tasks.BadAnswer, actions.NotShown) as refusal:
        return JsonResponse({"message": str(refusal)}, status=422)
    except (actions.TimeOver, actions.NotRunning) as refusal:
        actions.note_facts(sitting_id=sitting.pk, facts=[(Fact.Kind.LATE, task, 1)], at=at)
        return JsonResponse({"message": str(refusal)}, status=409)
    answered = is_turn(asked) or tasks.type_of(asked).is_answered(value)
    return _stand(sitting, at, sequence=saved.sequence, changed=saved.changed, answered=answered)


def _keep(
    request: HttpRequest,
    sitting: Sitting,
    section: int,
    task: dict[str, Any],
    sequence: int,
    at: dt.datetime,
) -> tuple[Any, actions.Saved]:
    """Parse and save one answer; of a part that adapts only the one whose turn it is."""
    fields = tasks.Fields(request.POST, task["key"])
    common: dict[str, Any] = {"sitting_id": sitting.pk, "section": section, "at": at}
    common["sequence"] = sequence
    if is_turn(task):
        setting = screens.setting_of(sitting, queries.answers_of(sitting), at)
        now = adapting.next_task(setting.paper.sections[section], setting)
        if now is None or now["key"] != task["key"]:
            return None, actions.standing_answer(sitting_id=sitting.pk, task_key=task["key"])
        value = tasks.type_of(now).parse(fields, now, setting)
        return value, actions.answer_turn(**common, task=now, answer=value)
    kind = tasks.type_of(task)
    given = queries.answers_of(sitting) if kind.shown_once else {}
    value = kind.parse(fields, task, screens.setting_of(sitting, given, at))
    saved = actions.save_answer(**common, task_key=task["key"], value=value, once=kind.shown_once)
    return value, saved


@login_not_required
@require_POST
def sitting_show(request: HttpRequest, key: UUID, task: str) -> HttpResponse:
    """Show a task that is shown once: from this click on the server's clock knows."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect(AGAIN)
    sitting = access.get_own_sitting(candidate, key)
    found = papers.find_task(queries.paper_of(sitting), task)
    if found is None or not tasks.type_of(found[1]).shown_once:
        raise Http404
    try:
        actions.show_task(sitting_id=sitting.pk, section=found[0], task_key=task, at=at)
    except (actions.TimeOver, actions.NotRunning):
        return redirect(PLAYER, key)  # the page says that the time is over
    return redirect(PLAYER, key)


@login_not_required
@require_POST
def sitting_go_on(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand a part in, or begin the next one after a pause or after the time was over."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect(AGAIN)
    sitting = access.get_own_sitting(candidate, key)
    section = _number(request.POST.get("section", ""), 999)
    if section is not None:
        act = actions.finish_section if "hand-in" in request.POST else actions.begin_section
        act(sitting_id=sitting.pk, section=section, at=at)
    return redirect(PLAYER, key)


@login_not_required
@require_POST
def sitting_facts(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take how it goes: `kind:task=amount` each. What makes no sense is left out."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect(AGAIN)
    sitting = access.get_own_sitting(candidate, key)
    known = {task["key"] for _section, task in papers.tasks_of(queries.paper_of(sitting))} | {""}
    facts = []
    for name, text in list(request.POST.items())[:MOST_FACTS]:
        kind, _mark, task = name.partition(":")
        amount = _number(str(text), LARGEST_AMOUNT)
        if kind in Fact.Kind.values and task in known and amount is not None:
            facts.append((kind, task, amount))
    actions.note_facts(sitting_id=sitting.pk, facts=facts, at=at)
    return JsonResponse({"kept": len(facts)})

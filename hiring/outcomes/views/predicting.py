"""Which stage, criterion and interviewer predicted good service, and what it would be worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hiring.outcomes import access, sayings, worth
from hiring.outcomes.forms import PredictingForm
from hiring.outcomes.queries import predicting
from hiring.outcomes.queries.results import LEAST_ANSWERS, outcomes_of
from hiring.statistics.shares import share_of
from hiring.statistics.validity import PER_PREDICTOR, SHOWN_FROM, WEIGHTS_FROM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from hiring.outcomes.queries.predicting import Finding, Predictor
    from hiring.outcomes.queries.results import Outcome, Result


@require_GET
def predicted_page(request: HttpRequest) -> HttpResponse:
    """Hold what was marked against how people do, and say what is not knowable yet."""
    form = PredictingForm(request.GET, openings=access.openings_to_follow(request.user))
    keys = [opening.pk for opening in form.chosen()]
    result = form.result_asked()
    outcomes = outcomes_of(request.user, keys)
    predictors = predicting.predictors_of(request.user, [o.application_id for o in outcomes])
    closer = predictors.named(request.GET.get("closer", ""))
    finding = predicting.finding_of(closer, outcomes, result.code)
    whole = predicting.finding_of(predictors.composite, outcomes, result.code)
    context = {
        "form": form,
        "result": result,
        "known": sum(result.code in each.values for each in outcomes),
        "hires": len(outcomes),
        "whole": (sayings.verdict(whole), sayings.numbers(whole)),
        "pictures": _pictures(predictors, outcomes, result),
        "closer": closer,
        "closer_said": (sayings.verdict(finding), sayings.numbers(finding)),
        "scatter": sayings.scatter_picture(closer, outcomes, result)
        if predicting.is_pictured(finding)
        else None,
        "choices": (predictors.composite, *predictors.stages, *predictors.criteria),
        "unrestricted": predicting.unrestricted_of(request.user, keys, finding, outcomes),
        "weights": predicting.weights_of(predictors, outcomes, result.code),
        "limits": {
            "shown": SHOWN_FROM,
            "needed": predicting.NEEDED,
            "weights": max(WEIGHTS_FROM, PER_PREDICTOR * len(predictors.stages)),
            "answers": LEAST_ANSWERS,
        },
        **_worth(form, keys, whole),
    }
    return render(request, "hiring/outcomes/predicted.html", context)


def _pictures(
    predictors: predicting.Predictors, outcomes: Sequence[Outcome], result: Result
) -> list[tuple[str, str, Any, bool]]:
    """Return stages, criteria and interviewers: a key, a heading, a drawing, and whether it holds
    any number. What nobody was marked on is left out."""
    sorts: tuple[tuple[str, str, tuple[Predictor, ...]], ...] = (
        ("stages", _("Stage"), (predictors.composite, *predictors.stages)),
        ("criteria", _("Criterion"), predictors.criteria),
        ("interviewers", _("Interviewer"), predictors.interviewers),
    )
    titles = {
        "stages": _("Which stage predicted it"),
        "criteria": _("Which criterion predicted it"),
        "interviewers": _("Whose marks predicted it"),
    }
    found = []
    for key, first, every in sorts:
        findings = [predicting.finding_of(each, outcomes, result.code) for each in every]
        findings = [finding for finding in findings if finding.people]
        drawing = sayings.findings_picture(findings, titles[key], first) if findings else None
        has_numbers = any(finding.r for finding in findings)
        found.append((key, titles[key], drawing, has_numbers))
    return found


def _worth(form: PredictingForm, keys: Sequence[int], whole: Finding) -> dict[str, Any]:
    """Reckon what selecting is worth from the share hired; nothing while nobody is."""
    hired, settled = predicting.selected_share(keys)
    share = share_of(min(hired, settled), settled)
    if share is None or not 0 < share.value < 1:
        return {"selected": None}
    is_ours = whole.is_knowable and whole.r is not None
    between = worth.validities(whole.r if is_ours else None)
    money = form.money()
    return {
        "selected": share,
        "is_ours": is_ours,
        "between": [sayings.two(r) for r in between],
        "successes": worth.successes(share.value, between),
        "gains": worth.gains(
            hired=hired, applicants=settled, salary=money[0], cost=money[1], between=between
        )
        if money
        else [],
        "years": worth.YEARS,
    }

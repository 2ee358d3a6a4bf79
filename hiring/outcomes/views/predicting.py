"""Which stage, criterion and interviewer predicted good service, and what it would be worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_GET

from hiring.outcomes import access, sayings, worth
from hiring.outcomes.forms import PredictingForm
from hiring.outcomes.queries import predicting
from hiring.outcomes.queries.results import LEAST_ANSWERS, MOST
from hiring.statistics.shares import share_of
from hiring.statistics.validity import SHOWN_FROM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from hiring.outcomes.queries.predicting import Finding


@require_GET
def predicted_page(request: HttpRequest) -> HttpResponse:
    """Hold what was marked against how people do, and say what is not knowable yet."""
    form = PredictingForm(request.GET, openings=access.openings_to_follow(request.user))
    keys = [opening.pk for opening in form.chosen()]
    result = form.result_asked()
    held = predicting.hold(request.user, keys, result.code)
    closer = held.predictors.named(request.GET.get("closer", ""))
    finding = predicting.finding_of(closer, held.results)
    context = {
        "form": form,
        "result": result,
        "held": held,
        "whole": (sayings.verdict(held.whole), sayings.numbers(held.whole)),
        "pictures": sayings.pictures_of(held),
        "closer": closer,
        "closer_said": (sayings.verdict(finding), sayings.numbers(finding)),
        "scatter": sayings.scatter_picture(closer, held.outcomes, result)
        if predicting.is_pictured(finding)
        else None,
        "drawn": sayings.DRAWN,
        "choices": (held.predictors.composite, *held.predictors.stages, *held.predictors.criteria),
        "unrestricted": predicting.unrestricted_of(request.user, keys, finding, held.outcomes),
        "weights": predicting.weights_of(held.predictors, held.outcomes, result.code),
        "limits": {
            "shown": SHOWN_FROM,
            "needed": predicting.NEEDED,
            "weights": predicting.needed_for_weights(held.predictors),
            "answers": LEAST_ANSWERS,
            "most": MOST,
        },
        **_worth(form, keys, held.whole),
    }
    return render(request, "hiring/outcomes/predicted.html", context)


def _worth(form: PredictingForm, keys: Sequence[int], whole: Finding) -> dict[str, Any]:
    """Reckon what selecting is worth from the share hired; nothing while nobody is."""
    hired, settled = predicting.selected_share(keys)
    share = share_of(min(hired, settled), settled)
    if share is None or not 0 < share.value < 1:
        return {"selected": None}
    between = worth.validities(whole.r if whole.is_ours else None)
    money = form.money()
    return {
        "selected": share,
        "is_ours": whole.is_ours,
        "between": [sayings.two(r) for r in between],
        "successes": worth.successes(share.value, between),
        "gains": worth.gains(
            hired=hired, applicants=settled, salary=money[0], cost=money[1], between=between
        )
        if money
        else [],
        "years": worth.YEARS,
    }

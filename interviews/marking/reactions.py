"""What follows when somebody hands in what people mark: markers are asked, by the plan."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from candidates.notices.actions import tell
from interviews.marking.actions import NobodyToAsk, ask_markers, ask_tickers
from interviews.scorecards.models import coordinators
from interviews.stages import registry

if TYPE_CHECKING:
    from interviews.sittings.models import Sitting

LACKING = "markers-lacking"


def ask_for_marks(sitting: Sitting, at: dt.datetime, **_: Any) -> None:
    """Ask markers as soon as there is something to mark; where nobody is there, say so."""
    stage = sitting.stage
    kind = registry.get(stage.kind)
    is_retold = kind.exercise is not None and bool(kind.exercise.retold)
    if not is_retold and (stage.on_day or kind.measure is not None):
        return
    try:
        if is_retold:
            asked = ask_tickers(sitting_id=sitting.pk, actor=None, at=at)
        else:
            asked = ask_markers(
                stage_id=stage.pk, application_ids=[sitting.application_id], actor=None, at=at
            )
        lacking = asked.lacking
    except NobodyToAsk:
        lacking = 1
    if lacking:
        tell(
            user_ids=coordinators(sitting.application),
            code=LACKING,
            text_values={"stage": stage.title, "opening": str(sitting.application.opening)},
            url=reverse("interviews:opening-marking", args=[sitting.application.opening.slug]),
            key=f"{LACKING}:{stage.pk}:{at.date().isoformat()}",
            at=at,
        )

"""The card in the portal that asks how it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from candidates.portal.cards import Card
from hiring.voices.models import Felt
from hiring.voices.queries import owes_survey, stages_to_tap

if TYPE_CHECKING:
    import datetime as dt

    from candidates.applications.models import Application

FACES: Final = {
    Felt.VERY_BAD: "mood-sad",
    Felt.BAD: "mood-empty",
    Felt.SO_SO: "mood-neutral",
    Felt.GOOD: "mood-smile",
    Felt.VERY_GOOD: "mood-happy",
}


def how_it_was(application: Application, at: dt.datetime) -> dict[str, Any] | None:
    """Ask about stages that are over, and after the answer about everything; nothing to ask, no
    card. Two queries."""
    stages = stages_to_tap(application, at)
    survey = owes_survey(application)
    if not (stages or survey):
        return None
    faces = [(felt.value, felt.label, FACES[felt]) for felt in Felt]
    return {"application": application, "stages": stages, "owes_survey": survey, "faces": faces}


CARD: Final = Card(60, "hiring/voices/_card.html", how_it_was, "hiring/voices.css", stays=True)

"""The question in the portal: beside the newest application, apart from it, and easy to pass."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from candidates.applications.models import Application
from candidates.portal.cards import Card
from hiring.fairness import questions
from hiring.fairness.queries import own_answers


def about_you(application: Application, _at: dt.datetime) -> dict[str, Any] | None:
    """Return whether anything was said; none where nothing is asked, or beside an older
    application of the same candidate."""
    if not questions.asked():
        return None
    newer = Application.objects.filter(
        candidate=application.candidate_id, applied_at__gt=application.applied_at
    )
    if newer.exists():
        return None
    answers = own_answers(application.candidate)
    return {"is_answered": answers is not None, "says": bool(answers and answers.says_anything)}


CARD: Final = Card(90, "hiring/fairness/_about_you.html", about_you, stays=True)

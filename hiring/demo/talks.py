"""The psychologist in the demo: a narrative after every talk, a summary once all have locked."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from interviews.narratives.actions import (
    note_reading,
    release_summary,
    save_passages,
    save_summary,
)
from interviews.narratives.drafts import Draft
from interviews.narratives.models import KIND, Narrative
from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    import datetime as dt

    from hiring.accounts.models import User
    from interviews.days.models import Day

PASSAGES = {
    "pressure": (
        "A guest had called her a thief in front of the lobby. She noticed that her voice went up, "
        "asked him to the side table and let him finish. Speaks of him without bitterness: he had "
        "missed a funeral.",
        "The supplier hung up on him three times in one morning. He wrote down what he wanted to "
        "say, rang a fourth time and got it. Still a little proud of it, still a little hurt.",
        "Could think of no such time at first; then a sister who shouted. Left the room, came back "
        "after an hour. Sees her side in part.",
    ),
    "first-setback": (
        "Failed the first term of law. Causes in her words: chose it for her father; learned "
        "alone. Both particular, both could be changed; she changed the second one the term after.",
        "A stall that earned nothing. “The place was wrong, and I did not look at it in the rain.” "
        "Names his own share unasked.",
        "Was not taken for a choir. “They take only people they know.” No step afterwards.",
    ),
    "second-setback": (
        "A friendship that ended over money. Would say it sooner today; wrote a letter, to no "
        "answer.",
        "The driving test, twice. “I get nervous when somebody writes.” General; asked a cousin to "
        "sit beside her with a clipboard, and passed.",
    ),
    "success": (
        "Brought the night desk to write handovers. Names three colleagues by what each did.",
        "A marathon, slowly. Tells of the training group more than of the run.",
    ),
    "together": (
        "Causes are mostly particular and within reach. What I do not know: how it is when it "
        "lasts for weeks.",
        "Steps follow quickly upon setbacks. Against it speaks the second story, in which somebody "
        "else has to move first.",
    ),
}
SUMMARIES = (
    "Keeps indignation in check and finds a step that helps. Explains setbacks by what can be "
    "changed. Will want to know why a rule is there.",
    "Steady with people who are unfair. One setback was told in general words, the other was not. "
    "A mentor in the first weeks would help.",
)
READ_BY_MANAGER = 2  # narratives that the hiring manager has read


def write(card: Scorecard, at: dt.datetime) -> None:
    """Write narrative and summary beside a psychologist's scorecard; others are left alone."""
    if card.stage.kind != KIND:
        return
    chance = random.Random(f"talk/{card.application.candidate.email}")  # noqa: S311
    drafts = [Draft(part, chance.choice(texts), 0) for part, texts in PASSAGES.items()]
    save_passages(scorecard_id=card.pk, drafts=drafts, actor=card.interviewer, at=at)
    save_summary(
        scorecard_id=card.pk,
        text=chance.choice(SUMMARIES),
        version=0,
        actor=card.interviewer,
        at=at,
    )


def release(day: Day, reader: User, at: dt.datetime) -> None:
    """Release the summaries of a Day for whom all have locked; the manager reads a few."""
    owed = Scorecard.objects.open().values("application")
    cards = Scorecard.objects.locked().filter(
        stage__kind=KIND, session__station__day=day, summary__released_at=None
    )
    ready = cards.exclude(application__in=owed).filter(summary__isnull=False)
    for card in ready.select_related("interviewer").order_by("pk"):
        release_summary(scorecard_id=card.pk, actor=card.interviewer, at=at)
    seen = Narrative.objects.visible_to(reader).filter(scorecard__session__station__day=day)
    for narrative in seen.order_by("pk")[:READ_BY_MANAGER]:
        note_reading(narrative_id=narrative.pk, reader=reader, at=at)

"""What the pages of scorecards, and the rooms above, ask about them."""

from interviews.scorecards.queries.evidence import StageEvidence, evidence_of
from interviews.scorecards.queries.myday import Errand, MyDay, my_day
from interviews.scorecards.queries.telling import (
    declared_conflicts,
    has_stages_before_the_day,
    marks_on_live_board,
    members_of,
    open_red_flags,
    panel_of,
    people_to_take_over,
    people_told,
    red_flags_of,
    remaining_sessions,
    stages_before_the_day,
    stops_of,
)

__all__ = [
    "Errand",
    "MyDay",
    "StageEvidence",
    "declared_conflicts",
    "evidence_of",
    "has_stages_before_the_day",
    "marks_on_live_board",
    "members_of",
    "my_day",
    "open_red_flags",
    "panel_of",
    "people_to_take_over",
    "people_told",
    "red_flags_of",
    "remaining_sessions",
    "stages_before_the_day",
    "stops_of",
]

"""What one can do with scorecards: owe them, mark and lock them, raise a red flag."""

from interviews.scorecards.actions.flags import (
    AlreadyAnswered,
    NothingDescribed,
    answer_red_flag,
    raise_red_flag,
)
from interviews.scorecards.actions.marking import (
    NotLockedYet,
    ReasonTooShort,
    ScorecardIncomplete,
    ScorecardLocked,
    UnknownCriterion,
    VersionConflict,
    give_impression,
    lock_scorecard,
    revise_rating,
    save_rating,
    save_ratings,
)
from interviews.scorecards.actions.owing import (
    ApplicationClosed,
    MarkedOnTheDay,
    NotAMember,
    assign_marker,
    ensure_scorecards,
)
from interviews.scorecards.marks import Draft, Missing

__all__ = [
    "AlreadyAnswered",
    "ApplicationClosed",
    "Draft",
    "MarkedOnTheDay",
    "Missing",
    "NotAMember",
    "NotLockedYet",
    "NothingDescribed",
    "ReasonTooShort",
    "ScorecardIncomplete",
    "ScorecardLocked",
    "UnknownCriterion",
    "VersionConflict",
    "answer_red_flag",
    "assign_marker",
    "ensure_scorecards",
    "give_impression",
    "lock_scorecard",
    "raise_red_flag",
    "revise_rating",
    "save_rating",
    "save_ratings",
]

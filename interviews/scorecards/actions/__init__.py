"""What one can do with scorecards: owe them, mark and lock them, raise a red flag."""

from interviews.scorecards.actions.chasing import chase_overdue
from interviews.scorecards.actions.conflicts import (
    AlreadyReassigned,
    MarksAlready,
    NoReason,
    NotClosed,
    TakenThen,
    declare_conflict,
    reassign_scorecard,
)
from interviews.scorecards.actions.flags import (
    AlreadyAnswered,
    NothingDescribed,
    answer_red_flag,
    raise_red_flag,
)
from interviews.scorecards.actions.marking import (
    NotLockedYet,
    NotYet,
    ReasonTooShort,
    ScorecardClosed,
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
from interviews.scorecards.actions.revealing import (
    NothingToReveal,
    RevealUnexplained,
    reveal_marks,
)
from interviews.scorecards.marks import Draft, Missing

__all__ = [
    "AlreadyAnswered",
    "AlreadyReassigned",
    "ApplicationClosed",
    "Draft",
    "MarkedOnTheDay",
    "MarksAlready",
    "Missing",
    "NoReason",
    "NotAMember",
    "NotClosed",
    "NotLockedYet",
    "NotYet",
    "NothingDescribed",
    "NothingToReveal",
    "ReasonTooShort",
    "RevealUnexplained",
    "ScorecardClosed",
    "ScorecardIncomplete",
    "ScorecardLocked",
    "TakenThen",
    "UnknownCriterion",
    "VersionConflict",
    "answer_red_flag",
    "assign_marker",
    "chase_overdue",
    "declare_conflict",
    "ensure_scorecards",
    "give_impression",
    "lock_scorecard",
    "raise_red_flag",
    "reassign_scorecard",
    "reveal_marks",
    "revise_rating",
    "save_rating",
    "save_ratings",
]

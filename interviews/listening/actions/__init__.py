"""What one can do while listening: mark moments; and what workers keep of a recording."""

from interviews.listening.actions.marking import (
    BeyondTheEnd,
    EvidenceFull,
    KeyTaken,
    MomentChanged,
    MomentGone,
    NothingHeard,
    OtherRecording,
    change_moment,
    line_of,
    mark_moment,
    remove_moment,
)
from interviews.listening.actions.measuring import (
    MEASURE,
    catch_up,
    forget_measures,
    keep_measures,
    owe_measuring,
)

__all__ = [
    "MEASURE",
    "BeyondTheEnd",
    "EvidenceFull",
    "KeyTaken",
    "MomentChanged",
    "MomentGone",
    "NothingHeard",
    "OtherRecording",
    "catch_up",
    "change_moment",
    "forget_measures",
    "keep_measures",
    "line_of",
    "mark_moment",
    "owe_measuring",
    "remove_moment",
]

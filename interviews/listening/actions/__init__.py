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
from interviews.listening.actions.training import (
    FewBenchmarks,
    ManyBenchmarks,
    MarksMissing,
    add_benchmark,
    begin_round,
    finish_round,
    retire_benchmark,
    save_marks,
)

__all__ = [
    "MEASURE",
    "BeyondTheEnd",
    "EvidenceFull",
    "FewBenchmarks",
    "KeyTaken",
    "ManyBenchmarks",
    "MarksMissing",
    "MomentChanged",
    "MomentGone",
    "NothingHeard",
    "OtherRecording",
    "add_benchmark",
    "begin_round",
    "catch_up",
    "change_moment",
    "finish_round",
    "forget_measures",
    "keep_measures",
    "line_of",
    "mark_moment",
    "owe_measuring",
    "remove_moment",
    "retire_benchmark",
    "save_marks",
]

"""What is done with sittings: starting, showing, saving, ending, granting time, sitting again."""

from interviews.sittings.actions.ending import (
    begin_section,
    end_expired,
    finish_section,
    score_sitting,
    stop_sittings,
)
from interviews.sittings.actions.granting import allow_again, grant, grant_retest, write_wish
from interviews.sittings.actions.refusals import (
    AlreadySat,
    ChangedElsewhere,
    NoRetest,
    NotAsked,
    NothingToSit,
    NotRunning,
    NotShown,
    ReasonMissing,
    TimeOver,
    WrongWord,
)
from interviews.sittings.actions.saving import (
    Saved,
    answer_turn,
    note_facts,
    save_answer,
    show_task,
    standing_answer,
)
from interviews.sittings.actions.starting import SEEDS, start_retest, start_sitting

__all__ = [
    "SEEDS",
    "AlreadySat",
    "ChangedElsewhere",
    "NoRetest",
    "NotAsked",
    "NotRunning",
    "NotShown",
    "NothingToSit",
    "ReasonMissing",
    "Saved",
    "TimeOver",
    "WrongWord",
    "allow_again",
    "answer_turn",
    "begin_section",
    "end_expired",
    "finish_section",
    "grant",
    "grant_retest",
    "note_facts",
    "save_answer",
    "score_sitting",
    "show_task",
    "standing_answer",
    "start_retest",
    "start_sitting",
    "stop_sittings",
    "write_wish",
]

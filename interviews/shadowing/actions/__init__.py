"""What happens in this room: at the host's desk, on the candidate's sheet, in the library."""

from interviews.shadowing.actions.desks import (
    QuizBegun,
    TooManyItems,
    add_own_item,
    remove_own_item,
    set_up_desk,
)
from interviews.shadowing.actions.library import (
    PREPARE,
    choose_calls,
    keep_call,
    keep_call_sound,
    refuse_call_sound,
    retire_call,
)
from interviews.shadowing.actions.sheets import (
    NoCallsChosen,
    NoteChanged,
    NothingHeard,
    NotShadowing,
    NotYet,
    SheetClosed,
    begin_quiz,
    finish_sheet,
    offer_recorded_calls,
    save_answer,
    save_notes,
    say_expectations,
)

__all__ = [
    "PREPARE",
    "NoCallsChosen",
    "NotShadowing",
    "NotYet",
    "NoteChanged",
    "NothingHeard",
    "QuizBegun",
    "SheetClosed",
    "TooManyItems",
    "add_own_item",
    "begin_quiz",
    "choose_calls",
    "finish_sheet",
    "keep_call",
    "keep_call_sound",
    "offer_recorded_calls",
    "refuse_call_sound",
    "remove_own_item",
    "retire_call",
    "save_answer",
    "save_notes",
    "say_expectations",
    "set_up_desk",
]

"""Everything that changes a Day.

Lock order: opening → applications (ascending) → Day → rooms and interviewers → sessions. Whoever
changes anything on a Day holds the Day's row, so that its version counts every change exactly
once and two people who work on one Day take turns.
"""

from interviews.days.actions.answering import (
    NotOffered,
    ReasonMissing,
    TooLate,
    ask_other_day,
    choose_day,
    confirm_day,
)
from interviews.days.actions.arranging import (
    Arranged,
    DayChanged,
    DayIsOut,
    Wanted,
    arrange_day,
    move_day,
)
from interviews.days.actions.attendance import (
    AlreadyArrived,
    DayFull,
    NothingToStop,
    NotInvited,
    NotOnThisDay,
    StopUnexplained,
    add_to_day,
    check_in,
    follow_move,
    mark_no_show,
    remove_from_day,
    stop_sessions,
    undo_check_in,
)
from interviews.days.actions.days import (
    DateTaken,
    NoPlan,
    NothingPlanned,
    SessionsAhead,
    cancel_day,
    change_station,
    create_day,
    finish_day,
    publish_day,
    unpublish_day,
)
from interviews.days.actions.extra import ExtraAhead, Meeting, NotDeciding, plan_extra
from interviews.days.actions.filling import NotPlaced, Result, fill_day
from interviews.days.actions.locks import DayOver
from interviews.days.actions.offering import MoreThanSeats, offer_day
from interviews.days.actions.rooms import RoomExists, change_room, create_room, retire_room
from interviews.days.actions.running import (
    NotStarted,
    end_session,
    start_session,
    undo_end,
    undo_start,
)
from interviews.days.actions.sessions import (
    SessionGone,
    SessionUnderWay,
    SlotTaken,
    WrongSession,
    book_session,
    cancel_session,
    change_session,
)

__all__ = [
    "AlreadyArrived",
    "Arranged",
    "DateTaken",
    "DayChanged",
    "DayFull",
    "DayIsOut",
    "DayOver",
    "ExtraAhead",
    "Meeting",
    "MoreThanSeats",
    "NoPlan",
    "NotDeciding",
    "NotInvited",
    "NotOffered",
    "NotOnThisDay",
    "NotPlaced",
    "NotStarted",
    "NothingPlanned",
    "NothingToStop",
    "ReasonMissing",
    "Result",
    "RoomExists",
    "SessionGone",
    "SessionUnderWay",
    "SessionsAhead",
    "SlotTaken",
    "StopUnexplained",
    "TooLate",
    "Wanted",
    "WrongSession",
    "add_to_day",
    "arrange_day",
    "ask_other_day",
    "book_session",
    "cancel_day",
    "cancel_session",
    "change_room",
    "change_session",
    "change_station",
    "check_in",
    "choose_day",
    "confirm_day",
    "create_day",
    "create_room",
    "end_session",
    "fill_day",
    "finish_day",
    "follow_move",
    "mark_no_show",
    "move_day",
    "offer_day",
    "plan_extra",
    "publish_day",
    "remove_from_day",
    "retire_room",
    "start_session",
    "stop_sessions",
    "undo_check_in",
    "undo_end",
    "undo_start",
    "unpublish_day",
]

"""What the pages of Days, and the rooms above, ask about them."""

from interviews.days.queries.clashes import Clash, find_clashes
from interviews.days.queries.lists import (
    DayGroup,
    attendance_counts,
    days_of,
    grouped,
    invited_for,
    rooms_for_list,
    rooms_of,
    staff_of,
    stages_on_day,
    standing_ids,
)
from interviews.days.queries.live import Board, board
from interviews.days.queries.slots import (
    Slot,
    next_sessions,
    sessions_of_application,
    sessions_of_interviewer,
    slot_of,
)
from interviews.days.queries.timetable import Guest, Timetable, guests_of, timetable

__all__ = [
    "Board",
    "Clash",
    "DayGroup",
    "Guest",
    "Slot",
    "Timetable",
    "attendance_counts",
    "board",
    "days_of",
    "find_clashes",
    "grouped",
    "guests_of",
    "invited_for",
    "next_sessions",
    "rooms_for_list",
    "rooms_of",
    "sessions_of_application",
    "sessions_of_interviewer",
    "slot_of",
    "staff_of",
    "stages_on_day",
    "standing_ids",
    "timetable",
]

"""What the pages of Days, and the rooms above, ask about them."""

from interviews.days.queries.clashes import Clash, find_clashes
from interviews.days.queries.lists import days_of, rooms_of, staff_of
from interviews.days.queries.slots import (
    Slot,
    next_sessions,
    sessions_of_application,
    sessions_of_interviewer,
)
from interviews.days.queries.timetable import Guest, Timetable, timetable

__all__ = [
    "Clash",
    "Guest",
    "Slot",
    "Timetable",
    "days_of",
    "find_clashes",
    "next_sessions",
    "rooms_of",
    "sessions_of_application",
    "sessions_of_interviewer",
    "staff_of",
    "timetable",
]

"""What the pages of Days, and the rooms above, ask about them."""

from interviews.days.queries.clashes import Clash, find_clashes
from interviews.days.queries.lists import (
    DayGroup,
    attendance_counts,
    days_of,
    grouped,
    invited_for,
    rooms_for_list,
    rooms_in_use,
    rooms_of,
    staff_of,
    stages_on_day,
    standing_ids,
)
from interviews.days.queries.live import Board, board
from interviews.days.queries.offers import (
    Offer,
    may_leave_until,
    offers_for,
    recruiters_of,
    seats_taken,
    standing_attendance,
    way_to,
)
from interviews.days.queries.slots import (
    Slot,
    extra_session,
    next_sessions,
    sessions_of_application,
    sessions_of_interviewer,
    slot_of,
)
from interviews.days.queries.timetable import Guest, Timetable, find_guests, guests_of, timetable

__all__ = [
    "Board",
    "Clash",
    "DayGroup",
    "Guest",
    "Offer",
    "Slot",
    "Timetable",
    "attendance_counts",
    "board",
    "days_of",
    "extra_session",
    "find_clashes",
    "find_guests",
    "grouped",
    "guests_of",
    "invited_for",
    "may_leave_until",
    "next_sessions",
    "offers_for",
    "recruiters_of",
    "rooms_for_list",
    "rooms_in_use",
    "rooms_of",
    "seats_taken",
    "sessions_of_application",
    "sessions_of_interviewer",
    "slot_of",
    "staff_of",
    "stages_on_day",
    "standing_attendance",
    "standing_ids",
    "timetable",
    "way_to",
]

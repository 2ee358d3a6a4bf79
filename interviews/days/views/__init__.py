"""The pages of Days."""

from interviews.days.views.candidate import (
    own_day,
    own_day_ask,
    own_day_choose,
    own_day_confirm,
)
from interviews.days.views.days import (
    day_cancel,
    day_change,
    day_create,
    day_finish,
    day_list,
    day_page,
    day_publish,
    day_unpublish,
    opening_days,
    station_change,
)
from interviews.days.views.desk import badge_check_in, day_desk, day_offer
from interviews.days.views.guests import attendance_remove, day_candidates, day_fill
from interviews.days.views.live import (
    attendance_check_in,
    attendance_no_show,
    attendance_undo,
    day_live,
    session_end,
    session_start,
    session_undo_end,
    session_undo_start,
)
from interviews.days.views.rooms import room_change, room_create, room_list, room_retire
from interviews.days.views.sessions import session_cancel, session_change, session_create

__all__ = [
    "attendance_check_in",
    "attendance_no_show",
    "attendance_remove",
    "attendance_undo",
    "badge_check_in",
    "day_cancel",
    "day_candidates",
    "day_change",
    "day_create",
    "day_desk",
    "day_fill",
    "day_finish",
    "day_list",
    "day_live",
    "day_offer",
    "day_page",
    "day_publish",
    "day_unpublish",
    "opening_days",
    "own_day",
    "own_day_ask",
    "own_day_choose",
    "own_day_confirm",
    "room_change",
    "room_create",
    "room_list",
    "room_retire",
    "session_cancel",
    "session_change",
    "session_create",
    "session_end",
    "session_start",
    "session_undo_end",
    "session_undo_start",
    "station_change",
]

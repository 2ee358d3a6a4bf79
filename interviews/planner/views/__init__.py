"""The pages of plans, hours and skills."""

from interviews.planner.views.moving import session_place
from interviews.planner.views.people import (
    exception_add,
    exception_remove,
    hours_page,
    opening_skills,
)
from interviews.planner.views.plans import (
    day_plan,
    day_replan,
    timetable_apply,
    timetable_discard,
    timetable_page,
    timetable_stop,
)

__all__ = [
    "day_plan",
    "day_replan",
    "exception_add",
    "exception_remove",
    "hours_page",
    "opening_skills",
    "session_place",
    "timetable_apply",
    "timetable_discard",
    "timetable_page",
    "timetable_stop",
]

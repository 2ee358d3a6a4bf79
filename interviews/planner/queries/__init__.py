"""What planning asks the database, and what its pages show."""

from interviews.planner.queries.availability import Week, open_windows, week_of
from interviews.planner.queries.guests import extra_time
from interviews.planner.queries.moving import Judged, Place, judge_place
from interviews.planner.queries.pages import (
    Change,
    Placeless,
    Preview,
    changes,
    help_sentence,
    linkage,
    open_run,
    placeless,
    preview,
    skills_of,
)
from interviews.planner.queries.problems import (
    before_sessions,
    default_setup,
    last_setup,
    minutes_of,
    problem_of,
)

__all__ = [
    "Change",
    "Judged",
    "Place",
    "Placeless",
    "Preview",
    "Week",
    "before_sessions",
    "changes",
    "default_setup",
    "extra_time",
    "help_sentence",
    "judge_place",
    "last_setup",
    "linkage",
    "minutes_of",
    "open_run",
    "open_windows",
    "placeless",
    "preview",
    "problem_of",
    "skills_of",
    "week_of",
]

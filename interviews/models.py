"""Gathers the rooms' models for Django."""

from interviews.competencies.models import Competency
from interviews.composites.models import Composite, StageScore
from interviews.days.models import (
    Attendance,
    Day,
    Room,
    Session,
    SessionInterviewer,
    SessionSeat,
    Station,
)
from interviews.plans.models import Criterion, Plan, Stage
from interviews.scorecards.models import Rating, RatingRevision, RedFlag, Scorecard

__all__ = [
    "Attendance",
    "Competency",
    "Composite",
    "Criterion",
    "Day",
    "Plan",
    "Rating",
    "RatingRevision",
    "RedFlag",
    "Room",
    "Scorecard",
    "Session",
    "SessionInterviewer",
    "SessionSeat",
    "Stage",
    "StageScore",
    "Station",
]

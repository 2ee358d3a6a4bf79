"""Gathers the rooms' models for Django."""

from interviews.assessments.models import BankImport, Item, ItemMeasure, Measurement
from interviews.calendars.models import (
    BusyPeriod,
    BusySource,
    CalendarChoice,
    CalendarFeed,
    CalendarReply,
    Invitation,
    StaffInvitation,
)
from interviews.competencies.models import Competency
from interviews.composites.models import Calibration, Composite, NormSet, StageScore
from interviews.days.models import (
    Attendance,
    Day,
    Room,
    Session,
    SessionInterviewer,
    SessionSeat,
    Station,
)
from interviews.listening.models import (
    Benchmark,
    Measures,
    Moment,
    Target,
    TrainingMark,
    TrainingRound,
)
from interviews.marking.models import TickSheet
from interviews.narratives.models import Narrative, Passage, Reading, Summary
from interviews.planner.models import PlanRun, Skill, TimeException, WorkHours, WorkLimit
from interviews.plans.models import BarJudgement, Criterion, Plan, Stage
from interviews.recordings.models import Chunk, Consent, Exercise, Play, Recording
from interviews.replacements.models import Decline
from interviews.scorecards.models import (
    Rating,
    RatingRevision,
    RedFlag,
    Reveal,
    Scorecard,
)
from interviews.shadowing.models import (
    CallItem,
    CallLine,
    CallUpload,
    Desk,
    Expectation,
    Note,
    OpeningCall,
    OwnItem,
    QuizAnswer,
    RecordedCall,
    Sheet,
    SheetCall,
)
from interviews.sittings.models import Accommodation, Answer, Fact, Result, Sitting
from interviews.teaching.models import ProbeSaid, TopicOffer
from interviews.washups.models import Agreement, Washup

__all__ = [
    "Accommodation",
    "Agreement",
    "Answer",
    "Attendance",
    "BankImport",
    "BarJudgement",
    "Benchmark",
    "BusyPeriod",
    "BusySource",
    "CalendarChoice",
    "CalendarFeed",
    "CalendarReply",
    "Calibration",
    "CallItem",
    "CallLine",
    "CallUpload",
    "Chunk",
    "Competency",
    "Composite",
    "Consent",
    "Criterion",
    "Day",
    "Decline",
    "Desk",
    "Exercise",
    "Expectation",
    "Fact",
    "Invitation",
    "Item",
    "ItemMeasure",
    "Measurement",
    "Measures",
    "Moment",
    "Narrative",
    "NormSet",
    "Note",
    "OpeningCall",
    "OwnItem",
    "Passage",
    "Plan",
    "PlanRun",
    "Play",
    "ProbeSaid",
    "QuizAnswer",
    "Rating",
    "RatingRevision",
    "Reading",
    "RecordedCall",
    "Recording",
    "RedFlag",
    "Result",
    "Reveal",
    "Room",
    "Scorecard",
    "Session",
    "SessionInterviewer",
    "SessionSeat",
    "Sheet",
    "SheetCall",
    "Sitting",
    "Skill",
    "StaffInvitation",
    "Stage",
    "StageScore",
    "Station",
    "Summary",
    "Target",
    "TickSheet",
    "TimeException",
    "TopicOffer",
    "TrainingMark",
    "TrainingRound",
    "Washup",
    "WorkHours",
    "WorkLimit",
]

"""Gathers the rooms' models for Django."""

from hiring.accounts.models import User
from hiring.charter.models import Charter, Goal, Value
from hiring.dashboards.models import (
    DecisionCount,
    FunnelCount,
    Snapshot,
    SourceCount,
    SourceTotal,
    StayCount,
)
from hiring.decisions.models import Decision
from hiring.fairness.models import GroupCount, SelfIdentification
from hiring.offers.models import Offer, OfferTemplate
from hiring.outcomes.models import Hire, HireCount, HireMarks, Import, Period, Review
from hiring.reports.models import Report
from hiring.results.models import ResultSheet, ResultWords
from hiring.voices.models import Answer, AnswerCount, Asked, AskedCount

__all__ = [
    "Answer",
    "AnswerCount",
    "Asked",
    "AskedCount",
    "Charter",
    "Decision",
    "DecisionCount",
    "FunnelCount",
    "Goal",
    "GroupCount",
    "Hire",
    "HireCount",
    "HireMarks",
    "Import",
    "Offer",
    "OfferTemplate",
    "Period",
    "Report",
    "ResultSheet",
    "ResultWords",
    "Review",
    "SelfIdentification",
    "Snapshot",
    "SourceCount",
    "SourceTotal",
    "StayCount",
    "User",
    "Value",
]

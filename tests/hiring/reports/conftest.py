"""Marks that are locked, a composite of them, and scorecards of people from three places."""

from __future__ import annotations

import datetime as dt

import pytest

from candidates.outbox.work import run_due
from hiring.reports import render
from hiring.reports.papers.scorecard import (
    ScorecardSheet,
    SheetCriterion,
    SheetFlag,
    SheetMark,
    SheetStage,
)
from interviews.plans.models import Stage
from interviews.scorecards.models import Scorecard
from tests.conftest import NOON
from tests.hiring.conftest import put
from tests.interviews.scorecards.conftest import lock, make_criterion


@pytest.fixture
def voice(plan) -> Stage:
    """The plan's one stage, which asks for two raters and rates warmth and patience."""
    stage = plan.stages.get()
    stage.raters = 2
    stage.save()
    make_criterion(stage, 1, "Warmth")
    make_criterion(stage, 2, "Patience")
    return stage


@pytest.fixture
def cards(voice, kim, ines, viktor, at) -> dict[str, Scorecard]:
    """What ines and viktor owe for kim."""
    return {
        user.get_short_name(): Scorecard.objects.create(
            stage=voice, application=kim, interviewer=user, due_at=at, created_at=at
        )
        for user in (ines, viktor)
    }


INES_SAW = "Asked the caller twice what had been tried before, and listened."
VIKTOR_SAW = "Raised the voice once, and came back to the matter unasked later."


@pytest.fixture
def marked(cards, kim, at):
    """kim, marked by both, with the composite computed."""
    lock(cards["Ines"], 4, at, INES_SAW)
    lock(cards["Viktor"], 3, at, VIKTOR_SAW)
    run_due(at=at)
    return put(kim, "deciding")


LITHUANIAN = "Žydrūnė Šimkutė-Ąžuolienė"
BULGARIAN = "Щелияна Ъгърчинска"
CHINESE = "陳怡君"
SEEN = {
    LITHUANIAN: "Paklausė, ką klientė jau išbandė; įsiklausė ir apibendrino vienu sakiniu.",
    BULGARIAN: "Попита какво вече е опитано, изслуша и обобщи с едно изречение.",
    CHINESE: "來自臺北 市，先問客戶試過什麼，再用一句話總結。",
}


def make_sheet(name: str = LITHUANIAN, evidence: str = "") -> ScorecardSheet:
    """The scorecard of one candidate, with a missing stage, a failed gate and a red flag."""
    seen = evidence or SEEN.get(name, INES_SAW)

    def mark(rater: str, value: int | None, missing: str = "") -> SheetMark:
        return SheetMark(rater, value, missing, seen if value else "")

    def stage(title, weight, value, error, gate, met, raters, criteria) -> SheetStage:
        return SheetStage(title, weight, gate, met, value, error, *raters, tuple(criteria))

    return ScorecardSheet(
        candidate=name,
        opening="Headset advisor",
        team="Customer service",
        location="Vilnius",
        plan="The classic Day",
        plan_version=2,
        bar=3.5,
        value=3.53,
        standard_error=0.24,
        probability=0.55,
        zone="near",
        zone_label="Near the bar",
        advice="Near the bar: collect one more independent mark",
        marks_locked=4,
        marks_expected=6,
        computed_at=NOON,
        code_version="1",
        composite_sha256="ab" * 32,
        stages=(
            stage("Cover letter", 20, 4.0, 0.45, None, None, (1, 1),
                  [SheetCriterion("Attention", "Attention", (mark("Petra Petraitė", 4),))]),
            stage("Voice coach", 40, 3.9, 0.35, 3.0, True, (2, 2),
                  [SheetCriterion("Warmth", "Empathy",
                                  (mark("Ines Ivanova", 5), mark("Viktor Vasilev", 3))),
                   SheetCriterion("Patience", "Composure",
                                  (mark("Ines Ivanova", 4), mark("Viktor Vasilev", 4)))]),
            stage("Psychologist", 20, 2.3, 0.5, 2.5, False, (1, 1),
                  [SheetCriterion("Steadiness", "Composure",
                                  (SheetMark("Petra Petraitė", 2, "", seen,
                                             ((3, "Heard it again: it was the line."),)),))]),
            stage("Culture panel", 20, None, None, 3.0, None, (0, 2), []),
        ),
        flags=(
            SheetFlag("Dishonesty", "Said three years, the CV says eleven months.",
                      "Petra Petraitė", NOON, "", ""),
        ),
        asked_by="Milan Mraz",
        asked_at=NOON + dt.timedelta(hours=1),
        time_zone="Europe/Vilnius",
        language="en",
    )  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def _warm():
    """Warm up, as a worker does."""
    render.warm()


@pytest.fixture(autouse=True)
def _patience(settings):
    """Tests share the machine with everybody."""
    settings.REPORT_SECONDS = 60

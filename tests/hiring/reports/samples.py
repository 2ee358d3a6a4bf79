"""Papers without a database: what tests look at and benchmarks measure."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import cache

from hiring.reports.papers.day_pack import (
    DayPack,
    HandCriterion,
    HandSheet,
    PackLane,
    PackSession,
    SessionKit,
)
from hiring.reports.papers.head import Head
from hiring.reports.papers.packet import (
    DecisionPacket,
    PacketAgreement,
    PacketCandidate,
    PacketDecision,
    PacketMove,
    PacketPlanStage,
    PacketSession,
    PacketWashup,
)
from hiring.reports.papers.scorecard import ScorecardSheet, SheetCriterion, SheetMark, SheetStage
from tests.conftest import NOON

STAGES = (
    ("Cover letter", 10, None),
    ("Grammar test", 10, 2.5),
    ("Memory test", 5, None),
    ("Voice coach", 20, 3.0),
    ("Psychologist", 15, 2.5),
    ("Support case", 20, None),
    ("Teach me something", 10, None),
    ("Culture panel", 10, 3.0),
)
CRITERIA = (
    ("Attention to detail",), (), (),
    ("Warmth on the line", "An upset caller", "Takes up coaching"),
    ("Steadiness", "Composure"), ("Finds the cause", "Writes for the reader"), ("Makes it simple",),
    ("Values others", "Owns mistakes"),
)  # fmt: skip
RATERS = ("Ines Ivanova", "Viktor Vasilev", "Petra Petraitė")
SEEN = (
    "Asked the caller twice what had been tried before, listened, and summed it up in a sentence.",
    "Interrupted the caller once, noticed it, said sorry and let her finish.",
    "Found the wrong address in the second mail and told the customer when the parcel will come.",
    "Gave up after the second question and read the answer from the sheet.",
)


def make_head(title: str, variant: str = "full") -> Head:
    return Head(
        title=title, opening="Headset advisor", team="Customer service", location="Vilnius",
        plan="The classic Day", plan_version=2, variant=variant, asked_by="Milan Mraz",
        asked_at=NOON + dt.timedelta(hours=1), time_zone="Europe/Vilnius", language="en",
    )  # fmt: skip


def _marks(seed: int, names: tuple[str, ...]) -> tuple[SheetCriterion, ...]:
    found = []
    for number, name in enumerate(names):
        apart = 2 if (seed + number) % 7 == 0 else 0
        marks = tuple(
            SheetMark(rater, 2 + (seed * 3 + number * 2 + place % 2 + place * apart) % 4, "",
                      SEEN[(seed + number + place) % len(SEEN)])
            for place, rater in enumerate(RATERS[: 2 + seed % 2])
        )  # fmt: skip
        found.append(SheetCriterion(name, name, marks))
    return tuple(found)


@cache
def make_sheet(name: str, seed: int) -> ScorecardSheet:
    """A candidate's scorecard over eight stages, not the same for any two seeds."""
    stages = []
    for number, ((title, weight, gate), criteria) in enumerate(zip(STAGES, CRITERIA, strict=True)):
        value = None if (seed + number) % 11 == 0 else 2 + ((seed * 7 + number * 5) % 28) / 10
        met = None if gate is None or value is None else value >= gate
        stages.append(
            SheetStage(title, weight, gate, met, value, None if value is None else 0.35, 2,
                       3 if seed % 4 == 0 else 2, _marks(seed + number, criteria))
        )  # fmt: skip
    value = 2.6 + (seed * 7 % 19) / 10
    zone = ("below", "Below the bar") if value < 3.3 else ("near", "Near the bar")
    zone = ("clear", "Clear of the bar") if value > 3.8 else zone
    return ScorecardSheet(
        candidate=name, opening="Headset advisor", team="Customer service", location="Vilnius",
        plan="The classic Day", plan_version=2, bar=3.5, value=value, standard_error=0.22,
        probability=0.5, zone=zone[0], zone_label=zone[1], advice=zone[1], marks_locked=16,
        marks_expected=17 if seed % 4 == 0 else 16, computed_at=NOON, code_version="1",
        composite_sha256="ab" * 32, stages=tuple(stages), flags=(), asked_by="Milan Mraz",
        asked_at=NOON, time_zone="Europe/Vilnius", language="en",
    )  # fmt: skip


def make_packet(people: int, name: str = "") -> DecisionPacket:
    """The packet of a Day of so many candidates."""
    names = [f"{name or NAMES[n % len(NAMES)]} {n + 1}" if name or n >= len(NAMES) else NAMES[n]
             for n in range(people)]  # fmt: skip
    return DecisionPacket(
        head=make_head("Service Day in Vilnius"),
        on=NOON.date(),
        site="Vilnius",
        day_zone="Europe/Vilnius",
        bar=3.5,
        stages=tuple(PacketPlanStage(*stage) for stage in STAGES),
        candidates=tuple(
            PacketCandidate(each, dt.date(2026, 10, 3), "Deciding", "",
                            (PacketSession("09:00–09:20", "Voice coach", "Amber"),),
                            make_sheet(each, seed))
            for seed, each in enumerate(names, start=1)
        ),
        decisions=tuple(
            PacketDecision(each, "Hire" if n else "Decline", "The evidence of the Day",
                           "Two raters saw the same calm with the upset caller.", "Milan Mraz",
                           NOON, "Near the bar", n == 1, n == 1, "")
            for n, each in enumerate(names[:3])
        ),
        washup=PacketWashup("Rosa Ruiz", NOON, NOON + dt.timedelta(minutes=50), (
            PacketAgreement(names[0], "Voice coach", "An upset caller", 4,
                            "The second listener had not heard the apology.", "Rosa Ruiz",
                            (PacketMove("Ines Ivanova", 4, 0), PacketMove("Viktor Vasilev", 2, 2))),
        )),
    )  # fmt: skip


NAMES = (
    "Ada Adomaitytė", "Boris Борисов", "陳怡君", "Dovydas Daukantas", "Eglė Eigirdaitė",
    "Félix Fournier", "Gintarė Grybauskaitė", "Hanna Holm", "Ilja Иванов", "Jonas Jonaitis",
    "Kim Karlsson", "Lukas Lindqvist", "Marija Mažeikienė", "Nils Nyberg", "Ona Orlova",
    "Paulius Petrauskas",
)  # fmt: skip


def blind(packet: DecisionPacket) -> DecisionPacket:
    """The same Day for somebody who has yet to mark."""
    letter = "I have sold headsets for three years, and I like it when a caller laughs at the end."
    people = tuple(
        dataclasses.replace(each, sheet=None, state="", cover_letter=letter)
        for each in packet.candidates
    )
    head = dataclasses.replace(packet.head, variant="blind")
    return dataclasses.replace(packet, head=head, candidates=people, decisions=(), washup=None)


def make_hand_sheet(candidate: str) -> HandSheet:
    anchors = ("Curt, or reads from a script.", "Polite and pleasant.",
               "The caller audibly relaxes; warm from the first word to the last.")  # fmt: skip
    names = ("Warmth on the line", "An upset caller", "Pace and clarity", "Takes up coaching")
    criteria = tuple(HandCriterion(name, "“I feel stupid asking.”", anchors) for name in names)
    return HandSheet(candidate, "Ines Ivanova", "Voice coach", "09:00–09:20", "Amber", criteria,
                     "https://hiring.example.com/scorecards/4711/")  # fmt: skip


def make_pack(people: int) -> DayPack:
    """The pack of a Day with two rooms."""
    sessions = [
        PackSession(f"{9 + n // 2:02}:{30 * (n % 2):02}–{9 + n // 2:02}:{30 * (n % 2) + 20:02}",
                    "Voice coach", "Amber", (NAMES[n],), ("Ines Ivanova", "Viktor Vasilev"))
        for n in range(people)
    ]  # fmt: skip
    return DayPack(
        head=make_head("19. 11. 2026, Vilnius"), on=dt.date(2026, 11, 19), site="Vilnius",
        day_zone="Europe/Vilnius",
        candidates=tuple(PackLane(each.candidates[0], (each,)) for each in sessions),
        interviewers=tuple(PackLane(name, tuple(sessions)) for name in RATERS[:2]),
        rooms=(PackLane("Amber", tuple(sessions)),),
        sheets=tuple(make_hand_sheet(each.candidates[0]) for each in sessions),
    )  # fmt: skip


def make_kit() -> SessionKit:
    session = PackSession("09:00–09:20", "Voice coach", "Amber", (NAMES[0],), RATERS[:2])
    return SessionKit(make_head("Voice coach"), dt.date(2026, 11, 19), "voice-coach", session,
                      (make_hand_sheet(NAMES[0]),))  # fmt: skip

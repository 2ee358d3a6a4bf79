"""Samples of the kinds of paper that are one file each; without a database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hiring.dashboards.figures import Figure
from hiring.dashboards.queries.funnel import Part, make_funnel
from hiring.dashboards.queries.stays import Times, Waiting
from hiring.dashboards.statistics.stays import Stay
from hiring.offers.queries import OfferSheet
from hiring.reports import fonts
from hiring.reports.papers.figures import FigureSheet
from hiring.reports.papers.funnel_month import ENDS, FunnelMonth
from hiring.reports.papers.offer_letter import OfferLetter
from hiring.reports.papers.privacy_export import HeldFile, HeldRow, HeldTable, PrivacyExport
from hiring.reports.papers.result_sheet import ResultPaper
from hiring.reports.papers.timetable import Timetable, TimetableLine
from hiring.statistics.shares import share_of
from interviews.drawings.histogram import Column, draw_histogram
from interviews.drawings.intervals import Axis, Interval, draw_intervals
from interviews.drawings.matrix import Cell, draw_matrix
from interviews.drawings.scatter import Point, draw_scatter
from interviews.drawings.shapes import print_palette
from tests.conftest import NOON
from tests.hiring.reports.conftest import LITHUANIAN
from tests.hiring.reports.samples import STAGES, make_head

REACHED = (240, 190, 96, 61, 40, 11, 8)
HERE = (6, 4, 3, 0, 2, 1, 8)


def make_timetable(name: str = LITHUANIAN) -> Timetable:
    lines = tuple(
        TimetableLine(
            span=f"{9 + number}:00–{9 + number}:40",
            own_span=f"{8 + number}:00–{8 + number}:40",
            minutes=40,
            title=title,
            room=f"Room {number + 1}",
            note="You talk to somebody who plays a customer. Nothing is asked that nobody learns.",
        )
        for number, (title, _weight, _gate) in enumerate(STAGES)
    )
    return Timetable(
        head=make_head(name, "candidate"), on=NOON.date(), site="Vilnius",
        day_zone="Europe/Vilnius", own_zone="Europe/Berlin", lines=lines,
    )  # fmt: skip


def make_letter(name: str = LITHUANIAN) -> OfferLetter:
    offer = OfferSheet(
        offer_id=1, application_id=1, state="sent", state_label="With the candidate",
        candidate=name, company="Headsets", opening="Headset advisor", location="Vilnius",
        team="Customer service", language="en", starts_on=dt.date(2027, 1, 4), pay="32,400 a year",
        currency="EUR", hours="40 a week", place="Vilnius", probation="3 months",
        body=f"Dear {name},\n\nwe would like you to join us.\nOn Monday.\n\nHeadsets",
        answer_by_at=NOON + dt.timedelta(days=10), time_zone="Europe/Vilnius",
        written_by="Rosa Ruiz", written_at=NOON, approved_by="Milan Mraz", approved_at=NOON,
        signed_name="", answered_at=None,
    )  # fmt: skip
    return OfferLetter(head=make_head(name, "candidate"), offer=offer)


def _funnel(part: int = 1):
    states = dict(zip(ENDS[:7], zip(REACHED, HERE, strict=True), strict=True))
    return make_funnel({each: (a // part, b // part) for each, (a, b) in states.items()})


def make_month(source: str = "Radio") -> FunnelMonth:
    funnel = _funnel()
    waits = tuple(
        Waiting(step.state, Stay(40, 2.5 + number, 9.0 + number), 3, share_of(2, 40), 2, 1, 4.0)
        for number, step in enumerate(funnel.steps[:-1])
    )
    return FunnelMonth(
        head=make_head("October 2026"), month=dt.date(2026, 10, 1), funnel=funnel,
        times=Times(waits, Stay(200, 1.2, 3.0), Stay(8, 31.0, 44.0)),
        sources=(Part(source, _funnel(2)), Part("", _funnel(3))),
        languages=(Part("en", _funnel(2)), Part("lt", _funnel(2))),
        moves=tuple((state.value, 10 + number) for number, state in enumerate(ENDS)),
    )  # fmt: skip


def make_result(name: str = LITHUANIAN) -> ResultPaper:
    return ResultPaper(
        head=make_head(name, "candidate"),
        overall="You stayed calm when the caller shouted.",
        stages=tuple((title, "You asked twice.\nBreathe first.") for title, *_rest in STAGES),
        approved_at=NOON,
    )


def make_export(name: str = LITHUANIAN) -> PrivacyExport:
    fields = (
        ("name", name),
        ("cover_letter", "I repair headsets.\nI like to help."),
        ("phone", ""),
    )
    return PrivacyExport(
        head=make_head(name, "candidate"),
        tables=(HeldTable("candidates.candidate", "Candidates", (HeldRow("1", fields),)),),
        files=(HeldFile("files/document-1-cv.txt", "aa/bb/cc", "0" * 64),),
    )


def make_figures(name: str = "Headset advisor") -> FigureSheet:
    """One figure of every drawing that a board has, a wide table, and a table alone."""
    palette = print_palette(fonts.STACK, fonts.BOLD_STACK)
    axis = Axis(0, 1, ((0.0, "0 %"), (1.0, "100 %")), ((0.8, "four fifths"),))
    rows = [Interval(name, 0.5, 0.3, 0.7, "half", ("1", "2", "3", "4", "5", "6", "7", "8", "9"))]
    drawings = (
        draw_intervals(rows, axis=axis, title="Rates", columns=tuple("ABCDEFGHIJ"),
                       palette=palette, phone_width=None),
        draw_histogram([Column("1", (3, 2, 1)), Column("2", (1, 4, 2))],
                       series=("hired", "gone", "open"), title="Marks", heading="Mark",
                       line=(1, "the bar"), palette=palette, phone_width=None),
        draw_matrix([name, "Grammar", "Panel"],
                    {(1, 0): Cell(0.4), (2, 0): Cell(-0.2), (2, 1): Cell(None)},
                    title="Together", palette=palette, phone_width=None),
        draw_scatter([Point(name, 0.2, 0.4, 0.3, 0.5, ("2 h",))], across=axis, upward=axis,
                     names=("hours", "share"), title="Worth", columns=("Stage", "Hours"),
                     palette=palette, phone_width=None),
    )  # fmt: skip
    figures = tuple(
        Figure(str(number), drawing.title, ("What it says.",), drawing, note="How it came about.")
        for number, drawing in enumerate(drawings)
    )
    alone = Figure("alone", "In numbers", columns=("What", "How much"), rows=((name, "3"),))
    return FigureSheet(
        head=replace(make_head("Stages", "full"), opening="Headset advisor"),
        chosen=(("Opening", name),),
        words=("Counted once a day.",),
        figures=(*figures, alone),
        counted_at=NOON,
    )

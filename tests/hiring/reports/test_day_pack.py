"""The Day pack and the kits: everything for the Day, and nothing of anybody's marks."""

from __future__ import annotations

import page
import pytest
from psycopg.types.range import TimestamptzRange

from hiring.reports import jobs, kinds, render
from hiring.reports.kinds import ReportRefused, Wanted
from hiring.reports.papers.day_pack import on_door
from hiring.reports.queries.day_packs import day_pack, session_kit
from interviews.days.models import (
    Attendance,
    Day,
    Session,
    SessionInterviewer,
    SessionSeat,
    Station,
)
from interviews.drawings.codes import draw_qr
from interviews.scorecards.models import Scorecard
from tests.conftest import make_application
from tests.hiring.reports.conftest import INES_SAW
from tests.hiring.reports.papers import text_of
from tests.hiring.reports.samples import make_kit, make_pack
from tests.interviews.scorecards.conftest import lock


@pytest.fixture
def day(opening, at) -> Day:
    return Day.objects.create(
        opening=opening, on=at.date(), starts_at=at, site="Vilnius", time_zone="Europe/Vilnius",
        state=Day.State.PUBLISHED, published_at=at, created_at=at,
    )  # fmt: skip


@pytest.fixture
def session(day, voice, cards, kim, ines, viktor, at) -> Session:
    station = Station.objects.create(day=day, stage=voice, minutes=30)
    session = Session.objects.create(
        station=station, during=TimestamptzRange(at, at.replace(minute=30))
    )
    SessionSeat.objects.create(session=session, application=kim)
    Attendance.objects.create(day=day, application=kim)
    for person in (ines, viktor):
        SessionInterviewer.objects.create(session=session, interviewer=person)
    Scorecard.objects.update(session=session)
    return session


def pack(user, day, at):
    return day_pack(user, Wanted("day-pack", day_id=day.pk), at)


def kit(user, session, at):
    return session_kit(user, Wanted("interviewer-kit", session_id=session.pk), at)


def drawn(inputs, code) -> bytes:
    html, digest = jobs.page_of(kinds.get(code), inputs, asked_at=inputs.head.asked_at)
    return render.draw(html, identifier=digest.encode())


def test_pack_names_everybody_and_leads_back_to_each_scorecard(session, day, cards, rosa, at):
    found = pack(rosa, day, at)
    assert [lane.name for lane in found.candidates] == ["Kim Karlsson"]
    assert [lane.name for lane in found.interviewers] == ["Ines Ivanova", "Viktor Vasilev"]
    assert [sheet.url.rpartition("/scorecards/")[2] for sheet in found.sheets] == [
        f"{cards[name].pk}/" for name in ("Ines", "Viktor")
    ]


def test_pack_and_kit_hold_no_mark_even_when_there_are_some(session, day, cards, rosa, at):
    lock(cards["Ines"], 4, at, INES_SAW)
    for inputs, code in ((pack(rosa, day, at), "day-pack"), (kit(rosa, session, at),
                                                            "interviewer-kit")):  # fmt: skip
        text = text_of(drawn(inputs, code))
        assert "Kim Karlsson" in text
        assert INES_SAW not in text


def test_pack_is_refused_to_who_does_not_run_the_day(session, day, milan, ines, at):
    for user in (milan, ines):
        with pytest.raises(ReportRefused, match="for the recruiters"):
            pack(user, day, at)


def test_kit_of_an_interviewer_holds_their_own_sheets_only(session, rosa, ines, viktor, petra, at):
    assert [sheet.interviewer for sheet in kit(ines, session, at).sheets] == ["Ines Ivanova"]
    assert len(kit(rosa, session, at).sheets) == 2
    with pytest.raises(ReportRefused, match="You may not see this session"):
        kit(petra, session, at)


@pytest.mark.parametrize("people", [1, 3])
def test_pack_takes_the_same_queries_for_any_number(
    people, session, day, opening, rosa, at, django_assert_num_queries
):
    for number in range(people - 1):
        someone = make_application(opening, f"Guest {number}", f"g{number}@example.org", at)
        SessionSeat.objects.create(session=session, application=someone)
    with django_assert_num_queries(13):
        assert len(pack(rosa, day, at).candidates) == people


def test_qr_code_is_what_the_library_draws():
    import segno

    url = "https://hiring.example.com/scorecards/4711/"
    drawing = draw_qr(url, "this scorecard")
    dark = {
        (int(mark.x) - 4 + step, int(mark.y) - 4)
        for mark in drawing.marks
        for step in range(int(mark.width))
    }
    rows = segno.make(url, error="m", micro=False).matrix
    assert dark == {(x, y) for y, row in enumerate(rows) for x, bit in enumerate(row) if bit}
    assert url in drawing.title


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Kim Karlsson", "Kim K."), ("陳怡君", "陳怡君"), ("Ana de la Cruz", "Ana C.")],
)
def test_door_shows_no_more_than_it_must(name, shown):
    assert on_door(name) == shown


@pytest.mark.parametrize(("code", "make"), [("day-pack", lambda: make_pack(3)),
                                            ("interviewer-kit", make_kit)])  # fmt: skip
def test_pack_and_kit_are_valid_pdf_ua_and_the_same_again(code, make):
    content = drawn(make(), code)
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert (report.is_compliant, list(report.failures)) == (True, [])
    assert drawn(make(), code) == content

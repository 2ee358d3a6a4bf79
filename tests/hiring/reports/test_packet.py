"""The decision packet: the whole Day in full, and blind without a trace of anybody's marks."""

from __future__ import annotations

import dataclasses
import datetime as dt

import page
import pikepdf
import pypdfium2 as pdfium
import pytest

from candidates.outbox.work import run_due
from hiring.reports import jobs, kinds, render
from hiring.reports.kinds import BLIND, ReportRefused, Wanted
from hiring.reports.queries.packets import decision_packet
from interviews.days.models import Attendance, Day
from interviews.scorecards.actions import raise_red_flag
from tests.conftest import make_application
from tests.hiring.conftest import give_composite, owe_scorecard, put
from tests.hiring.reports.conftest import BULGARIAN, CHINESE, INES_SAW, LITHUANIAN, VIKTOR_SAW
from tests.hiring.reports.papers import text_of
from tests.hiring.reports.samples import make_packet
from tests.hiring.reports.test_front import filled

KIND = "decision-packet"


@pytest.fixture
def day(opening, at) -> Day:
    return Day.objects.create(
        opening=opening, on=at.date(), starts_at=at, site="Vilnius", time_zone="Europe/Vilnius",
        state=Day.State.PUBLISHED, published_at=at, created_at=at,
    )  # fmt: skip


@pytest.fixture
def guest(day, marked):
    """kim, marked, with a letter, on the Day."""
    marked.cover_letter = "I repair headsets for my neighbors."
    marked.save(update_fields=["cover_letter"])
    Attendance.objects.create(day=day, application=marked)
    return marked


def packet(user, day, at, variant="full"):
    return decision_packet(user, Wanted(KIND, variant, day_id=day.pk), at)


def drawn(inputs, code=KIND) -> bytes:
    html, digest = jobs.page_of(kinds.get(code), inputs, asked_at=inputs.head.asked_at)
    return render.draw(html, identifier=digest.encode())


def test_full_packet_holds_everybodys_evidence(guest, day, milan, at):
    text = text_of(drawn(packet(milan, day, at)))
    for said in ("Kim Karlsson", INES_SAW, VIKTOR_SAW, "Ines Ivanova", "The day, version 1"):
        assert said in text
    assert "I repair headsets" not in text


def test_blind_packet_holds_nothing_of_marks_flags_numbers_or_decisions(
    guest, day, cards, milan, viktor, at
):
    raise_red_flag(
        scorecard_id=cards["Ines"].pk, kind="dishonesty", seen="CANARY: three years, one in the CV",
        actor=cards["Ines"].interviewer, at=at,
    )  # fmt: skip
    put(guest, "declined", milan)
    full = text_of(drawn(packet(milan, day, at)))
    blind = text_of(drawn(packet(milan, day, at, BLIND)))
    for canary in ("CANARY", INES_SAW, VIKTOR_SAW, "Ines Ivanova", "Viktor Vasilev", "Declined",
                   "Near the bar", "80 % interval"):  # fmt: skip
        assert canary not in blind
    assert "I repair headsets for my neighbors." in blind
    assert all(canary in full for canary in ("CANARY", INES_SAW, "Ines Ivanova", "Declined"))


def test_full_packet_is_refused_to_whoever_still_owes_a_mark(guest, plan, day, milan, at):
    owe_scorecard(guest, plan, milan, at)
    with pytest.raises(ReportRefused, match="You still owe scorecards for Kim Karlsson"):
        packet(milan, day, at)
    assert packet(milan, day, at, BLIND).candidates[0].sheet is None


def test_interviewer_of_the_day_gets_no_packet(guest, day, viktor, at):
    for variant in kinds.get(KIND).variants:
        with pytest.raises(ReportRefused, match="nobody on this Day"):
            packet(viktor, day, at, variant)


@pytest.mark.parametrize("people", [1, 3])
def test_packet_takes_the_same_queries_for_any_number(
    people, plan, day, opening, milan, at, django_assert_num_queries
):
    for number in range(people):
        someone = make_application(opening, f"Guest {number}", f"g{number}@example.org", at)
        give_composite(put(someone, "deciding"), plan, "near", at)
        Attendance.objects.create(day=day, application=someone)
    with django_assert_num_queries(18):
        assert len(packet(milan, day, at).sheets) == people


@pytest.mark.parametrize("name", [LITHUANIAN, BULGARIAN, CHINESE])
def test_packet_is_valid_pdf_ua_in_every_script(name, tmp_path):
    content = drawn(make_packet(3, name=name))
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert (report.is_compliant, list(report.failures)) == (True, [])
    text = text_of(content)
    assert f"{name} 2" in text
    file = tmp_path / "packet.pdf"
    file.write_bytes(content)
    with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root][1:] == [f"{name} {n}" for n in (1, 2, 3)]


def test_every_candidate_of_a_packet_has_one_page_however_many_marks_and_words():
    packet = make_packet(2)
    stages = filled(8, 3, criteria=3, long=True).stages
    people = tuple(
        dataclasses.replace(each, sheet=dataclasses.replace(each.sheet, stages=stages))
        for each in packet.candidates
    )
    pdf = pdfium.PdfDocument(drawn(dataclasses.replace(packet, candidates=people)))
    texts = [each.get_textpage().get_text_bounded() for each in pdf]
    pdf.close()
    assert ["What was seen" in text for text in texts][-2:] == [True, True]
    assert sum("What was seen" in text for text in texts) == 2
    assert all("… → scorecard" in text for text in texts[-2:])


def test_same_packet_gives_the_same_bytes():
    assert drawn(make_packet(2)) == drawn(make_packet(2))


def test_packet_is_drawn_by_the_worker(guest, day, milan, at):
    from hiring.reports.actions import ask_report

    wanted = Wanted(KIND, day_id=day.pk)
    report = ask_report(wanted=wanted, language="en", actor=milan, at=at)
    run_due(at=at)
    report.refresh_from_db()
    assert report.file.name.startswith("Service Day in Vilnius, Headset advisor")
    assert report.expires_at == at + dt.timedelta(days=30)

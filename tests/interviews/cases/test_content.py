"""The support cases: whole, workable, and refused where they are not."""

from __future__ import annotations

import pytest

from interviews.cases.content import FOLDER, CaseRefused, all_cases, case_by_code, read_case

WHOLE = """
code: small
title: A small case
setting: You answer mail.
handbook: [{title: Lids, text: A lid is sent free of charge.}]
records: [{title: Order 1, rows: [[Goods, a pot]]}]
tickets:
  - {key: one, sender: A, subject: Lid, received: "9:00", body: No lid., prompt: Answer A.}
  - {key: two, follows: one, minutes: 5, sender: A, subject: Well, received: "9:09", body: Well,
     prompt: Answer A again.}
readers: [A lid is sent.]
"""


def test_six_cases_are_there_each_of_its_own_trouble():
    assert [case.code for case in all_cases()] == [
        "abusive-customer",
        "airline",
        "double-charge",
        "headset",
        "late-parcel",
        "streaming",
    ]
    assert len(list(FOLDER.glob("*.yaml"))) == len(all_cases())


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.code)
def test_case_has_an_angry_mail_that_comes_in_and_notes_for_readers(case):
    assert sum(bool(ticket.follows) for ticket in case.tickets) == 1
    assert len(case.handbook) >= 4
    assert any(note.startswith("Planted") for note in case.readers)
    shown = " ".join([case.setting, *(page.text for page in case.handbook)])
    assert all(note not in shown for note in case.readers)


def test_case_is_found_by_its_code():
    assert case_by_code("airline") in all_cases()
    assert case_by_code("gone") is None


def test_small_case_is_read():
    case = read_case(WHOLE)
    assert case.tickets[1].minutes == 5
    assert case.records[0].rows == (("Goods", "a pot"),)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("readers: [A lid is sent.]", "readers: []", "notes for its readers"),
        ("key: two", "key: one", "key of its own"),
        ("follows: one, minutes: 5", "follows: three, minutes: 5", "does not stand before"),
        ("follows: one, minutes: 5", "minutes: 5", "follows nothing"),
        ("setting: You answer mail.\n", "", "'setting' is missing"),
        ("prompt: Answer A.", "promt: Answer A.", "is missing or no text"),
        ("text: A lid is sent free of charge.", "text: 7", "no text"),
    ],
)
def test_case_that_nobody_could_work_on_is_refused(old, new, words):
    assert old in WHOLE
    with pytest.raises(CaseRefused, match=words):
        read_case(WHOLE.replace(old, new))

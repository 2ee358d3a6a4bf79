"""Reading a table of figures: every cell good, or said why not."""

import datetime as dt

import pytest

from hiring.outcomes.sheets import (
    FIELDS,
    Parsed,
    Unreadable,
    faults_of_mapping,
    guess,
    parse,
    read,
)

HEADS = ["E-mail", "Month", "CSAT", "CSAT count", "NPS yes", "NPS count", "QA"]
MAPPING = {
    "email": 0, "month": 1, "satisfaction": 2, "satisfaction_of": 3, "promoters": 4,
    "promoters_of": 5, "quality": 6,
}  # fmt: skip
GOOD = ["Kim@Example.org", "2026-03", "4,6", "40", "36", "38", "91 %"]


def line(**changed):
    cells = list(GOOD)
    for name, text in changed.items():
        cells[MAPPING[name]] = text
    return cells


def sentences(cells, mapping=MAPPING, dates="iso"):
    return [(fault.field, fault.sentence) for fault in parse(cells, mapping, dates)]


def test_columns_are_guessed_by_their_heads():
    assert guess(HEADS) == MAPPING


def test_guesses_give_no_column_to_two_things():
    assert guess(["email", "email", "csat"]) == {"email": 0, "satisfaction": 2}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_are_told_apart(separator):
    text = separator.join(["email", "month", "qa"]) + "\r\n\r\n" + separator.join("abc")
    assert read(text) == (["email", "month", "qa"], [["a", "b", "c"]])


def test_short_lines_are_filled_up_and_long_ones_cut():
    assert read("a,b,c\n1\n1,2,3,4")[1] == [["1", "", ""], ["1", "2", "3"]]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b", "at least one line"),
        ("a\n1\n2", "at least one line"),
        ('a,b\n"1,2', "quotation mark is left open"),
        ("a,b\n" + "1,2\n" * 5001, "Up to 5000 lines"),
        (",".join("a" * 41) + "\n" + ",".join("1" * 41), "40 columns"),
    ],
)
def test_what_cannot_be_read_says_why(text, says):
    with pytest.raises(Unreadable, match=says):
        read(text)


def test_a_good_line():
    parsed = parse(GOOD, MAPPING, "iso")
    assert parsed == Parsed(
        "kim@example.org", dt.date(2026, 3, 1), dt.date(2026, 4, 1),
        {"satisfaction": 4.6, "satisfaction_of": 40, "promoters": 36, "promoters_of": 38,
         "quality": 91.0},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        ("iso", "2026-03-02", "2026-03-31"),
        ("dmy", "02.03.2026", "31.03.2026"),
        ("mdy", "03/02/2026", "03/31/2026"),
    ],
)
def test_days_are_taken_with_the_last_one(dates, first, last):
    mapping = {"email": 0, "begins": 1, "ends": 2, "quality": 3}
    parsed = parse(["a@b.cc", first, last, "90"], mapping, dates)
    assert (parsed.begins, parsed.until) == (dt.date(2026, 3, 2), dt.date(2026, 4, 1))


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"email": ""}, ("email", "The e-mail is missing.")),
        ({"month": "March"}, ("month", "“March” is no month like 2026-03.")),
        ({"month": ""}, ("month", "Month, or first and last day, are missing.")),
        ({"satisfaction": "six"}, ("satisfaction", "“six” is no number.")),
        ({"satisfaction": "6"}, ("satisfaction", "6 does not lie between 1 and 5.")),
        ({"satisfaction": "1.234,5"}, ("satisfaction", "“1.234,5” is no number.")),
        ({"satisfaction_of": "4.5"}, ("satisfaction_of", "“4.5” is no whole number.")),
        ({"satisfaction_of": ""}, ("satisfaction_of", "“CSAT, answers” is missing.")),
        ({"promoters": "39"}, ("promoters", "This is more than there were.")),
        ({"promoters_of": "0", "promoters": "0"}, ("promoters_of", "Nothing out of nothing")),
        ({"promoters": "-1"}, ("promoters", "-1 does not lie between 0 and 1e+07.")),
    ],
)
def test_what_is_wrong_with_a_line(changed, fault):
    [(field, sentence)] = sentences(line(**changed))
    assert (field, sentence.startswith(fault[1])) == (fault[0], True), sentence


def test_everything_that_is_wrong_is_said_at_once():
    found = sentences(line(email="", month="x", quality="101"))
    assert [field for field, _sentence in found] == ["month", "quality", "email"]


def test_a_line_without_figures_is_none():
    empty = ["a@b.cc", "2026-03", "", "", "", "", ""]
    assert sentences(empty) == [("", "There is no figure in this line.")]


def test_a_last_day_before_the_first():
    mapping = {"email": 0, "begins": 1, "ends": 2, "quality": 3}
    cells = ["a@b.cc", "2026-03-09", "2026-03-02", "90"]
    assert sentences(cells, mapping) == [("ends", "The last day lies before the first.")]


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ({}, ["e-mail of the person", "month, or the first", "hold figures"]),
        ({"email": 0, "month": 1, "quality": 1}, ["One column cannot hold two things."]),
        ({"email": 0, "month": 1, "promoters": 2}, ["go together: choose both or neither"]),
        (MAPPING, []),
    ],
)
def test_what_a_mapping_lacks(mapping, says):
    said = faults_of_mapping(mapping)
    assert len(said) == len(says)
    assert all(word in sentence for word, sentence in zip(says, said, strict=True))


def test_every_field_has_a_kind_that_can_be_read():
    assert {field.kind for field in FIELDS} == {"text", "date", "month", "count", "number"}

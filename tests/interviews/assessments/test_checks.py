"""Every reason for which an item cannot be scored, beside an item that can."""

import pytest

from interviews.assessments.checks import problems_of
from interviews.assessments.specs import ItemSpec, code_from, spec_problems

BROKEN = "a part of the item is missing or is not what it should be"
KEY = "two options are the same, or the key is none of them"
AB = {"options": ["a", "b"]}
POINTS = {"points": [1, 0], "worth": 1}


@pytest.mark.parametrize(
    ("kind", "body", "problems"),
    [
        ("choice", AB | {"key": 1}, []),
        ("choice", AB | {"key": 2}, [KEY]),
        ("choice", AB | {"key": True}, [KEY]),
        ("choice", {"options": ["a", 3], "key": 0}, [BROKEN]),
        ("choice", AB | {"key": 0, "before": "x"}, ["a gap has something before and after it"]),
        ("choice", AB | POINTS, []),
        ("choice", AB | POINTS | {"points": [1]}, [BROKEN]),
        ("choice", AB | POINTS | {"points": [float("nan"), 1]}, [BROKEN]),
        ("choice", AB | POINTS | {"worth": 2}, ["no answer counts in full"]),
        (
            "choice",
            AB | POINTS | {"points": [1, -1]},
            ["an answer could take points off, and there are no minus points here"],
        ),
        ("several", AB | {"keys": [0, 1]}, []),
        ("several", AB | {"keys": []}, [KEY]),
        ("several", {"options": ["a", "a"], "keys": [0]}, [KEY]),
        (
            "several",
            AB | {"keys": [0], "around": ["x"]},
            ["the text around the parts does not fit them"],
        ),
        ("locate", {"segments": ["a", "b"], "key": None}, []),
        ("locate", {"segments": ["a", "b"], "key": 2}, ["the key is none of the parts"]),
        ("locate", {"segments": ["a"], "key": 0}, ["an item has 2 to 40 parts to choose from"]),
        ("correct", {"text": "a b", "wrong": "b", "mapping": {"c": 1}}, []),
        ("correct", {"text": "", "wrong": "b", "mapping": {"c": 1}}, [BROKEN]),
        ("correct", {"text": "a b", "wrong": "b", "mapping": {"c": "1"}}, [BROKEN]),
        (
            "correct",
            {"text": "b b", "wrong": "b", "mapping": {"c": 0.5}},
            [
                "the marked word does not stand in the text just once",
                "no answer counts in full",
            ],
        ),
        (
            "correct",
            {"text": "a b", "wrong": "b", "mapping": {"c": 1, "d": -1}},
            ["an answer counts for less than nothing or more than in full"],
        ),
        (
            "correct",
            {"text": "a b", "wrong": "b", "mapping": {"c": 1, "C": 1}},
            ["two accepted answers are the same"],
        ),
        (
            "correct",
            {"text": "a b", "wrong": "b", "mapping": {"c": 1, "C": 1}, "case_sensitive": True},
            [],
        ),
        (
            "correct",
            {"text": "a b", "wrong": "b", "mapping": {"c": 1}, "case_sensitive": 1},
            [BROKEN],
        ),
        ("order", {"sentences": ["a", "b"]}, []),
        ("order", {"sentences": ["a", "a"]}, ["two sentences are the same"]),
        ("proofread", {"passage": "a {b|c}"}, []),
        ("proofread", {"passage": "a b"}, ["the passage has no error"]),
        ("rewrite", {"text": ""}, []),
        ("rewrite", {"text": 3}, [BROKEN]),
        ("rewrite", {}, ["there is nothing to answer"]),
        ("choice", [], ["there is nothing to answer"]),
        ("guess", {}, ["there is no such kind of item"]),
    ],
)
def test_what_cannot_be_scored_says_why(kind, body, problems):
    assert problems_of(kind, body) == problems


def test_what_surrounds_a_body_is_checked_too():
    spec = ItemSpec("x", "en", "order", "words", "Sort.", {"sentences": ["a", "b"]})
    assert spec_problems(spec) == []
    long = ItemSpec(
        "x", "en", "order", "words", "x" * 4001, {"sentences": ["a", "b"]}, time_limit_seconds=0
    )
    assert spec_problems(long) == [
        "a text is longer than 4000 characters",
        "the time limit is not 1 to 3600 seconds",
    ]


@pytest.mark.parametrize(
    ("theirs", "ours"), [("their item/1", "their-item-1"), ("…", "item"), ("-x-", "x")]
)
def test_a_code_is_made_of_whatever_others_call_an_item(theirs, ours):
    assert code_from(theirs) == ours

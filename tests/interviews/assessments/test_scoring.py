"""Every row of the guide's table of item types, and its vector."""

import pytest

from interviews.assessments import scoring
from interviews.assessments.scoring import Proofread, kendall_tau, proofread, score, tokens

CHOICE = {"options": ["has", "have", "are having"], "key": 0}
LOCATE = {"segments": ["The list", "were sent", "today."], "key": 1}
RIGHT = {"segments": ["The list", "was sent", "today."], "key": None}
CORRECT = {"text": "There is three.", "wrong": "is", "mapping": {"are": 1, "were": 0.5}}
ORDER = {"sentences": ["First.", "Then.", "Last."]}
PASSAGE = {"passage": "We {has|have} seen the {cabel|cable}. Thank you – for writing."}


@pytest.mark.parametrize(
    ("kind", "body", "answer", "expected"),
    [
        ("choice", CHOICE, "0", 1),
        ("choice", CHOICE, 0, 1),
        ("choice", CHOICE, "1", 0),
        ("choice", CHOICE, "", 0),
        ("choice", CHOICE, True, 0),
        ("choice", CHOICE, ["0"], 0),
        ("locate", LOCATE, "1", 1),
        ("locate", LOCATE, "none", 0),
        ("locate", RIGHT, "none", 1),
        ("locate", RIGHT, "1", 0),
        ("correct", CORRECT, "are", 1),
        ("correct", CORRECT, "  ARE ", 1),
        ("correct", CORRECT, "were", 0.5),
        ("correct", CORRECT, "is", 0),
        ("correct", {**CORRECT, "case_sensitive": True}, "ARE", 0),
        ("correct", {**CORRECT, "mapping": {"o'clock": 1}}, "o’clock", 1),
        ("correct", {**CORRECT, "mapping": {"café": 1}}, "cafe\u0301", 1),
        ("correct", CORRECT, None, 0),
        ("order", ORDER, [0, 1, 2], 1),
        ("order", ORDER, [1, 0, 2], 0),
        ("order", ORDER, [], 0),
        ("proofread", PASSAGE, [1, 4], 1),
        ("proofread", PASSAGE, [1, 4, 0], 0.5),
        ("proofread", PASSAGE, [0, 2], 0),
        ("proofread", PASSAGE, [1, 99], 0.5),
        ("rewrite", {"text": "No."}, "Sorry, no.", None),
    ],
)
def test_an_answer_scores_as_tabled(kind, body, answer, expected):
    assert score(kind, body, answer) == expected


def test_proofreading_gives_the_vector_of_the_guide():
    found = Proofread(hits=9, errors=12, false_alarms=4, clean=88)
    assert round(found.score, 6) == 0.416667
    assert round(found.sensitivity, 6) == 2.254572


def test_a_planted_error_is_one_token_and_a_dash_none_of_its_own():
    shown = [token.text for token in tokens(PASSAGE["passage"])]
    assert shown == ["We", "has", "seen", "the", "cabel.", "Thank", "you–", "for", "writing."]
    assert proofread(PASSAGE["passage"], []).errors == 2


def test_a_script_without_spaces_is_divided_by_strokes():
    assert [each.text for each in tokens("我們/{以經|已經}/收到。")] == ["我們", "以經", "收到。"]


def test_kendall_tau_of_an_order():
    assert kendall_tau([0, 1, 2]) == 1
    assert kendall_tau([2, 1, 0]) == -1
    assert kendall_tau([1, 0, 2]) == pytest.approx(1 / 3)


def test_the_binomial_error_knows_nothing_at_the_ends():
    assert scoring.binomial_error(12, 24) == pytest.approx(2.502173, abs=1e-6)
    assert scoring.binomial_error(24, 24) is None
    assert scoring.binomial_error(0, 24) is None

"""The bank as files, forms made of it, and the figures of items."""

from collections import Counter

import pytest

from interviews.assessments.blueprints import ENGLISH, Candidate, blueprint_for, draw, task_of
from interviews.assessments.content import FOLDER, ItemRefused, read_bank
from interviews.assessments.scoring import proofread, score
from interviews.assessments.statistics import cronbach_alpha, item_figures, standard_error

ONE = """
language: en
stems: {choice: "Which?"}
areas:
  words:
    - {code: one, level: 1, options: [a, b], why: Because., read: Twice.}
"""


@pytest.fixture(scope="module")
def english():
    return read_bank((FOLDER / "en.yaml").read_text())


@pytest.fixture(scope="module")
def pool(english):
    return [
        Candidate(key, each.kind, each.area, each.difficulty, each.stem, each.body)
        for key, each in enumerate(english)
    ]


def right_answer(item):
    body = item.body
    if item.kind == "locate":
        return "none" if body["key"] is None else body["key"]
    if item.kind == "correct":
        return max(body["mapping"], key=body["mapping"].get)
    if item.kind == "order":
        return list(range(len(body["sentences"])))
    if item.kind == "proofread":
        everything = range(500)
        return [at for at in everything if proofread(body["passage"], [at]).hits]
    return body["key"]


def test_the_english_bank_holds_what_a_form_needs(english):
    assert Counter(each.area for each in english) == {
        "agreement": 28, "punctuation": 24, "words": 26, "spelling": 20, "clarity": 18,
        "proofreading": 1,
    }  # fmt: skip


def test_every_key_scores_in_full_and_an_empty_answer_nothing(english):
    for item in english:
        assert score(item.kind, item.body, right_answer(item)) == 1, item.code
        assert score(item.kind, item.body, "") == 0, item.code


def test_the_passage_has_twelve_errors(english):
    [passage] = [each for each in english if each.kind == "proofread"]
    assert proofread(passage.body["passage"], []).errors == 12


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("options: [a, b]", "options: [a, a]"),
        ("options: [a, b]", "options: [a, b], key: 2"),
        ("options: [a, b]", "segments: [a, b]"),
        ("options: [a, b]", "sentences: [a, a]"),
        ("options: [a, b]", "text: it is, wrong: was, mapping: {was: 1}"),
        ("options: [a, b]", "text: it is, wrong: is, mapping: {was: 0.5}"),
        ("options: [a, b]", "passage: nothing is wrong"),
        ("options: [a, b], ", ""),
        (", read: Twice.", ""),
    ],
)
def test_an_item_that_could_not_be_scored_is_refused(before, after):
    assert len(read_bank(ONE)) == 1
    with pytest.raises(ItemRefused, match=r"^en-one: "):
        read_bank(ONE.replace(before, after))


def test_a_form_follows_its_blueprint_and_its_seed(pool):
    short = [each for each in pool if each.kind != "proofread"]
    blueprint = blueprint_for(short, 24)
    form = draw(short, blueprint, 7)
    assert blueprint == ENGLISH
    assert Counter(each.area for each in form) == ENGLISH
    assert form == draw(reversed(short), blueprint, 7)
    assert form != draw(short, blueprint, 8)
    assert [each.difficulty for each in form] == sorted(each.difficulty for each in form)


def test_a_smaller_bank_is_shared_out_by_what_it_has(pool):
    few = [each for each in pool if each.area in {"spelling", "clarity"}]
    assert blueprint_for(few, 19) == {"spelling": 10, "clarity": 9}


def test_what_is_shown_holds_no_key(pool):
    for item in pool:
        assert not {"key", "mapping", "passage"} & (set(task_of(item, "t", 1)) - {"key"}), item
        assert task_of(item, "t", 1)["key"] == "t"
        if item.kind == "order":
            shown = [place for place, _text in task_of(item, "t", 1)["options"]]
            assert shown != sorted(shown)


def test_figures_of_an_item():
    rows = [(1.0, 20.0, "0"), (1.0, 18.0, "0"), (0.0, 6.0, "2"), (0.0, 8.0, "1")]
    figures = item_figures(rows)
    assert (figures.people, figures.p, figures.flags) == (4, 0.5, ())
    assert figures.item_rest == pytest.approx(12 / (4 * 37) ** 0.5)
    assert dict(figures.chosen) == {'"0"': 2, '"1"': 1, '"2"': 1}
    assert item_figures([(0.0, 9.0, "1"), (1.0, 3.0, "0")]).flags == ("pull",)
    assert item_figures([(1.0, 9.0, "0"), (1.0, 3.0, "0")]).item_rest is None


def test_alpha_and_the_error_of_measurement():
    table = [[1, 1], [0, 0], [1, 0], [0, 1]]
    assert cronbach_alpha(table) == pytest.approx(0)
    assert cronbach_alpha([[1, 1], [0, 0]]) == pytest.approx(1)
    assert standard_error(table) == pytest.approx((2 / 3) ** 0.5)
    assert cronbach_alpha([[1, 1], [1, 1]]) is None

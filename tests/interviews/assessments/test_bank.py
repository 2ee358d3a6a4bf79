"""The bank as files, forms made of it, and the figures of items."""

import re
import unicodedata
from collections import Counter

import pytest

from interviews.assessments.blueprints import (
    ENGLISH,
    SHORT_KINDS,
    Candidate,
    blueprint_for,
    draw,
    task_of,
)
from interviews.assessments.content import FOLDER, ItemRefused, read_bank
from interviews.assessments.scoring import proofread, score
from interviews.assessments.statistics import item_figures

FILES = sorted(FOLDER.glob("*.yaml"))
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


def test_the_english_bank_holds_what_forms_need(english):
    assert Counter(each.area for each in english) == {
        "agreement": 28, "punctuation": 24, "words": 26, "spelling": 20, "clarity": 21,
        "proofreading": 4, "tone": 2,
    }  # fmt: skip
    assert len(english) >= 120


@pytest.mark.parametrize("language", ["bg", "lt", "zh-hant"])
def test_other_languages_have_items_of_their_own_grammar(language):
    items = read_bank((FOLDER / f"{language}.yaml").read_text())
    assert {each.language for each in items} == {language}
    assert len(items) >= 30
    assert sum(each.kind == "proofread" for each in items) == 2
    pool = [
        Candidate(key, each.kind, each.area, each.difficulty, each.stem, each.body)
        for key, each in enumerate(items)
        if each.kind in SHORT_KINDS
    ]
    form = draw(pool, blueprint_for(pool, 24), 7)
    assert len(form) == 24
    assert len({each.area for each in form}) >= 6
    assert {each.kind for each in items} >= SHORT_KINDS | {"proofread", "rewrite"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_letter_of_another_script_hides_in_a_word(file):
    """A Latin “o” in a Cyrillic word looks right and scores wrong."""
    for item in read_bank(file.read_text()):
        text = str(item.body) + item.stem
        assert not re.search(r"[a-zA-Z][а-яА-Я]|[а-яА-Я][a-zA-Z]", text), item.code
        assert unicodedata.normalize("NFC", text) == text, item.code


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_key_scores_in_full_and_an_empty_answer_nothing(file):
    for item in read_bank(file.read_text()):
        if item.kind == "rewrite":
            continue
        assert score(item.kind, item.body, right_answer(item)) == 1, item.code
        assert score(item.kind, item.body, "") == 0, item.code


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_passage_has_twelve_errors(file):
    passages = [each for each in read_bank(file.read_text()) if each.kind == "proofread"]
    assert {proofread(each.body["passage"], []).errors for each in passages} == {12}


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
    short = [each for each in pool if each.kind in SHORT_KINDS]
    blueprint = blueprint_for(short, 24)
    form = draw(short, blueprint, 7)
    assert blueprint == ENGLISH
    assert Counter(each.area for each in form) == ENGLISH
    assert form == draw(reversed(short), blueprint, 7)
    assert form != draw(short, blueprint, 8)
    assert [each.difficulty for each in form] == sorted(each.difficulty for each in form)


def test_a_smaller_bank_is_shared_out_by_what_it_has(pool):
    few = [each for each in pool if each.area in {"spelling", "clarity"}]
    assert blueprint_for(few, 19) == {"spelling": 9, "clarity": 10}


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

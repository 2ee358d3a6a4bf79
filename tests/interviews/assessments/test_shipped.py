"""What is shipped: enough items in every language, each with all that an item in use needs."""

from __future__ import annotations

from collections import Counter

import pytest

from interviews.assessments.blueprints import SHORT_KINDS
from interviews.assessments.content import FOLDER, read_bank
from interviews.assessments.notation import to_text
from interviews.assessments.scoring import score


@pytest.mark.parametrize(("name", "fewest"), [("en", 120), ("lt", 30), ("bg", 30), ("zh-hant", 30)])
def test_shipped_bank_is_large_enough_and_complete(name, fewest):
    items = read_bank((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    assert len(items) >= fewest
    assert {item.language.lower() for item in items} == {name}
    for item in items:
        assert len(item.rationale.strip()) > 5, item.code
        assert len(item.proof_note.strip()) > 5, item.code
        assert 1 <= item.difficulty <= 5, item.code
    texts = Counter((item.stem, str(item.body)) for item in items)
    assert texts.most_common(1)[0][1] == 1, "an item stands there twice"


@pytest.mark.parametrize("name", ["en", "lt", "bg", "zh-hant"])
def test_key_of_every_shipped_item_scores_and_nothing_else_does_by_default(name):
    items = read_bank((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    for item in items:
        if item.kind not in SHORT_KINDS:
            continue
        assert score(item.kind, item.body, _right(item)) == 1, item.code
        assert score(item.kind, item.body, None) in (None, 0), item.code
        assert to_text(item.kind, item.body).strip(), item.code


def _right(item):
    if item.kind == "choice":
        return item.body["key"]
    if item.kind == "locate":
        return "none" if item.body["key"] is None else item.body["key"]
    if item.kind == "correct":
        return max(item.body["mapping"], key=item.body["mapping"].get)
    return list(range(len(item.body["sentences"])))

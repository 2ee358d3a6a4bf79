"""What goes out as QTI 3 scores as it does here, on every pattern of answers, and comes back."""

from itertools import chain, combinations, permutations

import pytest

from interviews.assessments.content import FOLDER, read_bank
from interviews.assessments.exchange.qti import packages, reading, writing
from interviews.assessments.scoring import NONE, score, tokens
from interviews.assessments.specs import ItemSpec
from tests.interviews.assessments import qti_reference as reference

POINTS = {"points": [1, 0.5, 0, -1], "lower": 0, "upper": 1, "worth": 1}
OWN = {
    "choice": {"options": ["are", "is", "be & was"], "key": 1},
    "gap": {"options": ["in", "on"], "key": 0, "before": "We are ", "after": " time."},
    "choice-points": {"options": list("abcd"), **POINTS},
    "several": {"options": list("abcd"), "keys": [0, 3]},
    "several-points": {"options": list("abcd"), **POINTS | {"worth": 1.5, "upper": 2}},
    "several-hot": {"options": ["a", "b"], "keys": [1], "around": ["One ", " two ", " three."]},
    "locate": {"segments": ["The list", "were sent", "today."], "key": 1},
    "locate-none": {"segments": ["The list", "was sent", "today."], "key": None},
    "locate-around": {"segments": ["is", "are"], "key": 0, "around": ["It ", " or ", " so."]},
    "locate-points": {"segments": ["a", "b"], "points": [2, 1], "worth": 2},
    "correct": {"text": "There is three.", "wrong": "is", "mapping": {"are": 1, "were": 0.5}},
    "correct-case": {
        "text": "in ____ today", "wrong": "____", "mapping": {"York": 2, "york": 1}, "worth": 2,
        "case_sensitive": True,
    },
    "order": {"sentences": ["One.", "Two.", "Three.", "Four."]},
    "proofread": {"passage": "We {has|have} seen – the {cabel|cable} now."},
    "proofread-joined": {"passage": "我們/{以經|已經}/收到/{你|您}的/信。"},
    "rewrite": {"text": "No.\nNever."},
}  # fmt: skip


def item(name):
    kind = {"gap": "choice"}.get(name, name.partition("-")[0])
    return ItemSpec(
        code=name,
        language="en",
        kind=kind,
        area="words",
        stem="What?\nAnd “how” <so>?",
        body=OWN[name],
        rationale="Because.",
        proof_note="Read.",
        difficulty=4,
        source="Ours",
        licence="MIT",
        competency="language-usage",
        time_limit_seconds=45,
    )


def patterns(spec, content):
    """Every answer to an item: ours, and the same as a response in the file's own names."""
    names, body = reference.names(content), spec.body
    if spec.kind == "correct":
        for text in [*body["mapping"], *(each.upper() for each in body["mapping"]), "x", ""]:
            yield text, [text] if text else []
        return
    if spec.kind == "order":
        shown = {name: place for place, name in enumerate(_right_order(content))}
        for order in permutations(names):
            yield [shown[name] for name in order], list(order)
        return
    if spec.kind in {"several", "proofread"}:
        places = range(len(names))
        for chosen in chain.from_iterable(combinations(places, n) for n in range(len(names) + 1)):
            yield list(chosen), [names[place] for place in chosen]
        return
    yield "", []
    for place, name in enumerate(names):
        yield (NONE if name == NONE else str(place)), [name]


def _right_order(content):
    declaration = reference.fromstring(content).find(f"{reference.Q}qti-response-declaration")
    return [value.text for value in declaration.iter(f"{reference.Q}qti-value")]


def agree(spec):
    content = writing.write_item(spec)
    worth = spec.body.get("worth", 1)
    for ours, theirs in patterns(spec, content):
        expected = reference.score(content, theirs)
        assert score(spec.kind, spec.body, ours) * worth == pytest.approx(expected), (ours, theirs)


@pytest.mark.parametrize("name", [name for name in OWN if name != "rewrite"])
def test_every_pattern_of_answers_scores_alike(name):
    agree(item(name))


@pytest.mark.parametrize("name", OWN)
def test_an_item_comes_back_as_it_went(name):
    spec = item(name)
    line = reading.read_item(writing.write_item(spec), "x.xml", language="lt")
    assert line.reasons == ()
    assert (line.spec, line.notes) == (spec, () if name != "rewrite" else line.notes)


def test_what_people_mark_says_so():
    content = writing.write_item(item("rewrite"))
    assert b'external-scored="human"' in content
    assert reference.score(content, ["anything"]) is None


def shipped():
    return [spec for file in sorted(FOLDER.glob("*.yaml")) for spec in read_bank(file.read_text())]


def test_the_shipped_bank_goes_out_and_comes_back_in_a_package():
    specs = shipped()
    package = packages.write_package(specs)
    assert package == packages.write_package(specs)
    found = packages.read_package(package, language="en")
    assert [line.reasons for line in found if line.reasons] == []
    assert [line.spec for line in found] == specs


def test_the_shipped_bank_scores_alike_elsewhere():
    for spec in shipped():
        if spec.kind == "proofread":
            _agree_on_a_passage(spec)
        elif spec.kind != "rewrite":
            agree(spec)


def _agree_on_a_passage(spec):
    """2^90 answers are too many; what they score depends on hits and false alarms only."""
    content = writing.write_item(spec)
    names = reference.names(content)
    found = tokens(spec.body["passage"])
    wrong = [place for place, token in enumerate(found) if token.right is not None]
    clean = [place for place, token in enumerate(found) if token.right is None]
    for hits in range(len(wrong) + 1):
        for alarms in range(0, len(clean) + 1, 3):
            places = wrong[:hits] + clean[:alarms]
            expected = reference.score(content, [names[place] for place in places])
            assert score(spec.kind, spec.body, places) == pytest.approx(expected, abs=1e-9)

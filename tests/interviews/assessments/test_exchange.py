"""CSV and YAML: what goes out comes in alike; what cannot come in says so, line by line."""

import contextlib
import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from interviews.assessments import notation
from interviews.assessments.checks import problems_of
from interviews.assessments.content import FOLDER, read_bank
from interviews.assessments.exchange import lines
from interviews.assessments.exchange.lines import FileRefused
from interviews.assessments.exchange.tables import COLUMNS, read_csv, write_csv
from interviews.assessments.exchange.yamls import read_yaml, write_yaml
from interviews.assessments.specs import ItemSpec, spec_problems
from tests.interviews.assessments.test_qti_round_trip import OWN, item

HEAD = "code,language,kind,area,difficulty,stem,content\n"
ROW = 'one,en,choice,words,2,Which?,"* yes\nno"\n'


def shipped():
    return [spec for file in sorted(FOLDER.glob("*.yaml")) for spec in read_bank(file.read_text())]


def everything():
    return [*shipped(), *(item(name) for name in OWN)]


@pytest.mark.parametrize(("write", "read"), [(write_csv, read_csv), (write_yaml, read_yaml)])
def test_the_whole_bank_goes_out_and_comes_in(write, read):
    specs = everything()
    found = read(write(specs).encode())
    assert [line.reasons for line in found if line.reasons] == []
    assert [line.spec for line in found] == specs


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_shipped_file_can_be_imported_as_it_is(file):
    found = read_yaml(file.read_bytes())
    assert [line.spec for line in found] == read_bank(file.read_text())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_no_cell_is_a_formula_and_none_is_changed(start):
    spec = ItemSpec(
        code="x", language="en", kind="choice", area="words", stem=f"{start}1+1", difficulty=1,
        body={"options": [f"{start}a", "b"], "key": 1}, source=f"{start}SUM(A1)",
    ).stripped()  # fmt: skip
    text = write_csv([spec])
    cells = next(csv.DictReader(io.StringIO(text, newline="")))
    for name in COLUMNS:
        assert not cells[name].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert read_csv(text.encode())[0].spec == spec


def test_each_line_that_cannot_come_in_says_why():
    rows = [
        ROW,
        "two,en,choice,words,9,Which?,* a\n",
        "three,en,guess,words,1,Which?,* a\n",
        "four,en,choice,words,much,Which?,* a\n",
        "five,en,choice,words,1,Which?,a\n",
        ROW,
        "seven,en,choice,words,1,Which?,* a,more\n",
        ",english language,choice,Words!,1,,* a\n",
    ]
    found = read_csv((HEAD + "".join(rows)).encode())
    assert [(line.where, line.reasons) for line in found] == [
        ("line 2", ()),
        (
            "line 4",
            ("the difficulty is not one of 1 to 5", "an item has 2 to 40 parts to choose from"),
        ),
        ("line 5", ("there is no such kind of item",)),
        ("line 6", ("“difficulty” is not a whole number",)),
        ("line 7", ("put a * before the one option that is right",)),
        ("line 8", ("the code is taken twice",)),
        ("line 10", ("there are more cells than columns",)),
        (
            "line 11",
            (
                "the code is missing or has odd characters",
                "the language is not a code like “en” or “zh-hant”",
                "the area is not a short word in small letters",
                "it does not say what is asked",
                "an item has 2 to 40 parts to choose from",
            ),
        ),
    ]


def test_other_dialects_of_csv_are_read():
    for delimiter in ";\t":
        text = (HEAD + ROW).replace(",", delimiter)
        assert read_csv(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())[0].spec.code == "one"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "missing: code, language"),
        (b"code,stem\n", "missing: language, kind"),
        (HEAD.encode() + b"\xff\xfe", "not UTF-8"),
        (HEAD.encode() + b"a\x00", "not a text file"),
        (HEAD.encode() + b'one,"en', "quotation mark"),
        (b"x" * (lines.LARGEST + 1), "larger than 4 MB"),
        ((HEAD + "a,en,choice,words,2,W,x\n" * 2001).encode(), "more than 2000 items"),
    ],
)
def test_a_csv_that_cannot_be_read_is_refused_as_a_whole(content, reason):
    with pytest.raises(FileRefused, match=reason):
        read_csv(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "a list called “items”"),
        ("items: no", "a list called “items”"),
        ("a: [", "cannot be read as YAML"),
        ("items:\n- !!python/object:os.system {}", "cannot be read as YAML"),
        ("a: &a [x]\nitems: [*a, *a]", "aliases"),
        ("items: " + "[" * 50 + "]" * 50, "nested too deeply"),
        ("items:\n" + "- 1\n" * 2001, "more than 2000 items"),
    ],
)
def test_a_yaml_that_cannot_be_read_is_refused_as_a_whole(content, reason):
    with pytest.raises(FileRefused, match=reason):
        read_yaml(content.encode())


def test_yaml_names_the_line_of_what_cannot_come_in():
    text = """
items:
  - nothing
  - {code: a, language: en, kind: choice, area: words, stem: W, body: {options: [x, y], key: 5}}
  - {code: b, language: en, kind: choice, area: words, stem: W, difficulty: hard}
  - code: c
    language: en
    kind: choice
    area: words
    stem: W
    body: {options: [x, y], key: 0, onclick: x}
"""
    assert [(line.where, *line.reasons) for line in read_yaml(text.encode())] == [
        ("line 3", "there is nothing to answer"),
        ("line 4", "two options are the same, or the key is none of them"),
        ("line 5", "“difficulty” is not a whole number"),
        ("line 6", "it has parts that are not known: onclick"),
    ]


def test_a_shipped_file_with_a_fault_names_the_item():
    text = "language: en\nstems: {}\nareas:\n  words: [{code: a}, nonsense, {code: b, options: 1}]"
    found = read_yaml(text.encode())
    assert [(line.where, bool(line.reasons)) for line in found] == [
        ("item 1", True),
        ("item 2", True),
        ("item 3", True),
    ]


@pytest.mark.parametrize("name", OWN)
def test_the_notation_reads_what_it_writes(name):
    spec = item(name)
    text = notation.to_text(spec.kind, spec.body)
    assert notation.from_text(spec.kind, text) == spec.body
    assert text.startswith('{"') == ("points" in name or "around" in name or name in AS_JSON)


AS_JSON = {"several-hot", "correct-case"}


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("choice", "a\nb", "before the one option"),
        ("choice", "* a\n* b", "before the one option"),
        ("several", "a\nb", "before every option"),
        ("locate", "* a\n* b", "one part at most"),
        ("correct", "no mark\nx", "brackets"),
        ("correct", "[one] [two]\nx", "brackets"),
        ("correct", "a [b] c", "accepted answers"),
        ("nonsense", "x", "no such kind"),
        ("choice", '{"options": ', "looks like JSON"),
    ],
)
def test_the_notation_says_what_is_missing(kind, text, sentence):
    with pytest.raises(notation.Unreadable, match=sentence):
        notation.from_text(kind, text)


def test_the_notation_as_people_type_it():
    assert notation.from_text("correct", "There [is] three.\nAa\nare\nwere = 0,5") == {
        "text": "There is three.",
        "wrong": "is",
        "mapping": {"are": 1, "were": 0.5},
        "case_sensitive": True,
    }
    assert notation.from_text("choice", "We are ____ time.\n* in\non") == {
        "before": "We are ",
        "after": " time.",
        "options": ["in", "on"],
        "key": 0,
    }
    assert notation.from_text("locate", "a\nb\n") == {"segments": ["a", "b"], "key": None}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["options", "key", "keys", "points", "worth", "segments", "around", "text",
                         "wrong", "mapping", "sentences", "passage", "before", "lower"]),
        inner, max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip
KINDS = ["choice", "several", "locate", "correct", "order", "proofread", "rewrite", "other"]


@given(kind=st.sampled_from(KINDS), body=_JSON)
def test_checks_answer_in_sentences_whatever_comes(kind, body):
    assert all(isinstance(problem, str) for problem in problems_of(kind, body))


@given(content=st.binary(max_size=300))
@example(content=b'"')
def test_files_of_rubbish_are_refused_and_never_an_error(content):
    for read in (read_csv, read_yaml):
        with contextlib.suppress(FileRefused):
            assert all(line.reasons for line in read(content))


def test_a_sound_item_has_no_problems():
    assert [spec_problems(spec) for spec in everything()] == [[] for _spec in everything()]

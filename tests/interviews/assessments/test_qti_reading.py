"""Items of others: every spelling that is read, every reason for which one stays out."""

import io
import struct
import zipfile

import pytest

from interviews.assessments.exchange.lines import FileRefused
from interviews.assessments.exchange.qti import packages, reading
from interviews.assessments.scoring import score

BASE = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/"
OLD = "https://www.imsglobal.org/question/qti_v3p0/rptemplates/"
MATCH = f'<qti-response-processing template="{BASE}match_correct.xml"/>'
MAP = f'<qti-response-processing template="{BASE}map_response.xml"/>'
KEY = "<qti-correct-response><qti-value>B</qti-value></qti-correct-response>"
CHOICE = """<p>We  had the
  <em>best</em> time.</p>
  <qti-choice-interaction response-identifier="RESPONSE" shuffle="true" max-choices="1">
    <qti-prompt>Which one?</qti-prompt>
    <qti-simple-choice identifier="A">first</qti-simple-choice>
    <qti-simple-choice identifier="B">second<script>alert(1)</script></qti-simple-choice>
    <qti-simple-choice identifier="C">third</qti-simple-choice>
  </qti-choice-interaction><p>Good luck.</p>"""
ENTRY = """<p>Now is the winter of our discontent made glorious summer by this sun of
  <qti-text-entry-interaction response-identifier="RESPONSE" expected-length="15"/>;</p>"""
TOWNS = """<qti-mapping default-value="0">
  <qti-map-entry map-key="York" mapped-value="1"/><qti-map-entry map-key="york" mapped-value="0.5"/>
  </qti-mapping>"""


def mapping(entries, attributes=""):
    rows = "".join(
        f'<qti-map-entry map-key="{key}" mapped-value="{value}" {rest}/>'
        for key, value, *more in entries
        for rest in [" ".join(more)]
    )
    return f"<qti-mapping {attributes}>{rows}</qti-mapping>"


def document(
    body=CHOICE, declared=KEY, processing=MATCH, *, cardinality="single", base="identifier",
    root="", outcome="", before="",
):  # fmt: skip
    return f"""<?xml version="1.0" encoding="UTF-8"?>{before}
    <qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
      xsi:schemaLocation="http://www.imsglobal.org/xsd/imsqtiasi_v3p0 http://127.0.0.1/evil.xsd"
      identifier="their item/1" title="Title" time-dependent="false" {root}>
      <qti-response-declaration identifier="RESPONSE" cardinality="{cardinality}"
        base-type="{base}">{declared}</qti-response-declaration>
      <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" {outcome}/>
      <qti-item-body>{body}</qti-item-body>{processing}
    </qti-assessment-item>""".encode()


def read(content):
    return reading.read_item(content, "their.xml", language="en")


def spec_of(content):
    line = read(content)
    assert line.reasons == ()
    return line.spec


@pytest.mark.parametrize(
    "address",
    [
        f"{BASE}match_correct",
        f"{BASE}match_correct.xml",
        f"{OLD}match_correct",
        f"{OLD}match_correct.xml",
        f"{BASE}CC2_match.xml",
        f"{OLD}CC2_match",
        "http://somewhere.example/match_correct.xml",
    ],
)
def test_every_spelling_of_match_correct(address):
    spec = spec_of(document(processing=f'<qti-response-processing template="{address}"/>'))
    assert (spec.kind, spec.body) == ("choice", {"options": ["first", "second", "third"], "key": 1})


@pytest.mark.parametrize(
    "name", ["map_response", "map_response.xml", "CC2_map_response.xml", "CC2_map_response"]
)
@pytest.mark.parametrize("folder", [BASE, OLD])
def test_every_spelling_of_map_response(folder, name):
    processing = f'<qti-response-processing template="{folder}{name}"/>'
    spec = spec_of(document(declared=mapping([("A", 2), ("B", 1)]), processing=processing))
    assert spec.body == {"options": ["first", "second", "third"], "points": [2, 1, 0], "worth": 2}
    assert [score("choice", spec.body, place) for place in (0, 1, 2, "")] == [1, 0.5, 0, 0]


def test_text_comes_in_as_plain_text():
    line = read(document())
    assert line.spec.stem == "We had the best time.\nWhich one?\nGood luck."
    assert line.code == "their-item-1"
    assert line.notes == ("emphasis was left out: see whether the item still makes sense",)
    assert (line.spec.area, line.spec.language) == ("other", "en")
    assert spec_of(document(root='xml:lang="lt"')).language == "lt"


@pytest.mark.parametrize("processing", ["", "<qti-response-processing/>"])
def test_absent_processing_lets_the_key_count_and_says_so(processing):
    line = read(document(processing=processing))
    assert line.spec.body["key"] == 1
    assert "no processing is given; its key counts" in line.notes
    line = read(document(declared=mapping([("A", 1)]), processing=processing))
    assert line.spec.body["points"] == [1, 0, 0]
    assert "no processing is given; its points count" in line.notes


def test_several_right_answers():
    two = KEY.replace("<qti-value>", "<qti-value>A</qti-value><qti-value>")
    spec = spec_of(document(declared=two, cardinality="multiple"))
    assert (spec.kind, spec.body["keys"]) == ("several", [0, 1])
    points = mapping([("A", 1), ("B", 1), ("C", -2)], 'lower-bound="0" upper-bound="2"')
    many = CHOICE.replace('max-choices="1"', 'max-choices="0"')
    spec = spec_of(document(many, points, MAP, cardinality="multiple"))
    answers = ([0, 1], [0], [0, 1, 2], [2], [])
    assert [score("several", spec.body, answer) for answer in answers] == [1, 0.5, 0, 0, 0]


def test_a_gap_with_options():
    body = """<p>Read this.</p><p>We are <qti-inline-choice-interaction
      response-identifier="RESPONSE"><qti-inline-choice identifier="A">on</qti-inline-choice>
      <qti-inline-choice identifier="B">in</qti-inline-choice></qti-inline-choice-interaction>
      time.</p>"""
    spec = spec_of(document(body))
    assert spec.stem == "Read this."
    assert spec.body == {"options": ["on", "in"], "key": 1, "before": "We are ", "after": " time."}


def test_a_gap_for_text_counts_capitals_unless_it_says_otherwise():
    spec = spec_of(document(ENTRY, TOWNS, MAP, base="string"))
    assert spec.body["mapping"] == {"York": 1, "york": 0.5}
    assert [score("correct", spec.body, each) for each in ("York", "york", "YORK")] == [1, 0.5, 0]
    assert spec.body["text"].endswith("this sun of ____;")
    same = mapping([("York", 4, 'case-sensitive="false"')], 'default-value="0"')
    spec = spec_of(document(ENTRY, same, MAP, base="string"))
    assert score("correct", spec.body, "YORK") == 1
    exact = spec_of(document(ENTRY, KEY, MATCH, base="string"))
    assert [score("correct", exact.body, each) for each in ("B", "b")] == [1, 0]


def test_hottext():
    body = """<qti-hottext-interaction response-identifier="RESPONSE" max-choices="1">
      <qti-prompt>Where is the error?</qti-prompt><p>Sponsors of the Games <qti-hottext
      identifier="A">who bought</qti-hottext> time <qti-hottext identifier="B">have said
      </qti-hottext> so. <qti-hottext identifier="E">No error</qti-hottext></p>
      </qti-hottext-interaction>"""
    spec = spec_of(document(body))
    assert (spec.kind, spec.stem) == ("locate", "Where is the error?")
    assert spec.body == {
        "segments": ["who bought", "have said", "No error"],
        "key": 1,
        "around": ["Sponsors of the Games ", " time ", " so. ", ""],
    }


def test_order():
    body = CHOICE.replace("choice-interaction", "order-interaction")
    right = "".join(f"<qti-value>{name}</qti-value>" for name in "CAB")
    right = f"<qti-correct-response>{right}</qti-correct-response>"
    spec = spec_of(document(body, right, cardinality="ordered"))
    assert (spec.kind, spec.body) == ("order", {"sentences": ["third", "first", "second"]})


EXTENDED = """<p>A letter.</p><qti-extended-text-interaction response-identifier="RESPONSE">
  <qti-prompt>Answer it.</qti-prompt></qti-extended-text-interaction>"""


def test_what_people_mark():
    human = 'external-scored="human"'
    spec = spec_of(document(EXTENDED, "", "", base="string", outcome=human))
    assert (spec.kind, spec.stem, spec.body) == ("rewrite", "Answer it.", {"text": "A letter."})
    assert spec_of(document(EXTENDED, "", "", base="string")).kind == "rewrite"
    assert spec_of(document(ENTRY, "", "", base="string")).kind == "rewrite"


def test_rubrics_for_markers_become_the_rationale_and_others_are_asked():
    rubric = """<qti-rubric-block view="{}" use="scoring"><qti-content-body><p>Look.</p>
      </qti-content-body></qti-rubric-block>"""
    assert spec_of(document(CHOICE + rubric.format("scorer"))).rationale == "Look."
    assert spec_of(document(CHOICE + rubric.format("candidate"))).stem.startswith("Look.\nWe had")


TEMPLATE_VARIABLE = "<qti-template-declaration identifier='X' cardinality='single'/>"
CUSTOM = "<qti-response-processing><qti-response-condition/></qti-response-processing>"
MANY = KEY.replace("B<", "B</qti-value><qti-value>A<")
REFUSALS = {
    "custom response processing: its score would be a guess": document(processing=CUSTOM),
    "response processing “map_response_point” is not one of those that are read": document(
        processing=MAP.replace("map_response", "map_response_point")
    ),
    "it is compared with a key and has none": document(declared=mapping([("A", 1)])),
    "it is scored by a mapping and has none": document(processing=MAP),
    "it does not say whether its key or its points count": document(
        declared=KEY + mapping([("A", 1)]), processing=""
    ),
    "a machine of its makers scores it": document(outcome='external-scored="externalMachine"'),
    "it has no key, and people do not mark choices": document(declared="", processing=""),
    "its key is none of its options": document(declared=KEY.replace("B", "Z")),
    "it takes several answers where one is expected": document(
        CHOICE.replace("choice-interaction", "inline-choice-interaction").replace(
            "simple-choice", "inline-choice"
        ),
        cardinality="multiple",
    ),
    "the order of its answers counts, which is not read here": document(cardinality="ordered"),
    "it gives points for each of a limited number of choices": document(
        CHOICE.replace('max-choices="1"', 'max-choices="2"'), mapping([("A", 1)]), MAP,
        cardinality="multiple",
    ),
    "an answer could take points off, and there are no minus points here": document(
        declared=mapping([("A", 1), ("B", -1)]), processing=MAP
    ),
    "no answer counts in full": document(declared=mapping([("A", 0)]), processing=MAP),
    "“much” is not a number": document(declared=mapping([("A", "much")]), processing=MAP),
    "“nan” is not a number": document(declared=mapping([("A", "nan")]), processing=MAP),
    "its points belong to areas of a picture": document(declared="<qti-area-mapping/>"),
    "it declares several answers": document(
        processing="<qti-response-declaration identifier='OTHER'/>" + MATCH
    ),
    "it does not declare the answer that it asks for": document(
        CHOICE.replace('"RESPONSE"', '"ANOTHER"')
    ),
    "there is nothing to answer": document("<p>Read this.</p>"),
    "it asks 2 things at once": document(ENTRY + ENTRY),
    "qti-match-interaction is not one of the six that are read": document(
        "<qti-match-interaction response-identifier='RESPONSE'/>"
    ),
    "it has pictures, sound or formulas (img)": document(CHOICE + "<img src='x.png' alt=''/>"),
    "it makes itself up when it is shown (qti-template-declaration)": document(
        processing=TEMPLATE_VARIABLE + MATCH
    ),
    "it needs material that stands elsewhere (qti-assessment-stimulus-ref)": document(
        processing="<qti-assessment-stimulus-ref href='x.xml'/>" + MATCH
    ),
    "some of its options show only at times": document(
        CHOICE.replace('identifier="A"', 'identifier="A" template-identifier="T"')
    ),
    "it is answered in several attempts": document(root='adaptive="true"'),
    "its answer is not one piece of text": document(ENTRY, KEY, MATCH, base="float"),
    "it has more than one key": document(ENTRY, MANY, MATCH, base="string"),
    "it gives points for any answer": document(
        ENTRY, mapping([("A", 1)], 'default-value="1"'), MAP, base="string"
    ),
    "capitals count in some of its answers and not in others": document(
        ENTRY, mapping([("A", 1), ("B", 1, 'case-sensitive="false"')]), MAP, base="string"
    ),
    "an order is read only with its one right order": document(
        CHOICE.replace("choice-interaction", "order-interaction"), mapping([("A", 1)]), MAP,
        cardinality="ordered",
    ),
    "its right order does not name every part once": document(
        CHOICE.replace("choice-interaction", "order-interaction"), cardinality="ordered"
    ),
    "it compares a long text with a key; people have to mark it": document(
        EXTENDED, base="string"
    ),
    "two options are the same, or the key is none of them": document(
        CHOICE.replace("first", "third")
    ),
    "it is an item of QTI 2; only QTI 3 is read": (
        b'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="x"/>'
    ),
    "it is not a QTI 3 item": b"<html/>",
    "it is not well-formed XML": b"<qti-assessment-item",
    "it has no body": document().replace(b"qti-item-body", b"qti-item-corpse"),
    "the file is larger than 1 MB": b" " * (1024 * 1024 + 1),
}  # fmt: skip


@pytest.mark.parametrize("reason", REFUSALS)
def test_what_is_refused_says_why(reason):
    line = read(REFUSALS[reason])
    assert (line.spec, line.reasons) == (None, (reason,))


XXE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("before", "body"),
    [
        (XXE, "<p>&secret;</p>"),
        (LAUGHS, "<p>&b;</p>"),
        ('<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">', ""),
    ],
)
def test_entities_and_document_types_are_not_read(before, body):
    line = read(document(body + CHOICE, before=before))
    assert line.reasons == ("it has a document type or entities, which are not read",)


def test_deep_nesting_is_refused_and_not_suffered():
    deep = "<p>" * 30000 + "</p>" * 30000
    assert read(document(deep + CHOICE)).reasons == ("it is nested too deeply",)


def package(files, *, entries=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        for info, content in entries:
            archive.writestr(info, content)
    return out.getvalue()


def manifest(*rows):
    resources = "".join(f'<resource identifier="{n}" type="{t}" href="{n}"/>' for n, t in rows)
    return f"<manifest><resources>{resources}</resources></manifest>"


ITEM = "imsqti_item_xmlv3p0"


def test_a_package_names_its_items_and_its_test_gives_limits():
    test = """<qti-assessment-test><qti-assessment-item-ref identifier="i" href="../items/one.xml">
      <qti-time-limits max-time="59.5" allow-late-submission="true"/></qti-assessment-item-ref>
      </qti-assessment-test>"""
    content = package({
        "imsmanifest.xml": manifest(
            ("items/one.xml", ITEM), ("items/gone.xml", ITEM),
            ("tests/t.xml", "imsqti_test_xmlv3p0"),
            ("items/two.xml", ITEM), ("items/again.xml", ITEM),
        ),
        "items/one.xml": document(),
        "items/two.xml": document(processing=CUSTOM),
        "items/again.xml": document(),
        "items/unnamed.xml": document(),
        "tests/t.xml": test,
    })  # fmt: skip
    one, gone, two, again = packages.read_package(content, language="en")
    assert one.spec.time_limit_seconds == 60
    assert gone.reasons == ("the manifest names it and it is not there",)
    assert two.where == "items/two.xml"
    assert two.reasons == ("custom response processing: its score would be a guess",)
    assert again.reasons == ("the code is taken twice",)


def link():
    info = zipfile.ZipInfo("items/link.xml")
    info.external_attr = 0o120777 << 16
    return info


GOOD = {"imsmanifest.xml": manifest(("one.xml", ITEM)), "one.xml": document()}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (package(GOOD | {"../../evil.xml": "x"}), "names a path outside"),
        (package(GOOD | {"/etc/evil.xml": "x"}), "names a path outside"),
        (package(GOOD | {"a/../../evil": "x"}), "names a path outside"),
        (package(GOOD | {"C:evil.xml": "x"}), "names a path outside"),
        (package(GOOD, entries=[(link(), "/etc/passwd")]), "holds a link"),
        (package(GOOD | {"bomb.xml": b"\0" * 30_000_000}), "unpacks to far more"),
        (package(GOOD | {f"{n}.bin": b"\0" * 60_000 for n in range(2000)}), "larger than 100 MB"),
        (package(GOOD | {f"{n}.txt": "" for n in range(5000)}), "more than 5000 files"),
        (package({"one.xml": document()}), "no imsmanifest.xml"),
        (package({"imsmanifest.xml": XXE + manifest()}), "document type"),
        (b"PK\x03\x04" + b"rubbish" * 50, "damaged"),
        (b" " * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
)
def test_a_hostile_package_is_refused_as_a_whole(content, reason):
    with pytest.raises(FileRefused, match=reason):
        packages.read_package(content, language="en")


def test_an_encrypted_package_is_refused():
    content = bytearray(package(GOOD))
    at = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, at + 8, 1)
    with pytest.raises(FileRefused, match="encrypted"):
        packages.read_package(bytes(content), language="en")


def test_a_size_that_lies_is_cut_off():
    content = bytearray(package({"imsmanifest.xml": manifest(("one.xml", ITEM)),
                                 "one.xml": b"<a>" + b" " * 900_000}))  # fmt: skip
    at = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    struct.pack_into("<I", content, at + 24, 100)
    with pytest.raises(FileRefused, match="damaged"):
        packages.read_package(bytes(content), language="en")


def test_an_upload_is_a_package_or_an_item():
    assert packages.read_upload("x.xml", document(), language="en")[0].spec
    assert packages.read_upload("x.zip", package(GOOD), language="en")[0].spec
    with pytest.raises(FileRefused, match="neither"):
        packages.read_upload("x.pdf", b"%PDF-1.7", language="en")


def test_a_folder_gives_every_item_below_it(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/one.xml").write_bytes(document())
    (tmp_path / "deep/two.xml").write_bytes(document(processing=CUSTOM))
    (tmp_path / "deep/note.xml").write_text("<note/>")
    found = packages.read_path(tmp_path, language="en")
    assert [(line.where, bool(line.spec)) for line in found] == [
        ("deep/one.xml", True),
        ("deep/two.xml", False),
    ]
    assert packages.read_path(tmp_path / "deep/one.xml", language="en")[0].spec


def test_a_folder_tells_of_every_item_that_it_refuses(tmp_path):
    old = '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="old"/>'
    (tmp_path / "old.xml").write_text(old, encoding="utf-8")
    (tmp_path / "large.xml").write_text(f"<qti-assessment-item >{' ' * 2**20}", encoding="utf-8")
    about = "<qti-assessment-test><qti-assessment-item-ref href='a.xml'/></qti-assessment-test>"
    (tmp_path / "test.xml").write_text(about, encoding="utf-8")
    found = packages.read_path(tmp_path, language="en")
    assert [line.where for line in found] == ["large.xml", "old.xml"]
    assert found[1].reasons == ("it is an item of QTI 2; only QTI 3 is read",)
    assert len(found[0].reasons) == 1

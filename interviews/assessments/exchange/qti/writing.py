"""One item out, as QTI 3: what `reading` reads back to the same item."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.translation import gettext as _

from interviews.assessments.exchange.qti import about
from interviews.assessments.exchange.qti.bodies import NO_ERROR
from interviews.assessments.exchange.qti.flow import WRONG_CLASS
from interviews.assessments.exchange.qti.reading import NAMESPACE
from interviews.assessments.scoring import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from interviews.assessments.specs import ItemSpec

_TEMPLATES: Final = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates"
_LANG: Final = "xml:lang"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ue000-\ue0ff\ufffe\uffff]")
RESPONSE: Final = "RESPONSE"


def write_item(spec: ItemSpec) -> bytes:
    """Return an item as a file. The same item gives the same bytes."""
    root = Element("qti-assessment-item")
    for name, value in (
        ("xmlns", NAMESPACE),
        ("identifier", spec.code),
        ("title", spec.code),
        ("adaptive", "false"),
        ("time-dependent", "false"),
        (_LANG, spec.language),
    ):
        root.set(name, value)
    declaration = SubElement(root, "qti-response-declaration", {"identifier": RESPONSE})
    outcome = {"identifier": "SCORE", "cardinality": "single", "base-type": "float"}
    if spec.kind == "rewrite":
        outcome["external-scored"] = "human"
    SubElement(root, "qti-outcome-declaration", outcome)
    body = SubElement(root, "qti-item-body")
    _about(body, spec)
    template = _WRITERS[spec.kind](body, declaration, spec)
    if template:
        address = {"template": f"{_TEMPLATES}/{template}.xml"}
        SubElement(root, "qti-response-processing", address)
    return document(root)


def document(root: Element) -> bytes:
    """Return an element as a file."""
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _about(body: Element, spec: ItemSpec) -> None:
    block = SubElement(
        body, "qti-rubric-block", {"class": about.ABOUT, "view": "author", "use": "instructions"}
    )
    content = SubElement(block, "qti-content-body")
    for name in (*about.TEXTS, *about.WHOLE):
        value = getattr(spec, name)
        if value not in ("", None):
            _text(SubElement(content, "p", {"class": about.class_of(name)}), str(value))


def _text(element: Element, text: str) -> Element:
    """Put a text into an element, a line break at every end of a line."""
    first, *others = _UNWRITABLE.sub("", text).split("\n")
    element.text = first
    for line in others:
        SubElement(element, "br").tail = line
    return element


def _interaction(parent: Element, name: str, stem: str = "", **attributes: str) -> Element:
    given = {"response-identifier": RESPONSE}
    given |= {key.replace("_", "-"): value for key, value in attributes.items()}
    interaction = SubElement(parent, f"qti-{name}-interaction", given)
    if stem:
        _text(SubElement(interaction, "qti-prompt"), stem)
    return interaction


def _declare(declaration: Element, cardinality: str, base_type: str, *correct: str) -> None:
    declaration.set("cardinality", cardinality)
    declaration.set("base-type", base_type)
    if correct:
        part = SubElement(declaration, "qti-correct-response")
        for each in correct:
            SubElement(part, "qti-value").text = each


def _map(
    declaration: Element,
    entries: Mapping[str, Any],
    *,
    bounds: Mapping[str, Any],
    default: float = 0,
    case_sensitive: bool | None = None,
) -> str:
    mapping = SubElement(declaration, "qti-mapping", {"default-value": repr(default)})
    for name in ("lower", "upper"):
        if name in bounds:
            mapping.set(f"{name}-bound", repr(bounds[name]))
    for key, points in entries.items():
        entry = SubElement(mapping, "qti-map-entry", {"map-key": key, "mapped-value": repr(points)})
        if case_sensitive is not None:
            entry.set("case-sensitive", "true" if case_sensitive else "false")
    return "map_response"


def _key(declaration: Element, body: Mapping[str, Any], cardinality: str, names: list[str]) -> str:
    """Declare a key or points over named options; return the template."""
    if "points" in body:
        _declare(declaration, cardinality, "identifier")
        return _map(declaration, dict(zip(names, body["points"], strict=True)), bounds=body)
    keys = body["keys"] if "keys" in body else [body["key"]]
    right = [NO_ERROR if key is None else names[key] for key in keys]
    _declare(declaration, cardinality, "identifier", *right)
    return "match_correct"


def _names(pieces: Sequence[Any]) -> list[str]:
    return [f"o{number}" for number in range(1, len(pieces) + 1)]


def _choice(parent: Element, declaration: Element, spec: ItemSpec) -> str:
    body, names = spec.body, _names(spec.body["options"])
    if "before" in body:
        _text(SubElement(parent, "p"), spec.stem)
        line = _text(SubElement(parent, "p"), body["before"])
        interaction = _interaction(line, "inline-choice", shuffle="true")
        interaction.tail = body["after"]
        option = "qti-inline-choice"
    else:
        interaction = _interaction(parent, "choice", spec.stem, shuffle="true", max_choices="1")
        option = "qti-simple-choice"
    for name, text in zip(names, body["options"], strict=True):
        _text(SubElement(interaction, option, {"identifier": name}), text)
    return _key(declaration, body, "single", names)


def _several(parent: Element, declaration: Element, spec: ItemSpec) -> str:
    body, names = spec.body, _names(spec.body["options"])
    if "around" in body:
        interaction = _interaction(parent, "hottext", spec.stem, max_choices="0")
        _hot(SubElement(interaction, "p"), names, body["options"], body["around"])
    else:
        interaction = _interaction(parent, "choice", spec.stem, shuffle="true", max_choices="0")
        for name, text in zip(names, body["options"], strict=True):
            _text(SubElement(interaction, "qti-simple-choice", {"identifier": name}), text)
    return _key(declaration, body, "multiple", names)


def _locate(parent: Element, declaration: Element, spec: ItemSpec) -> str:
    body, segments = spec.body, spec.body["segments"]
    names = _names(segments)
    interaction = _interaction(parent, "hottext", spec.stem, max_choices="1")
    between = ["", *[" "] * (len(segments) - 1), ""]
    _hot(SubElement(interaction, "p"), names, segments, body.get("around", between))
    if "points" not in body:
        line = SubElement(interaction, "p")
        SubElement(line, "qti-hottext", {"identifier": NO_ERROR}).text = _("No error")
    return _key(declaration, body, "single", names)


def _hot(line: Element, names: Sequence[str], pieces: Sequence[str], around: Sequence[str]) -> None:
    """Put hottexts into a line, and what stands around them."""
    last = _text(line, around[0])
    for name, piece, text in zip(names, pieces, around[1:], strict=True):
        last = SubElement(line, "qti-hottext", {"identifier": name})
        last.text = piece
        first, *others = text.split("\n")
        last.tail = first
        for other in others:
            SubElement(line, "br").tail = other


def _correct(parent: Element, declaration: Element, spec: ItemSpec) -> str:
    body = spec.body
    _text(SubElement(parent, "p"), spec.stem)
    before, _wrong, after = body["text"].partition(body["wrong"])
    line = _text(SubElement(parent, "p"), before)
    SubElement(line, "em", {"class": WRONG_CLASS}).text = body["wrong"]
    line[-1].tail = after
    _interaction(SubElement(parent, "p"), "text-entry")
    _declare(declaration, "single", "string")
    case_sensitive = bool(body.get("case_sensitive"))
    return _map(declaration, body["mapping"], bounds={}, case_sensitive=case_sensitive)


def _order(parent: Element, declaration: Element, spec: ItemSpec) -> str:
    sentences = spec.body["sentences"]
    names = _names(sentences)
    shown = list(range(len(sentences)))
    chance = random.Random(spec.code)  # noqa: S311  (where shuffle is not honored, not solved)
    while shown == sorted(shown):
        chance.shuffle(shown)
    places = {place: names[number] for number, place in enumerate(shown)}
    interaction = _interaction(parent, "order", spec.stem, shuffle="true")
    for place in shown:
        choice = SubElement(interaction, "qti-simple-choice", {"identifier": places[place]})
        _text(choice, sentences[place])
    _declare(
        declaration, "ordered", "identifier", *(places[place] for place in range(len(sentences)))
    )
    return "match_correct"


def _proofread(parent: Element, declaration: Element, spec: ItemSpec) -> str:
    passage = spec.body["passage"]
    found = tokens(passage)
    names = _names(found)
    block = SubElement(
        parent, "qti-rubric-block", {"class": about.PASSAGE, "view": "scorer", "use": "scoring"}
    )
    _text(SubElement(SubElement(block, "qti-content-body"), "p"), passage)
    interaction = _interaction(parent, "hottext", spec.stem, max_choices="0")
    space = "" if "/" in passage else " "
    between = ["", *[space] * (len(found) - 1), ""]
    _hot(SubElement(interaction, "p"), names, [token.text for token in found], between)
    planted = [name for name, token in zip(names, found, strict=True) if token.right is not None]
    _declare(declaration, "multiple", "identifier")
    share = 1 / len(planted)
    bounds = {"lower": 0.0, "upper": 1.0}
    return _map(declaration, dict.fromkeys(planted, share), bounds=bounds, default=-share)


def _rewrite(parent: Element, declaration: Element, spec: ItemSpec) -> str:
    if spec.body["text"]:
        _text(SubElement(parent, "p"), spec.body["text"])
    _interaction(parent, "extended-text", spec.stem)
    _declare(declaration, "single", "string")
    return ""


_WRITERS: Final[dict[str, Callable[[Element, Element, ItemSpec], str]]] = {
    "choice": _choice,
    "several": _several,
    "locate": _locate,
    "correct": _correct,
    "order": _order,
    "proofread": _proofread,
    "rewrite": _rewrite,
}

"""The six interactions, each as what our scoring reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from interviews.assessments.blueprints import GAP
from interviews.assessments.exchange.qti.declared import (
    MAP,
    MATCH,
    Declared,
    Mapping,
    Unusable,
    children,
)
from interviews.assessments.exchange.qti.flow import (
    HERE,
    HOT,
    WRONG,
    lines_of,
    name_of,
    text_of,
)
from interviews.assessments.scoring import tokens, worth_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    from interviews.assessments.exchange.qti.about import About

NO_ERROR: Final = "none"  # the identifier of our own “no error”
_GAPS: Final = (GAP, "(…)", "[____]", "<____>")
_HOTTEXT = re.compile(f"{HOT[0]}(.*?){HOT[1]}", re.DOTALL)
_WRONG = re.compile(f"{WRONG[0]}(.*?){WRONG[1]}")
Read = tuple[str, str, dict[str, Any], list[str]]


def read(body: Element, interaction: Element, declared: Declared, known: About) -> Read:
    """Return kind, stem, body and notes of an item. Raises Unusable."""
    kind, stem, content, notes = READERS[name_of(interaction)](body, interaction, declared, known)
    return kind, "\n".join(part for part in (known.asked, stem) if part), content, notes


def _stem(body: Element, interaction: Element) -> str:
    """Return the text before the interaction, its prompt, and the text behind it."""
    text = "\n".join(lines_of(body, without=interaction))
    before, _here, after = text.partition(HERE)
    parts = (_unmarked(before), _prompt(interaction), _unmarked(after))
    return "\n".join(part.strip() for part in parts if part.strip())


def _unmarked(text: str) -> str:
    return _WRONG.sub(r"\1", text)


def _prompt(interaction: Element) -> str:
    return "\n".join(text_of(each) for each in children(interaction, "qti-prompt"))


def _choice(body: Element, interaction: Element, declared: Declared, _known: About) -> Read:
    names, options = _choices(interaction, "qti-simple-choice")
    stem = _stem(body, interaction)
    if declared.cardinality == "single":
        return "choice", stem, {"options": options} | _single(names, declared), []
    limit = interaction.get("max-choices", "0")
    return "several", stem, {"options": options} | _multiple(names, declared, limit), []


def _inline_choice(body: Element, interaction: Element, declared: Declared, _k: About) -> Read:
    names, options = _choices(interaction, "qti-inline-choice")
    before, after, stem = _around_gap(body, interaction)
    content = {"options": options, "before": before, "after": after}
    stem = stem or _("Which one fits the gap?")
    return "choice", stem, content | _single(names, declared), []


def _choices(interaction: Element, name: str) -> tuple[list[str], list[str]]:
    found = [each for each in interaction.iter() if name_of(each) == name]
    if any(each.get("template-identifier") for each in found):
        raise Unusable(_("some of its options show only at times"))
    return [each.get("identifier", "") for each in found], [text_of(each) for each in found]


def _around_gap(body: Element, interaction: Element) -> tuple[str, str, str]:
    """Return what stands before and behind the gap on its line, and the other lines."""
    lines = lines_of(body, without=interaction)
    line = next(line for line in lines if HERE in line)
    before, _here, after = line.partition(HERE)
    others = [each for each in lines if each is not line]
    return _unmarked(before), _unmarked(after), "\n".join(others)


def _single(names: Sequence[str], declared: Declared) -> dict[str, Any]:
    if declared.cardinality != "single":
        raise Unusable(_("it takes several answers where one is expected"))
    _require_key(declared)
    if declared.mode == MATCH:
        if len(declared.correct) != 1 or declared.correct[0] not in names:
            raise Unusable(_("its key is none of its options"))
        return {"key": names.index(declared.correct[0])}
    return _points(names, declared, several=False)


def _multiple(names: Sequence[str], declared: Declared, limit: str) -> dict[str, Any]:
    if declared.cardinality != "multiple":
        raise Unusable(_("the order of its answers counts, which is not read here"))
    _require_key(declared)
    if declared.mode == MATCH:
        if not set(declared.correct) <= set(names) or not declared.correct:
            raise Unusable(_("its key is none of its options"))
        return {"keys": sorted(names.index(each) for each in set(declared.correct))}
    if limit.isdecimal() and 0 < int(limit) < len(names):
        raise Unusable(_("it gives points for each of a limited number of choices"))
    return _points(names, declared, several=True)


def _require_key(declared: Declared) -> None:
    if declared.mode not in {MATCH, MAP}:
        raise Unusable(_("it has no key, and people do not mark choices"))


def _points(names: Sequence[str], declared: Declared, *, several: bool) -> dict[str, Any]:
    """Spell the mapping out: one number an option, bounds, and what can be had at most."""
    mapping = declared.mapping
    if mapping is None:
        raise Unusable(_("it is scored by a mapping and has none"))
    by_name: dict[str, float] = {}
    for name, value, _case in mapping.entries:
        by_name.setdefault(name, value)
    points = [_neat(by_name.get(name, mapping.default)) for name in names]
    content: dict[str, Any] = {"points": points}
    best = worth_of(points, several=several, lower=mapping.lower, upper=mapping.upper)
    for name, bound in (("lower", mapping.lower), ("upper", mapping.upper)):
        if bound is not None:
            content[name] = _neat(bound)
    if best <= 0:
        raise Unusable(_("no answer counts in full"))
    return content | {"worth": _neat(best)}


def _neat(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _text_entry(body: Element, interaction: Element, declared: Declared, _k: About) -> Read:
    before, after, stem = _around_gap(body, interaction)
    if not declared.mode:
        gap = f"{before}{GAP}{after}" if before or after else ""
        return "rewrite", stem or gap, {"text": gap if stem else ""}, []
    if declared.cardinality != "single" or declared.base_type != "string":
        raise Unusable(_("its answer is not one piece of text"))
    content, stem = _marked_text(body, interaction, before, after, stem)
    stem = stem or _("What belongs into the gap?")
    return "correct", stem, content | _accepted(declared), []


def _marked_text(
    body: Element, interaction: Element, before: str, after: str, stem: str
) -> tuple[dict[str, Any], str]:
    """Our own items mark a wrong word above the field; those of others have a gap in the text."""
    lines = lines_of(body, without=interaction)
    marked = [line for line in lines if _WRONG.search(line)]
    if len(marked) == 1 and not before and not after:
        wrong = _WRONG.findall(marked[0])[0]
        others = [line for line in lines if line != marked[0] and HERE not in line]
        return {"text": _unmarked(marked[0]), "wrong": wrong}, "\n".join(others)
    gap = next((each for each in _GAPS if each not in before + after), None)
    if gap is None:
        raise Unusable(_("its text has gaps of its own"))
    return {"text": f"{before}{gap}{after}", "wrong": gap}, _unmarked(stem)


def _accepted(declared: Declared) -> dict[str, Any]:
    if declared.mode == MATCH:
        if len(declared.correct) != 1:
            raise Unusable(_("it has more than one key"))
        return {"mapping": {declared.correct[0]: 1}, "case_sensitive": True}
    mapping = _text_mapping(declared)
    values: dict[str, float] = {}
    for text, points, _case in mapping.entries:
        values.setdefault(text, _neat(_clamped(points, mapping)))
    content: dict[str, Any] = {"mapping": values}
    if all(case for _text, _points, case in mapping.entries):
        content["case_sensitive"] = True
    worth = max(values.values())
    return content if worth == 1 else content | {"worth": worth}


def _text_mapping(declared: Declared) -> Mapping:
    """Return the points of a text, unless some text would gain or lose points by not being
    named. Raises Unusable."""
    mapping = declared.mapping
    if mapping is None or not mapping.entries:
        raise Unusable(_("it is scored by a mapping and has none"))
    if mapping.default > 0:
        raise Unusable(_("it gives points for any answer"))
    if mapping.lower is None and mapping.default < 0:
        raise Unusable(_("an answer could take points off, and there are no minus points here"))
    if len({case for _text, _points, case in mapping.entries}) > 1:
        raise Unusable(_("capitals count in some of its answers and not in others"))
    return mapping


def _clamped(points: float, mapping: Mapping) -> float:
    above = points if mapping.lower is None else max(points, mapping.lower)
    return above if mapping.upper is None else min(above, mapping.upper)


def _hottext(body: Element, interaction: Element, declared: Declared, known: About) -> Read:
    names = [each.get("identifier", "") for each in interaction.iter() if _is_hot(each)]
    stem = _stem(body, interaction)
    inner = "\n".join(lines_of(_without_prompt(interaction)))
    pieces = [piece.strip() for piece in _HOTTEXT.findall(inner)]
    around = [_unmarked(part) for part in _HOTTEXT.split(inner)[::2]]
    if declared.cardinality == "single":
        return "locate", stem, _located(names, pieces, around, declared), []
    if known.passage and [token.text for token in tokens(known.passage)] == pieces:
        _require_own_points(names, known.passage, declared)
        return "proofread", stem, {"passage": known.passage}, []
    limit = interaction.get("max-choices", "0")
    content = {"options": pieces, "around": around} | _multiple(names, declared, limit)
    return "several", stem, content, []


def _is_hot(element: Element) -> bool:
    return name_of(element) == "qti-hottext"


def _without_prompt(interaction: Element) -> Element:
    """Return the interaction's content, its prompt taken off (it is part of the stem)."""
    for prompt in children(interaction, "qti-prompt"):
        tail = prompt.tail
        prompt.clear()
        prompt.tail = tail
    return interaction


def _located(
    names: list[str], pieces: list[str], around: list[str], declared: Declared
) -> dict[str, Any]:
    is_ours = names[-1:] == [NO_ERROR]
    if is_ours and declared.mode == MATCH:
        segments = pieces[:-1]
        key = None if declared.correct == (NO_ERROR,) else _single(names[:-1], declared)["key"]
        content: dict[str, Any] = {"segments": segments, "key": key}
        kept = around[: len(segments) + 1]
        kept[-1] = kept[-1].rstrip("\n")
    else:
        content = {"segments": pieces} | _single(names, declared)
        kept = around
    return content if not "".join(kept).strip() else content | {"around": kept}


def _require_own_points(names: Sequence[str], passage: str, declared: Declared) -> None:
    """Our passages score max(0, (hits - false alarms) / errors): anything else is not ours."""
    planted = [token.right is not None for token in tokens(passage)]
    if declared.mode != MAP or declared.mapping is None or declared.mapping.lower != 0:
        raise Unusable(_("its points are not those of its passage"))
    given = {name: points for name, points, _case in declared.mapping.entries}
    share = 1 / sum(planted)
    for name, is_wrong in zip(names, planted, strict=True):
        points = given.get(name, declared.mapping.default)
        if abs(points - (share if is_wrong else -share)) > 1e-6:  # noqa: PLR2004
            raise Unusable(_("its points are not those of its passage"))


def _order(body: Element, interaction: Element, declared: Declared, _known: About) -> Read:
    names, texts = _choices(interaction, "qti-simple-choice")
    if declared.mode != MATCH:
        raise Unusable(_("an order is read only with its one right order"))
    if declared.cardinality != "ordered" or sorted(declared.correct) != sorted(names):
        raise Unusable(_("its right order does not name every part once"))
    by_name = dict(zip(names, texts, strict=True))
    sentences = [by_name[name] for name in declared.correct]
    return "order", _stem(body, interaction), {"sentences": sentences}, []


def _extended_text(body: Element, interaction: Element, declared: Declared, _known: About) -> Read:
    if declared.mode:
        raise Unusable(_("it compares a long text with a key; people have to mark it"))
    prompt = _prompt(interaction)
    text = "\n".join(lines_of(body, without=interaction)).replace(HERE, "").strip()
    if not prompt:
        return "rewrite", _unmarked(text), {"text": ""}, []
    return "rewrite", prompt, {"text": _unmarked(text)}, []


READERS: Final[dict[str, Callable[[Element, Element, Declared, About], Read]]] = {
    "qti-choice-interaction": _choice,
    "qti-inline-choice-interaction": _inline_choice,
    "qti-text-entry-interaction": _text_entry,
    "qti-hottext-interaction": _hottext,
    "qti-order-interaction": _order,
    "qti-extended-text-interaction": _extended_text,
}

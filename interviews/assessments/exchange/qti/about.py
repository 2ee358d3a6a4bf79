"""What an item says about itself beside what it asks: our own fields, and what others wrote for
those who mark."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from interviews.assessments.exchange.qti.flow import WRONG_CLASS, classes_of, name_of, text_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from xml.etree.ElementTree import Element

ABOUT: Final = "sd-about"
PASSAGE: Final = "sd-passage"
TEXTS: Final = ("area", "rationale", "proof_note", "competency", "source", "licence")
WHOLE: Final = ("difficulty", "time_limit_seconds")
_PREFIX: Final = "sd-"
_ELSEWHERE: Final = "other"  # the area of items that name none


@dataclass(frozen=True)
class About:
    """Fields of an item; `passage` holds our own marks of a passage; `asked` is what a rubric
    says to candidates."""

    fields: dict[str, Any] = field(default_factory=dict)
    passage: str = ""
    asked: str = ""


def class_of(name: str) -> str:
    """Return the class under which a field stands."""
    return _PREFIX + name.replace("_", "-")


def read(body: Element) -> About:
    """Return what the rubric blocks of a body say."""
    fields: dict[str, Any] = {"area": _ELSEWHERE}
    passage, asked, marking = "", [], []
    for block in body.iter():
        if name_of(block) != "qti-rubric-block":
            continue
        if ABOUT in classes_of(block):
            fields |= _fields(block)
        elif PASSAGE in classes_of(block):
            passage = text_of(block)
        elif "candidate" in block.get("view", "candidate").split():
            asked.append(text_of(block))
        else:
            marking.append(text_of(block))
    if marking and "rationale" not in fields:
        fields["rationale"] = "\n".join(marking)
    return About(fields, passage, "\n".join(asked))


def _fields(block: Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in block.iter():
        for name in TEXTS:
            if class_of(name) in classes_of(element):
                found[name] = text_of(element)
        for name in WHOLE:
            text = text_of(element) if class_of(name) in classes_of(element) else ""
            if text.isdecimal():
                found[name] = int(text[:6])
    return found


def has_foreign_emphasis(root: Element, names: Collection[str]) -> bool:
    """Tell whether words are set apart, otherwise than by our own mark of a wrong word."""
    return any(
        name_of(element) in names and WRONG_CLASS not in classes_of(element)
        for element in root.iter()
    )

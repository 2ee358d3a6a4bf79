"""What an item declares about its answer: the key, the mapping, and how it is processed."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from interviews.assessments.exchange.qti.flow import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

MATCH: Final = "match_correct"
MAP: Final = "map_response"
_OTHER_NAMES: Final = {"match": MATCH, "CC2_match": MATCH, "CC2_map_response": MAP}


class Unusable(Exception):
    """The item cannot come in; the text says why."""


@dataclass(frozen=True)
class Mapping:
    """Points by answer; answers that are not named get the default."""

    default: float
    lower: float | None
    upper: float | None
    entries: tuple[tuple[str, float, bool], ...]  # the answer, its points, whether capitals count


@dataclass(frozen=True)
class Declared:
    """One response declaration together with how it becomes a score.

    `mode` is MATCH, MAP, or nothing where people mark; `notes` say what had to be settled.
    """

    cardinality: str
    base_type: str
    correct: tuple[str, ...]
    mapping: Mapping | None
    mode: str
    notes: tuple[str, ...] = field(default=())


def declared_for(root: Element, interaction: Element) -> Declared:
    """Return what is declared for an interaction. Raises Unusable."""
    wanted = interaction.get("response-identifier", "")
    found = [
        each
        for each in children(root, "qti-response-declaration")
        if each.get("identifier") == wanted
    ]
    if len(found) != 1:
        raise Unusable(_("it does not declare the answer that it asks for"))
    [declaration] = found
    if len(children(root, "qti-response-declaration")) > 1:
        raise Unusable(_("it declares several answers"))
    correct = tuple(
        (value.text or "").strip()
        for part in children(declaration, "qti-correct-response")
        for value in children(part, "qti-value")
    )
    mapping = _mapping(declaration)
    mode, notes = _mode(root, correct, mapping)
    return Declared(
        cardinality=declaration.get("cardinality", ""),
        base_type=declaration.get("base-type", ""),
        correct=correct,
        mapping=mapping,
        mode=mode,
        notes=notes,
    )


def children(element: Element, name: str) -> list[Element]:
    """Return the children of this name."""
    return [child for child in element if name_of(child) == name]


def _mapping(declaration: Element) -> Mapping | None:
    if children(declaration, "qti-area-mapping"):
        raise Unusable(_("its points belong to areas of a picture"))
    for part in children(declaration, "qti-mapping"):
        return Mapping(
            default=number(part.get("default-value"), 0.0),
            lower=_bound(part, "lower-bound"),
            upper=_bound(part, "upper-bound"),
            entries=tuple(
                (
                    entry.get("map-key", ""),
                    number(entry.get("mapped-value")),
                    entry.get("case-sensitive", "true").strip() not in {"false", "0"},
                )
                for entry in children(part, "qti-map-entry")
            ),
        )
    return None


def number(text: str | None, otherwise: float | None = None) -> float:
    """Return a number of the file. Raises Unusable."""
    if text is None and otherwise is not None:
        return otherwise
    try:
        value = float(text or "")
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Unusable(_("“%(text)s” is not a number") % {"text": (text or "")[:40]})
    return value


def _bound(part: Element, name: str) -> float | None:
    return number(part.get(name)) if part.get(name) is not None else None


def _mode(
    root: Element, correct: Sequence[str], mapping: Mapping | None
) -> tuple[str, tuple[str, ...]]:
    """Return how an answer becomes a score; never a guess."""
    outcomes = children(root, "qti-outcome-declaration")
    marked_by = {each.get("external-scored", "") for each in outcomes} - {""}
    template = _template(root)
    if marked_by == {"human"}:
        return "", (_("marked by people, as the item says"),)
    if marked_by:
        raise Unusable(_("a machine of its makers scores it"))
    if template == MATCH and not correct and mapping is None:
        return "", ()
    if template == MATCH and not correct:
        raise Unusable(_("it is compared with a key and has none"))
    if template == MAP and mapping is None:
        raise Unusable(_("it is scored by a mapping and has none"))
    return _absent(correct, mapping) if template == "" else (template, ())


def _template(root: Element) -> str:
    """Return MATCH, MAP, or nothing where no processing is given. Raises Unusable for custom."""
    found = children(root, "qti-response-processing")
    if not found:
        return ""
    processing = found[0]
    if any(name_of(child) for child in processing):
        raise Unusable(_("custom response processing: its score would be a guess"))
    address = processing.get("template", "").strip()
    if not address:
        return ""
    name = address.rstrip("/").rpartition("/")[2].removesuffix(".xml")
    name = _OTHER_NAMES.get(name, name)
    if name not in {MATCH, MAP}:
        raise Unusable(
            _("response processing “%(name)s” is not one of those that are read")
            % {"name": name[:60]}
        )
    return name


def _absent(correct: Sequence[str], mapping: Mapping | None) -> tuple[str, tuple[str, ...]]:
    if correct and mapping is not None:
        raise Unusable(_("it does not say whether its key or its points count"))
    if correct:
        return MATCH, (_("no processing is given; its key counts"),)
    if mapping is not None:
        return MAP, (_("no processing is given; its points count"),)
    return "", ()

"""The bank as files: one YAML file a language. Reading refuses what could not be scored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from interviews.assessments.specs import ItemSpec, spec_problems

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = Path(__file__).parent / "content"
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KIND_BY_FIELD: Final = {
    "options": "choice",
    "segments": "locate",
    "mapping": "correct",
    "sentences": "order",
    "passage": "proofread",
    "text": "rewrite",
}
_COMPETENCIES: Final = {"proofread": "attention-to-detail"}
_USUAL_COMPETENCY: Final = "language-usage"


class ItemRefused(Exception):
    """An item of a file that could not be scored; the text says which and why."""


def read_bank(text: str) -> list[ItemSpec]:
    """Return the items of a file. Raises ItemRefused for the first that could not be scored."""
    bank = yaml.load(text, Loader=_LOADER)  # noqa: S506  (the safe loader, in C where there is one)
    items = [spec_of_row(row, area, bank) for row, area, _number in items_of_file(bank)]
    codes = [item.code for item in items]
    for code in codes:
        if codes.count(code) > 1:
            raise ItemRefused(f"{code}: the code is taken twice")
    return items


def items_of_file(bank: Mapping[str, Any]) -> list[tuple[Any, str, int]]:
    """Return the rows of a file as they stand in it, each with its area and number."""
    rows = [(row, str(area)) for area, rows in bank["areas"].items() for row in rows or ()]
    return [(row, area, number) for number, (row, area) in enumerate(rows, start=1)]


def spec_of_row(row: Mapping[str, Any], area: str, bank: Mapping[str, Any]) -> ItemSpec:
    """Return one item of a file. Raises ItemRefused where it could not be scored."""
    code = f"{bank['language']}-{row['code']}"
    named = (_KIND_BY_FIELD[name] for name in _KIND_BY_FIELD if name in row)
    kind = row.get("kind") or next(named, None)
    if kind is None:
        raise ItemRefused(f"{code}: there is nothing to answer")
    rest = {"code", "kind", "level", "stem", "why", "read"}
    body = {name: value for name, value in row.items() if name not in rest}
    if kind == "choice":
        body.setdefault("key", 0)  # files put the right option first; forms shuffle
    spec = ItemSpec(
        code=code,
        language=bank["language"],
        kind=kind,
        area=area,
        stem=row.get("stem") or bank["stems"].get(kind, ""),
        body=body,
        rationale=row.get("why", ""),
        proof_note=row.get("read", ""),
        difficulty=row["level"],
        source=bank.get("source", ""),
        licence=bank.get("licence", ""),
        competency=_COMPETENCIES.get(kind, _USUAL_COMPETENCY),
    )
    for problem in spec_problems(spec):
        raise ItemRefused(f"{code}: {problem}")
    if not (spec.rationale and spec.proof_note):
        raise ItemRefused(f"{code}: the reason of the key or the second reading is missing")
    return spec

"""The bank as files: one YAML file a language. Reading refuses what could not be scored."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from interviews.assessments.scoring import proofread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER: Final = Path(__file__).parent / "content"
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KIND_BY_FIELD: Final = {
    "options": "choice",
    "segments": "locate",
    "mapping": "correct",
    "sentences": "order",
    "passage": "proofread",
}


class ItemRefused(Exception):
    """An item of a file that could not be scored; the text says which and why."""


@dataclass(frozen=True)
class ItemSpec:
    """One item as it stands in a file; `body` is what `scoring` reads."""

    code: str
    language: str
    kind: str
    area: str
    stem: str
    body: Mapping[str, Any]
    rationale: str
    proof_note: str
    difficulty: int
    source: str = ""
    licence: str = ""


def read_bank(text: str) -> list[ItemSpec]:
    """Return the items of a file. Raises ItemRefused for the first that could not be scored."""
    bank = yaml.load(text, Loader=_LOADER)  # noqa: S506  (the safe loader, in C where there is one)
    items = [_item(row, area, bank) for area, rows in bank["areas"].items() for row in rows]
    codes = [item.code for item in items]
    for code in codes:
        if codes.count(code) > 1:
            raise ItemRefused(f"{code}: the code is taken twice")
    return items


def _item(row: Mapping[str, Any], area: str, bank: Mapping[str, Any]) -> ItemSpec:
    code = f"{bank['language']}-{row['code']}"
    kind = next((_KIND_BY_FIELD[name] for name in _KIND_BY_FIELD if name in row), None)
    if kind is None:
        raise ItemRefused(f"{code}: there is nothing to answer")
    rest = {"code", "level", "stem", "why", "read"}
    body = {name: value for name, value in row.items() if name not in rest}
    if kind == "choice":
        body.setdefault("key", 0)  # files put the right option first; forms shuffle
    for problem in _problems(kind, body):
        raise ItemRefused(f"{code}: {problem}")
    if not (row.get("why") and row.get("read")):
        raise ItemRefused(f"{code}: the reason of the key or the second reading is missing")
    return ItemSpec(
        code=code,
        language=bank["language"],
        kind=kind,
        area=area,
        stem=row.get("stem") or bank["stems"][kind],
        body=body,
        rationale=row["why"],
        proof_note=row["read"],
        difficulty=row["level"],
        source=bank.get("source", ""),
        licence=bank.get("licence", ""),
    )


def _problems(kind: str, body: Mapping[str, Any]) -> Iterator[str]:
    """Name what makes an item impossible to score."""
    if kind == "choice" and (
        len(set(body["options"])) != len(body["options"]) or body["key"] >= len(body["options"])
    ):
        yield "two options are the same, or the key is none of them"
    if kind == "locate" and ("key" not in body or (body["key"] or 0) >= len(body["segments"])):
        yield "the key is none of the parts"
    if kind == "correct":
        if body["text"].count(body["wrong"]) != 1:
            yield "the marked word does not stand in the text just once"
        if 1 not in body["mapping"].values():
            yield "no answer counts in full"
    if kind == "order" and len(set(body["sentences"])) < len(body["sentences"]):
        yield "two sentences are the same"
    if kind == "proofread" and not proofread(body["passage"], []).errors:
        yield "the passage has no error"

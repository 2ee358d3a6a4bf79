"""What went into a composite, as plain data: kept beside the numbers, hashed, and scored.

The same inputs are the same bytes, in whatever order the rows came out of the database.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from interviews.composites import norms, scoring

Inputs = dict[str, Any]


def fingerprint(inputs: Inputs) -> str:
    """Return the SHA-256 of the inputs in their one canonical spelling."""
    text = json.dumps(inputs, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def score_inputs(inputs: Inputs) -> scoring.Composite:
    """Score a snapshot: the same one gives the same numbers."""
    return scoring.score([_stage(row) for row in inputs["stages"]], bar=float(inputs["bar"]))


def _stage(row: dict[str, Any]) -> scoring.Stage:
    return scoring.Stage(
        key=row["stage"],
        weight=row["weight"],
        gate=None if row["gate"] is None else float(row["gate"]),
        measured=_measured(row.get("measured")),
        criteria=tuple(
            scoring.Criterion(
                weight=criterion["weight"],
                marks=tuple(
                    mark["value"] for mark in criterion["marks"] if mark["value"] is not None
                ),
            )
            for criterion in row["criteria"]
        ),
    )


def _measured(row: dict[str, Any] | None) -> tuple[float, float] | None:
    """Put a test's result on the scale of marks: by its norms, or else by its cut points."""
    if row is None:
        return None
    result = (row["raw"], row["maximum"], row["error"])
    if row["norms"]:
        given = row["norms"]
        frozen = norms.Norms(given["mean"], given["deviation"], given["people"])
        mapped = norms.by_norms(*result, frozen)
    else:
        mapped = norms.by_cut_points(*result, [float(each) for each in row["cut_points"]])
    return mapped.value, mapped.error

"""Building a form: which items, in which order, out of a blueprint and a seed. Pure thinking."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from interviews.assessments.scoring import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# of 24 items; a language with areas of its own is shared out by what its bank has
ENGLISH: Final = {"agreement": 6, "punctuation": 5, "words": 5, "spelling": 4, "clarity": 4}
GAP: Final = "____"
LONG_AREAS: Final = frozenset({"proofreading", "tone"})
SHORT_KINDS: Final = frozenset({"choice", "locate", "correct", "order"})


@dataclass(frozen=True)
class Candidate:
    """An item that may be drawn."""

    key: int
    kind: str
    area: str
    difficulty: int
    stem: str
    body: Mapping[str, Any]


def draw(
    items: Iterable[Candidate], blueprint: Mapping[str, int], seed: int
) -> tuple[Candidate, ...]:
    """Return the items of one form, from easy to hard: the same for the same bank and seed.

    An area that holds too few gives what it has; nothing is made up from another one.
    """
    chance = random.Random(seed)  # noqa: S311  (a form, not a secret)
    pools: dict[str, list[Candidate]] = defaultdict(list)
    for item in sorted(items, key=lambda each: each.key):
        pools[item.area].append(item)
    found: list[Candidate] = []
    for area, wanted in sorted(blueprint.items()):
        pool = pools[area]
        found += chance.sample(pool, min(wanted, len(pool)))
    return tuple(sorted(found, key=lambda each: (each.difficulty, chance.random())))


def with_trials(
    drawn: Sequence[Candidate], trials: Sequence[Candidate], seed: int
) -> tuple[Candidate, ...]:
    """Put items on trial among those of a form, where chance puts them: never first or last, so
    that nobody can tell them."""
    chance = random.Random(f"{seed}/trials")  # noqa: S311
    mixed = list(drawn)
    for item in trials:
        mixed.insert(chance.randint(1, max(1, len(mixed) - 1)), item)
    return tuple(mixed)


def blueprint_for(items: Sequence[Candidate], wanted: int) -> dict[str, int]:
    """Share out a number of items by how many the bank has of each area (largest remainder)."""
    counts: dict[str, int] = defaultdict(int)
    for item in items:
        counts[item.area] += 1
    is_english = set(counts) - LONG_AREAS == set(ENGLISH)  # other languages have more areas
    if is_english and wanted == sum(ENGLISH.values()):
        return dict(ENGLISH)
    total = sum(counts.values())
    wanted = min(wanted, total)
    exact = {area: wanted * count / total for area, count in counts.items()}
    shares = {area: int(value) for area, value in exact.items()}
    rest = sorted(exact, key=lambda area: (shares[area] - exact[area], area))
    for area in rest[: wanted - sum(shares.values())]:
        shares[area] += 1
    return {area: share for area, share in shares.items() if share}


def task_of(item: Candidate, key: str, seed: int) -> dict[str, Any]:
    """Return what a candidate is shown of an item: everything but its key."""
    chance = random.Random(f"{seed}/{item.key}")  # noqa: S311
    task = {"key": key, "type": item.kind, "item": item.key, "prompt": _prompt(item)}
    return task | _SHOWN[item.kind](item.body, chance)


def _prompt(item: Candidate) -> str:
    """Return what is asked, with the text in which a gap or the segments stand."""
    body = item.body
    if "before" in body and item.kind == "choice":
        return f"{item.stem}\n{body['before']}{GAP}{body['after']}"
    if "around" in body:
        pieces = body.get("segments", body.get("options"))
        return f"{item.stem}\n{interleaved(body['around'], pieces)}"
    return item.stem


def interleaved(around: Sequence[str], pieces: Sequence[str]) -> str:
    """Return a text of pieces and what stands before, between and after them."""
    return "".join(f"{text}{piece}" for text, piece in zip(around, [*pieces, ""], strict=True))


def _choice(body: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    options = list(enumerate(body["options"]))
    chance.shuffle(options)
    return {"options": [list(each) for each in options]}


def _order(body: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    options = list(enumerate(body["sentences"]))
    while [place for place, _text in options] == sorted(place for place, _text in options):
        chance.shuffle(options)  # never shown in the right order
    return {"options": [list(each) for each in options]}


def _locate(body: Mapping[str, Any], _chance: random.Random) -> dict[str, Any]:
    return {"options": [list(each) for each in enumerate(body["segments"])]}


def _correct(body: Mapping[str, Any], _chance: random.Random) -> dict[str, Any]:
    before, _mark, after = body["text"].partition(body["wrong"])
    return {"before": before, "wrong": body["wrong"], "after": after}


def _proofread(body: Mapping[str, Any], _chance: random.Random) -> dict[str, Any]:
    joined = "/" in body["passage"]  # a script without spaces
    shown = [[place, token.text] for place, token in enumerate(tokens(body["passage"]))]
    return {"options": shown, "joined": joined}


def _rewrite(body: Mapping[str, Any], _chance: random.Random) -> dict[str, Any]:
    return {"text": body["text"]}


_SHOWN: Final = {
    "choice": _choice,
    "several": _choice,
    "order": _order,
    "locate": _locate,
    "correct": _correct,
    "proofread": _proofread,
    "rewrite": _rewrite,
}

"""Items in words: what is asked, what is right. Pure thinking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from interviews.assessments.scoring import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LONGEST: Final = 140


@dataclass(frozen=True)
class KeyLine:
    """One thing that may be answered: its text, what it counts, and what it should be."""

    text: str
    points: float
    right: str = ""


def asked(kind: str, stem: str, body: Mapping[str, Any]) -> str:
    """Return one line by which an item is recognized: its own words rather than the usual stem."""
    text = _OWN_WORDS[kind](body) or stem
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


_OWN_WORDS: Final[dict[str, Callable[[Mapping[str, Any]], str]]] = {
    "choice": lambda body: (
        f"{body['before']}____{body['after']}" if "before" in body else _first(body["options"])
    ),
    "several": lambda body: _first(body["options"]),
    "locate": lambda body: " ".join(body["segments"]),
    "correct": lambda body: str(body["text"]),
    "order": lambda body: _first(body["sentences"]),
    "proofread": lambda body: " ".join(token.text for token in tokens(body["passage"])[:25]),
    "rewrite": lambda body: str(body["text"]),
}


def _first(texts: list[str]) -> str:
    return texts[0] if texts else ""


def key_lines(kind: str, body: Mapping[str, Any]) -> Iterator[KeyLine]:
    """Yield what can be answered and what it counts, in the order of the item."""
    yield from _KEYS[kind](body)


def _of_pieces(body: Mapping[str, Any], name: str) -> Iterator[KeyLine]:
    keys = body["keys"] if "keys" in body else [body.get("key")]
    for place, text in enumerate(body[name]):
        points = body["points"][place] if "points" in body else float(place in keys)
        yield KeyLine(text, points)
    if name == "segments" and "points" not in body:
        yield KeyLine(_("No error"), float(body["key"] is None))


def _of_mapping(body: Mapping[str, Any]) -> Iterator[KeyLine]:
    for text, points in body["mapping"].items():
        yield KeyLine(text, points / body.get("worth", 1))


def _of_passage(body: Mapping[str, Any]) -> Iterator[KeyLine]:
    for token in tokens(body["passage"]):
        if token.right is not None:
            yield KeyLine(token.text, 1, token.right)


_KEYS: Final[dict[str, Callable[[Mapping[str, Any]], Iterator[KeyLine]]]] = {
    "choice": lambda body: _of_pieces(body, "options"),
    "several": lambda body: _of_pieces(body, "options"),
    "locate": lambda body: _of_pieces(body, "segments"),
    "correct": _of_mapping,
    "order": lambda body: (KeyLine(text, 1) for text in body["sentences"]),
    "proofread": _of_passage,
    "rewrite": lambda _body: iter(()),
}


def answer_in_words(kind: str, body: Mapping[str, Any], answer: Any) -> str:
    """Return an answer as people read it; “–” where nothing was answered."""
    if answer in (None, "", []):
        return "–"
    if answer == "none":
        return _("No error")
    if kind in {"choice", "several", "locate", "order"}:
        pieces = body.get("options") or body.get("segments") or body.get("sentences") or []
        places = answer if isinstance(answer, list) else [answer]
        return " · ".join(_piece(pieces, place) for place in places)
    if kind == "proofread":
        return _("%(number)s words marked") % {"number": len(answer)}
    return str(answer)[:LONGEST]


def _piece(pieces: list[str], place: Any) -> str:
    known = str(place).isdecimal() and int(place) < len(pieces)
    return pieces[int(place)] if known else "?"

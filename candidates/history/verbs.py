"""The sentences of a timeline: one for each verb, registered by the room whose verb it is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_sentences: dict[str, str | _StrPromise] = {}


def register(verb: str, sentence: str | _StrPromise) -> None:
    """Say how a timeline tells of a verb, with `%(name)s` out of its facts, and `%(actor)s`.

    The sentence is lazy, so that everybody reads it in their own language.
    """
    if verb in _sentences:
        raise ValueError(f"the verb {verb} has its sentence already")
    _sentences[verb] = sentence


def tell(verb: str, facts: dict[str, Any], actor: str) -> str:
    """Return the sentence; facts that an old row lacks are left out, an unknown verb is shown."""
    sentence = str(_sentences.get(verb, verb.replace("%", "%%")))
    return sentence % defaultdict(str, {**facts, "actor": actor})

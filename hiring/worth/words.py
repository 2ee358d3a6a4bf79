"""Which stage should we drop? The answer in words: what is seen, how sure, and what it is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiring.statistics.shares import share_of
from hiring.statistics.validity import EXPECTED, needed_pairs
from hiring.worth.limits import FEW
from interviews.drawings.matrix import signed

if TYPE_CHECKING:
    from hiring.statistics.shares import Share

Row = Mapping[str, Any]


def answer(plan: Mapping[str, Any], hired: int) -> tuple[str, ...]:
    """Return the sentences: never a verdict, and none at all about stages before there are
    enough candidates to tell them apart."""
    complete: int = plan["complete"]
    told = _by_difference(plan["stages"])
    if complete < FEW or len(told) < 2:  # noqa: PLR2004
        return (_too_few(complete), _other_question(hired))
    (share, least), *others = told
    alike = [stage["title"] for other, stage in others if other.low <= share.high]
    sentences = [
        _least(least, share, hired),
        _redundant(least),
        _alike(alike) if alike else _apart(others[0][1]["title"]),
        _other_question(hired),
        _("So this is where a talk can begin, and no decision: ask those who run the stage what "
          "it shows them that no other does, and what candidates would miss."),
    ]  # fmt: skip
    return tuple(each for each in sentences if each)


def _by_difference(stages: Sequence[Row]) -> list[tuple[Share, Row]]:
    """Return the stages with weight by how many would change sides without them, fewest first."""
    found = []
    for stage in stages:
        worth = stage["worth"]
        if worth is None or not stage["weight"]:
            continue
        if (share := share_of(worth["turned"], worth["of"])) is not None:
            found.append((share, stage))
    return sorted(found, key=lambda pair: (pair[0].value, -(pair[1]["hours"])))


def _too_few(complete: int) -> str:
    return ngettext(
        "It cannot be told yet: %(count)s candidate has a score in every stage, and it takes "
        "%(few)s before stages can be told apart.",
        "It cannot be told yet: %(count)s candidates have a score in every stage, and it takes "
        "%(few)s before stages can be told apart.",
        complete,
    ) % {"count": number_format(complete), "few": FEW}


def _percent(value: float) -> str:
    return number_format(round(100 * value), decimal_pos=0)


def _least(stage: Row, share: Share, hired: int) -> str:
    text = _(
        "Least would change without “%(stage)s”: %(count)s of %(of)s candidates would stand on "
        "the other side of the bar (%(low)s–%(high)s %%)."
    ) % {
        "stage": stage["title"],
        "count": number_format(share.count),
        "of": number_format(share.of),
        "low": _percent(share.low),
        "high": _percent(share.high),
    }
    if not (hired and stage["hours"]):
        return text
    hours = number_format(round(stage["hours"] / hired, 1), decimal_pos=1)
    return f"{text} " + _("It takes %(hours)s hours of interviewers for each hire.") % {
        "hours": hours
    }


def _redundant(stage: Row) -> str:
    """Say how much of it the other stages foretell, and what the composite would lose."""
    worth = stage["worth"]
    parts = []
    if worth["foretold"]:
        parts.append(
            _("The other stages together foretell %(share)s %% of what it says.")
            % {"share": _percent(worth["foretold"]["value"])}
        )
    if worth["loss"] and worth["loss"]["low"] is not None and worth["loss"]["value"] <= 0:
        parts.append(_("The composite's reliability would not go down."))
    elif worth["loss"] and worth["loss"]["low"] is not None:
        parts.append(
            _("The composite's reliability would go down by %(loss)s (%(low)s to %(high)s).")
            % {
                "loss": signed(worth["loss"]["value"]),
                "low": signed(worth["loss"]["low"]),
                "high": signed(worth["loss"]["high"]),
            }
        )
    return " ".join(parts)


def _alike(titles: Sequence[str]) -> str:
    return ngettext(
        "%(stages)s cannot be told from it: the intervals overlap.",
        "These cannot be told from it, because the intervals overlap: %(stages)s.",
        len(titles),
    ) % {"stages": ", ".join(f"“{title}”" for title in titles)}


def _apart(title: str) -> str:
    return _("The next, “%(stage)s”, changes more; their intervals do not overlap.") % {
        "stage": title
    }


def _other_question(hired: int) -> str:
    """Say that adding little to the composite is not the same as foretelling nothing."""
    return ngettext(
        "Whether a stage foretells good service is another question, and only outcomes answer "
        "it: %(hired)s hire so far, of about %(needed)s that it takes.",
        "Whether a stage foretells good service is another question, and only outcomes answer "
        "it: %(hired)s hires so far, of about %(needed)s that it takes.",
        hired,
    ) % {"hired": number_format(hired), "needed": needed_pairs(EXPECTED)}

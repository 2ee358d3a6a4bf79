"""What may be said of groups, in words that a manager reads. Never that all is well."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from hiring.fairness.impact import FEW_BELOW, FOUR_FIFTHS, SUPPRESSED_BELOW, Verdict
from hiring.fairness.questions import group_label
from hiring.statistics.tables import needed_in_each_group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.fairness.comparing import Compared, Step, Strata

VERDICTS: Final = {
    Verdict.SUPPRESSED: gettext_lazy("too small to show"),
    Verdict.TOO_FEW: gettext_lazy("too few to tell either way"),
    Verdict.TURNS: gettext_lazy("one person more would turn it: nothing to infer"),
    Verdict.GAP: gettext_lazy("a gap that chance does not explain easily"),
    Verdict.OPEN: gettext_lazy("no such gap seen, which does not show that there is none"),
}


def verdict(each: Compared) -> str:
    """Say what one comparison lets one say."""
    found = each.verdict
    return _("the highest rate") if found is None else str(VERDICTS[found])


def two(value: float | None) -> str:
    """Say a ratio with two decimals."""
    if value is None:
        return "–"
    return "∞" if value == float("inf") else _decimals(get_language(), round(value, 2), 2)


@lru_cache(maxsize=4096)  # a board says a thousand numbers, most of them more than once
def _decimals(_language: str | None, value: float, places: int) -> str:
    return number_format(value, decimal_pos=places)


def chance(p: float | None) -> str:
    """Say a p: three decimals, and never that it is nothing."""
    if p is None:
        return "–"
    return "< 0.001" if p < 0.001 else _decimals(get_language(), round(p, 3), 3)  # noqa: PLR2004


def whole(value: float) -> str:
    return _decimals(get_language(), round(value), 0)


def gaps(steps: Sequence[tuple[str, Step]], characteristic: str) -> list[str]:
    """Say where a gap is seen, one sentence each."""
    return [
        _("%(step)s: %(group)s pass at %(ratio)s times the rate of %(reference)s "
          "(%(low)s to %(high)s; p %(p)s after Holm, among all that were looked at).")
        % {
            "step": label,
            "group": group_label(characteristic, each.group),
            "reference": group_label(characteristic, step.reference or ""),
            "ratio": two(each.impact.ratio),
            "low": two(each.impact.interval.low if each.impact.interval else 0.0),
            "high": two(each.impact.interval.high if each.impact.interval else None),
            "p": chance(each.p),
        }
        for label, step in steps
        for each in step.compared
        if each.impact and each.verdict == Verdict.GAP
    ]  # fmt: skip


def summary(steps: Sequence[tuple[str, Step]], characteristic: str) -> tuple[str, ...]:
    """Return the first sentences of the board."""
    looked = [each for _label, step in steps for each in step.compared]
    if not looked:
        return (
            _("Fewer than two groups are large enough to be shown: nothing can be told here. "
              "That says nothing about whether candidates are treated alike."),
        )  # fmt: skip
    found = gaps(steps, characteristic)
    few = sum(each.verdict == Verdict.TOO_FEW for each in looked)
    counted = ngettext(
        "%(looked)s comparison; of them too small to tell either way: %(few)s.",
        "%(looked)s comparisons; of them too small to tell either way: %(few)s.",
        len(looked),
    ) % {"looked": len(looked), "few": few}
    head = (
        ngettext(
            "One gap that chance does not explain easily.",
            "%(gaps)s gaps that chance does not explain easily.",
            len(found),
        )
        % {"gaps": len(found)}
        if found
        else _("No gap was seen that chance does not explain easily. That does not show that "
               "there is none.")
    )  # fmt: skip
    return (f"{head} {counted}", *found)


def power_note(end: Step, characteristic: str) -> str:
    """Say how likely these groups would have shown a ratio of four fifths, and what it takes."""
    told = [each for each in end.compared if each.impact]
    reference = next((each.share for each in end.groups if each.group == end.reference), None)
    if not told or reference is None or not reference.count:
        return ""
    needed = needed_in_each_group(reference.value, reference.value * FOUR_FIFTHS)
    powers = ", ".join(
        f"{group_label(characteristic, each.group)} {whole(100 * each.impact.power)} %"
        for each in told
        if each.impact
    )
    return _(
        "How likely groups of these sizes would show a ratio of four fifths in who is hired: "
        "%(powers)s. It takes about %(needed)s people in each group for 80 %%. Hires are few; "
        "look at the early steps, where rates are higher."
    ) % {"powers": powers, "needed": whole(needed or 0)}


def reading() -> str:
    """Say how the table is to be read."""
    return _(
        "Ratio: the group's rate over the highest one, with its 95 %% interval. Exact: Fisher, and "
        "its mid-p. Holm: the mid-p adjusted for all comparisons on this page. Had one passed "
        "instead of another: the ratio then. Groups below %(small)s are not shown; below %(few)s, "
        "or with fewer than five expected to pass, nothing is said either way."
    ) % {"small": SUPPRESSED_BELOW, "few": FEW_BELOW}


def strata_words(strata: Strata, characteristic: str) -> tuple[str, ...]:
    """Say what the openings by themselves say, and whether all together say something else."""
    group = group_label(characteristic, strata.group)
    reference = group_label(characteristic, strata.reference)
    ratio = strata.pooled.ratio if strata.pooled else None
    sentences = [
        _("%(group)s against %(reference)s: all together %(together)s, as if each opening stood "
          "alone %(pooled)s (Mantel-Haenszel).")
        % {
            "group": group,
            "reference": reference,
            "together": _with_interval(strata.together),
            "pooled": _with_interval(ratio),
        }
    ]  # fmt: skip
    if strata.is_simpson:
        sentences.append(
            _("Simpson's paradox: all openings together show a gap that the openings by "
              "themselves do not. The groups apply to different openings, and those differ in "
              "how many they take. Read the openings one by one before you read the sum.")
        )  # fmt: skip
    if strata.left_out:
        sentences.append(
            ngettext(
                "%(count)s opening is left out, because a group there is too small to show.",
                "%(count)s openings are left out, because a group there is too small to show.",
                strata.left_out,
            )
            % {"count": strata.left_out}
        )
    return tuple(sentences)


def _with_interval(between: object) -> str:
    low, high = getattr(between, "low", None), getattr(between, "high", None)
    value = getattr(between, "value", None)
    if value is None:
        return _("cannot be told")
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": two(value), "low": two(low), "high": two(high)
    }  # fmt: skip

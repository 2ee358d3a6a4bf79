"""The figures of fairness: rates side by side, ratios with intervals, openings one by one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from candidates.applications.models import State
from hiring.dashboards.figures import Figure, Value
from hiring.fairness import questions, words
from hiring.fairness.impact import FOUR_FIFTHS, Verdict
from interviews.drawings.intervals import Axis, Interval, draw_intervals

if TYPE_CHECKING:
    from hiring.fairness.comparing import Compared, Step, Strata
    from hiring.fairness.gathering import Fairness
    from hiring.statistics.shares import Between, Share
    from interviews.drawings.shapes import Palette

_WIDEST: Final = 2.0  # of the ratios' axis; what lies beyond is drawn at its end
_RATIOS: Final = tuple((n / 2, f"{n / 2:g}") for n in range(5))
_SHARES: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
_SHORT: Final = {
    Verdict.TOO_FEW: gettext_lazy("too few to tell"),
    Verdict.TURNS: gettext_lazy("one would turn it"),
    Verdict.GAP: gettext_lazy("a gap"),
    Verdict.OPEN: gettext_lazy("no gap seen"),
}
FEW_DRAWN: Final = 2  # groups too few to tell that one step draws
_UNSURE: Final = (Verdict.TOO_FEW, Verdict.TURNS)
DATA: Final = (
    "step", "group", "passed", "of", "rate", "rate_low", "rate_high", "ratio", "ratio_low",
    "ratio_high", "z", "z_p", "fisher_p", "mid_p", "holm_p", "ratio_had_one_more", "shortfall",
    "cohens_h", "power_at_four_fifths", "verdict",
)  # fmt: skip


def all_of(found: Fairness, palette: Palette) -> tuple[Figure, ...]:
    """Return every figure of a board."""
    by = found.chosen.characteristic
    end = (_("From applied to hired"), found.end)
    steps = [(str(State(step.code).label), step) for step in found.steps]
    every = [end, *steps, *found.stages]
    figures = [
        Figure("summary", _("What is seen"), words.summary(every, by)),
        _rates(end, by, palette),
        _ratios("steps", _("From step to step"), [*steps, end], by, palette),
        _ratios("stages", _("Who scores above the middle"), found.stages, by, palette),
        *(
            _openings(place, strata, by, palette)
            for place, strata in enumerate(found.strata, 1)
        ),
        _ratios("time", _("With adjusted time and with the usual"), found.time, questions.TIME,
                palette),
    ]  # fmt: skip
    return tuple(each for each in figures if each is not None)


def _rates(named: tuple[str, Step], by: str, palette: Palette) -> Figure | None:
    """The groups' rates from applying to the hire, each with its interval."""
    label, step = named
    rows = []
    for each in step.groups:
        name = questions.group_label(by, each.group)
        if each.share is None:
            rows.append(Interval(name, None, said=words.verdict(each), cells=("–", "–", "–")))
            continue
        share = each.share
        counts = _("%(count)s of %(of)s") % {
            "count": number_format(share.count), "of": number_format(share.of)
        }  # fmt: skip
        bounds = f"{percent(share.low)}–{percent(share.high)}"
        rows.append(
            Interval(
                name, share.value, share.low, share.high, counts,
                (counts, percent(share.value), bounds), hollow=each.verdict in _UNSURE,
            )
        )  # fmt: skip
    if not rows:
        return None
    most = max([row.high for row in rows if row.high is not None] + [0.02])
    marks = next((each for each in _SHARES if most / each <= 5), 0.5)  # noqa: PLR2004
    ticks = tuple((marks * n, f"{100 * marks * n:.0f} %") for n in range(int(most / marks) + 1))
    drawing = draw_intervals(
        rows,
        axis=Axis(0, most, ticks),
        title=_("Hired of those whose application is settled"),
        columns=(_("Group"), _("Hired of settled"), _("Rate"), _("95 %")),
        palette=palette,
    )
    note = ngettext(
        "%(count)s person did not say, or is in a group too small to show.",
        "%(count)s people did not say, or are in groups too small to show.",
        step.unshown,
    ) % {"count": number_format(step.unshown)}
    return Figure(
        "rates", label, tuple(each for each in (words.power_note(step, by),) if each), drawing,
        note=note,
    )  # fmt: skip


def percent(share: float) -> str:
    """Say a share in percent, with one decimal below ten."""
    decimals = 1 if share < 0.0995 else 0  # noqa: PLR2004
    return f"{number_format(round(100 * share, decimals), decimal_pos=decimals)} %"


def _ratios(
    key: str, title: str, steps: Sequence[tuple[str, Step]], by: str, palette: Palette
) -> Figure | None:
    """Each group's rate over the highest one, step by step."""
    rows: list[Interval] = []
    data: list[tuple[Value, ...]] = []
    language = get_language()
    for label, step in steps:
        data += [_numbers(label, each, by) for each in step.groups]
        few = [each for each in step.compared if each.verdict == Verdict.TOO_FEW]
        few = few if len(few) > FEW_DRAWN else []
        rows += [
            _ratio(language, label, step.reference or "", each, by)
            for each in step.compared
            if each not in few
        ]
        rows += _folded(label, few, by)
        rows += _folded(label, [each for each in step.groups if each.is_suppressed], by)
    if not any(step.compared for _label, step in steps):
        return None
    drawing = draw_intervals(
        rows,
        axis=Axis(0, _WIDEST, _RATIOS, ((FOUR_FIFTHS, _("four fifths")), (1.0, ""))),
        title=_("Rate of each group over the highest one"),
        columns=(
            _("Step and group"), _("Passed"), _("Held against"), _("Ratio"), _("95 %"),
            _("Exact p"), _("Mid-p"), _("Holm"), _("Had one passed instead"), _("Short by"),
            _("Power"), _("What may be said"),
        ),
        palette=palette,
    )  # fmt: skip
    lead = {
        "time": _("Scores above the stage's middle, with adjusted time against the usual. A "
                  "comparison of sums only; who had adjusted time stands nowhere on a board."),
        "stages": _("The share of each group that scores above the middle score of the stage."),
    }.get(key, _("The point: a group's rate over the highest one. The line: 95 % interval. "
                 "Hollow: too few to tell either way."))  # fmt: skip
    return Figure(
        key, title, (lead,), drawing, data_columns=DATA, data=tuple(data), note=words.reading()
    )


def _folded(label: str, groups: Sequence[Compared], by: str) -> list[Interval]:
    """Fold groups of which the same is said into one row, by name where there is one; what the
    numbers of those too few to tell are stands in the file for machines."""
    if not groups:
        return []
    name = questions.group_label(by, groups[0].group)
    if len(groups) > 1:
        name = ngettext("%(count)s group", "%(count)s groups", len(groups)) % {
            "count": number_format(len(groups))
        }
    said = words.verdict(groups[0])
    return [Interval(f"{label}: {name}", None, said=said, cells=(*("–",) * 10, said))]


@lru_cache(maxsize=4096)  # the counts change once a day
def _ratio(_language: str | None, label: str, reference: str, each: Compared, by: str) -> Interval:
    """Say one comparison, in the language that is spoken now."""
    name = f"{label}: {questions.group_label(by, each.group)}"
    found, share = each.impact, each.share
    if found is None or share is None:
        raise ValueError("what was not compared has no ratio")
    between = found.interval
    counts = _("%(count)s of %(of)s") % {"count": share.count, "of": share.of}
    against = _("%(group)s, %(count)s of %(of)s") % {
        "group": questions.group_label(by, reference),
        "count": found.reference.count,
        "of": found.reference.of,
    }
    bounds = (
        "–"
        if between is None
        else _("%(low)s to %(high)s")
        % {"low": words.two(between.low), "high": words.two(between.high)}
    )
    return Interval(
        name,
        found.ratio,
        between.low if between else None,
        between.high if between else None,
        said=f"{words.two(found.ratio)} · {_short(each)}",
        cells=(
            counts, against, words.two(found.ratio), bounds, words.chance(found.exact.p),
            words.chance(found.exact.mid_p), words.chance(each.p), words.two(found.flipped),
            number_format(round(found.shortfall, 1), decimal_pos=1),
            f"{words.whole(100 * found.power)} %", words.verdict(each),
        ),
        hollow=each.verdict in _UNSURE,
    )  # fmt: skip


def _short(each: Compared) -> str:
    """Say the verdict in a word or two, beside the drawing."""
    return str(_SHORT.get(each.verdict or Verdict.OPEN, ""))


def _numbers(label: str, each: Compared, by: str) -> tuple[Value, ...]:
    """One row for machines; of a suppressed group nothing but that it is suppressed."""
    name = questions.group_label(by, each.group)
    if each.share is None:
        return (label, name, *(None,) * 17, Verdict.SUPPRESSED.value)
    share, found = each.share, each.impact
    head: tuple[Value, ...] = (
        label, name, share.count, share.of, share.value, share.low, share.high
    )  # fmt: skip
    if found is None:
        return (*head, *(None,) * 12, "highest" if each.verdict is None else each.verdict.value)
    between = found.interval
    flipped = found.flipped if found.flipped is None or math.isfinite(found.flipped) else None
    return (
        *head, found.ratio, between.low if between else None, between.high if between else None,
        found.z, found.z_p, found.exact.p, found.exact.mid_p, each.p, flipped, found.shortfall,
        found.effect, found.power, each.verdict.value if each.verdict else "",
    )  # fmt: skip


def _openings(place: int, strata: Strata, by: str, palette: Palette) -> Figure:
    """One group's ratio in each opening, all together, and as if each stood alone."""
    pooled = strata.pooled.ratio if strata.pooled else None
    named = [
        *((each.name, each.ratio, each.one, each.other) for each in strata.openings),
        (_("All together"), strata.together, None, None),
        (_("As if each stood alone"), pooled, None, None),
    ]
    language = get_language()
    rows = [_opening(language, *each) for each in named]
    group = questions.group_label(by, strata.group)
    reference = questions.group_label(by, strata.reference)
    drawing = draw_intervals(
        rows,
        axis=Axis(0, _WIDEST, _RATIOS, ((FOUR_FIFTHS, _("four fifths")), (1.0, ""))),
        title=_("%(group)s against %(reference)s, opening by opening")
        % {"group": group, "reference": reference},
        columns=(_("Opening"), group, reference, _("Ratio"), _("95 %")),
        palette=palette,
    )
    return Figure(
        f"openings-{place}",
        _("Opening by opening: %(group)s") % {"group": group},
        words.strata_words(strata, by),
        drawing,
    )


@lru_cache(maxsize=4096)  # the counts change once a day
def _opening(
    _language: str | None,
    name: str,
    between: Between | None,
    one: Share | None,
    other: Share | None,
) -> Interval:
    """Say one opening's ratio, in the language that is spoken now."""
    cells = tuple(
        _("%(count)s of %(of)s") % {"count": share.count, "of": share.of} if share else "–"
        for share in (one, other)
    )
    if between is None:
        return Interval(name, None, said=_("cannot be told"), cells=(*cells, "–", "–"))
    bounds = _("%(low)s to %(high)s") % {
        "low": words.two(between.low), "high": words.two(between.high)
    }  # fmt: skip
    return Interval(
        name, between.value, between.low, between.high, words.two(between.value),
        (*cells, words.two(between.value), bounds), hollow=one is not None,
    )  # fmt: skip

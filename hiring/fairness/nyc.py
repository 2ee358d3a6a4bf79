"""The summary that New York City's Local Law 144 wants published, as rows of a file.

Rules of the City of New York, title 6, §§ 5-301 and 5-302: for sex, for race and ethnicity, and
for both crossed, the number of applicants of each category, the rate at which they are selected
(or score above the median), and the impact ratio to the most selected category; and how many
applicants are in no known category. Categories of less than 2 % of the data may be left out; here
they are marked. A category of fewer than five is not shown, and counts as unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from candidates.applications.models import State
from hiring.fairness import questions
from hiring.fairness.comparing import Step, compare
from hiring.fairness.counting import STAGE

if TYPE_CHECKING:
    from hiring.dashboards.figures import Value
    from hiring.fairness.queries import Groups

SMALL: Final = 0.02  # of the data, below which the rules let one leave a category out
CROSSINGS: Final = ("gender", "ethnicity", questions.BOTH)
HEAD: Final = (
    "tool", "characteristic", "category", "applicants", "selected_or_above_median", "rate",
    "impact_ratio", "below_2_percent",
)  # fmt: skip


def rows_of(
    counts: Mapping[str, Mapping[str, Groups]],
    titles: Mapping[str, str],
    *,
    name: str,
    at: dt.datetime | None,
) -> list[tuple[Value, ...]]:
    """Return head and rows; `counts` by characteristic and step, `titles` of the stages."""
    rows: list[tuple[Value, ...]] = [
        ("about", name),
        ("counted_on", at.date().isoformat() if at else ""),
        (),
        HEAD,
    ]
    for characteristic in CROSSINGS:
        steps = counts.get(characteristic, {})
        for code, groups in sorted(steps.items()):
            if code != State.HIRED and not code.startswith(STAGE):
                continue
            tool = (
                _("Selection, from applied to hired") if code == State.HIRED else titles.get(code)
            )
            if tool is not None:
                step = compare(code, groups, questions.groups_of(characteristic))
                rows += _category_rows(tool, characteristic, step)
    return rows


def _category_rows(tool: str, characteristic: str, step: Step) -> Sequence[tuple[Value, ...]]:
    shown = [each for each in step.groups if each.share is not None]
    whole = sum(each.share.of for each in shown if each.share) + step.unshown
    best = max((each.share.value for each in shown if each.share), default=0.0)
    rows: list[tuple[Value, ...]] = []
    for each in shown:
        share = each.share
        if share is None:
            continue
        rows.append(
            (
                tool, characteristic, questions.group_label(characteristic, each.group), share.of,
                share.count, share.value, share.value / best if best else None,
                "yes" if share.of < SMALL * whole else "",
            )
        )  # fmt: skip
    rows.append((tool, characteristic, _("unknown, or too few to show"), step.unshown))
    return rows

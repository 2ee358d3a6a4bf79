"""The board of what predicted good service: stages, criteria and interviewers against results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.dashboards.boards import Ask, Board, Filter
from hiring.dashboards.figures import Figure, Sheet
from hiring.outcomes import sayings, worth
from hiring.outcomes.access import openings_to_follow
from hiring.outcomes.queries import predicting
from hiring.outcomes.queries.predicting import COMPOSITE, NEEDED, Held
from hiring.outcomes.queries.results import RESULTS, Result
from hiring.outcomes.sayings import Picture
from hiring.statistics.shares import share_of
from hiring.statistics.validity import SHOWN_FROM
from hiring.voices.access import SEE
from interviews.stages import registry

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def filters(user: Viewer, _query: Mapping[str, str]) -> Sequence[Filter]:
    """All openings or one, how one looks at results, and which score is drawn person by person."""
    openings = [(each.slug, str(each)) for each in openings_to_follow(user)]
    kinds = sorted((str(label), f"stage-{kind}") for kind, label in registry.choices())
    return [
        Filter("opening", _("Opening"), (("", _("All openings")), *openings)),
        Filter("result", _("How they do"), tuple((each.code, str(each.label)) for each in RESULTS)),
        Filter("closer", _("A closer look"),
               ((COMPOSITE, _("Composite")), *((key, label) for label, key in kinds))),
    ]  # fmt: skip


def sheet(ask: Ask) -> Sheet:
    """Return the figures of the page, each with its table."""
    openings = openings_to_follow(ask.user)
    chosen = [each for each in openings if each.slug == ask.value("opening")] or openings
    keys = [each.pk for each in chosen]
    result = next((each for each in RESULTS if each.code == ask.value("result")), RESULTS[0])
    held = predicting.hold(ask.user, keys, result.code)
    if not held.outcomes:
        return Sheet((), (_("Nobody has been hired yet where you decide."),))
    figures = [_picture(each) for each in sayings.pictures_of(held, ask.palette)]
    figures += [_closer(ask, held, result), _weights(held, result), _successes(held, keys)]
    return Sheet(tuple(each for each in figures if each.table_rows), _heads(held, result))


def _heads(held: Held, result: Result) -> tuple[str, ...]:
    """Say what is knowable of the whole, and of how many."""
    known = _(
        "Of %(hires)s hires %(known)s have a figure for “%(result)s”. About %(needed)s are needed; "
        "below %(shown)s no number is shown at all, because it would be chance."
    ) % {
        "hires": len(held.outcomes), "known": len(held.results), "result": result.label,
        "needed": NEEDED, "shown": SHOWN_FROM,
    }  # fmt: skip
    said = (sayings.verdict(held.whole), sayings.numbers(held.whole), known)
    return tuple(each for each in said if each)


def _picture(each: Picture) -> Figure:
    """Return a drawing with its table; how many hires there are, as long as there is no number."""
    if not each.has_numbers:
        few = _("Fewer than %(shown)s hires: no number yet.") % {"shown": SHOWN_FROM}
        rows = tuple(row[:2] for row in each.drawing.rows)
        return Figure(each.key, each.title, (few,), None, each.drawing.columns[:2], rows)
    return Figure(
        each.key, each.title, drawing=each.drawing,
        note=_("Point and line: the correlation with its 95 % interval (Fisher). Hollow: too few "
               "hires to know."),
    )  # fmt: skip


def _closer(ask: Ask, held: Held, result: Result) -> Figure:
    closer = held.predictors.named(ask.value("closer"))
    finding = predicting.finding_of(closer, held.results)
    title = _("A closer look: %(label)s") % {"label": closer.label}
    said = tuple(each for each in (sayings.verdict(finding), sayings.numbers(finding)) if each)
    if not predicting.is_pictured(finding):
        return Figure("closer", title, said)
    drawing = sayings.scatter_picture(closer, held.outcomes, result, ask.palette)
    is_cut = finding.people > sayings.DRAWN
    note = _("Drawn are the newest %(drawn)s.") % {"drawn": sayings.DRAWN} if is_cut else ""
    return Figure("closer", title, said, drawing, note=note)


def _weights(held: Held, result: Result) -> Figure:
    """Equal weights beside fitted ones; a figure without rows where there are too few hires."""
    compared = predicting.weights_of(held.predictors, held.outcomes, result.code)
    title = _("Would other weights predict better?")
    if compared is None:
        return Figure("weights", title)
    rows = ((_("Equal"), compared.equal), (_("Fitted"), compared.fitted))
    return Figure(
        "weights", title, columns=(_("Weights"), _("r with those left out")),
        rows=tuple((label, sayings.two(r)) for label, r in rows), data=rows,
    )  # fmt: skip


def _successes(held: Held, keys: Sequence[int]) -> Figure:
    """Taylor and Russell's shares; a figure without rows where nobody was chosen from many."""
    hired, settled = predicting.selected_share(keys)
    share = share_of(min(hired, settled), settled)
    title = _("What choosing is worth, if …")
    if share is None or not 0 < share.value < 1:
        return Figure("worth", title)
    between = worth.validities(held.whole.r if held.whole.is_ours else None)
    words = _("%(hired)s of %(of)s are hired; the connection lies between %(low)s and %(high)s.")
    low, high = map(sayings.two, between)
    words %= {"hired": share.count, "of": share.of, "low": low, "high": high}
    found = worth.successes(share.value, between)
    return Figure(
        "worth", title, (words,),
        columns=(_("If of all who apply …"), _("… then of those you hire")),
        rows=tuple(
            (_("%(base)s %% would do well") % {"base": each.base},
             _("%(low)s to %(high)s %% do")
             % {"low": f"{each.low:.0f}", "high": f"{each.high:.0f}"})
            for each in found
        ),
        data_columns=(_("Do well of all, %"), _("Of the hired from, %"), _("to, %")),
        data=tuple((each.base, each.low, each.high) for each in found),
        note=_("Taylor and Russell. Nobody knows how many of all who apply would do well."),
    )  # fmt: skip


BOARD: Final = Board(
    code="predicted",
    label=gettext_lazy("What predicted"),
    lead=gettext_lazy("What was marked before somebody was hired, held against how they do now."),
    icon="telescope",
    order=62,
    url_name="hiring:predicted-board",
    may_see=lambda user: user.has_perm(SEE),
    filters=filters,
    sheet=sheet,
    of_marks=True,
)

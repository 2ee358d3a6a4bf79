"""Agreement and severity in words: what a coefficient means, why fair scores are used or not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from interviews.composites import severity


def why_not(code: str) -> str:
    """Say one condition that does not hold."""
    return {
        "raters": _("fewer than %(count)s raters") % {"count": severity.MIN_RATERS},
        "candidates": _("fewer than %(count)s candidates") % {"count": severity.MIN_CANDIDATES},
        "per-rater": _("a rater with fewer than %(count)s candidates")
        % {"count": severity.MIN_PER_RATER},
        "overlap": _("fewer than two raters per candidate on average"),
        "connected": _("raters who share no candidates, so nobody can tell who is strict"),
        "test": _("no difference between raters beyond chance"),
    }.get(code, code)


def why(result: dict[str, Any]) -> str:
    """Say whether fair scores are to be trusted here, and why."""
    refusals = [why_not(code) for code in result["refusals"]]
    if not refusals:
        return _("Raters differ by more than chance, and enough of their candidates overlap.")
    return _("Not used: %(reasons)s.") % {"reasons": "; ".join(refusals)}


def reading_of_alpha(value: float) -> tuple[str, str]:
    """Read Krippendorff's α in words, and say in which tone."""
    if value >= 0.8:  # noqa: PLR2004  (Krippendorff's own limits)
        return _("reliable"), "good"
    if value >= 0.667:  # noqa: PLR2004
        return _("tentative"), "warn"
    return _("too low to rely on"), "bad"


def reading_of_icc(value: float) -> tuple[str, str]:
    """Read an intraclass correlation in words (Koo and Li, 2016), and say in which tone."""
    for limit, text, tone in (
        (0.9, _("excellent"), "good"),
        (0.75, _("good"), "good"),
        (0.5, _("moderate"), "warn"),
    ):
        if value >= limit:
            return text, tone
    return _("poor"), "bad"
